using Mono.Cecil;
using Nq72.Architecture.Tests.Code;

namespace Nq72.Architecture.Tests.Rules;

/// <summary>How types are declared and named.</summary>
internal static class TypeRules
{
    /// <summary>The seams of architecture.md: everything else has one implementation and needs no interface.</summary>
    private static readonly string[] Seams = ["IContentGateway", "ITransport", "IFormat", "IImageProcessor", "IClipProcessor", "ISpeechSynthesizer", "IBlobStore"];

    private static readonly string[] Wired = ["Mapping", "Endpoints", "Job"];

    private static readonly string[] EmptyWords = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utilities", "Common", "Base", "Impl"];

    /// <summary>Mappings, endpoints and jobs are found by the framework, never called. A project's root may hand its endpoints to the host.</summary>
    public static IEnumerable<string> WiredButOpen(CodeBase code) =>
        from type in code.Types
        where type.Place.Slice is not null && Wired.Any(ending => type.Definition.Name.EndsWith(ending, StringComparison.Ordinal))
        where type.Definition.IsPublic || !type.Definition.IsSealed
        select $"{type.Name} must be internal sealed, or internal static";

    /// <summary>Words that say nothing about what a type is.</summary>
    public static IEnumerable<string> EmptyNames(CodeBase code) =>
        from type in code.Types
        where type.Page is null && type.Place.Slice != "Migrations"
        from word in EmptyWords
        where type.Definition.Name.EndsWith(word, StringComparison.Ordinal)
        select $"{type.Name}: '{word}' says nothing; name what it is";

    /// <summary>Interfaces only at real seams.</summary>
    public static IEnumerable<string> InterfacesElsewhere(CodeBase code) =>
        from type in code.Types
        from declared in type.All
        where declared.IsInterface && !Seams.Contains(declared.Name, StringComparer.Ordinal)
        select $"{type.Name} declares {declared.Name}: interfaces exist only at the seams ({string.Join(", ", Seams)})";

    /// <summary>What is asynchronous can be called off: the last parameter that must be given is a CancellationToken.</summary>
    public static IEnumerable<string> WithoutCancellation(CodeBase code) =>
        from type in code.Types
        where type.Page is null
        from declared in type.All
        where IsContract(declared) && !CodeType.IsGenerated(declared)
        from method in declared.Methods
        where IsAsynchronous(method) && IsContract(method) && !CodeType.IsGenerated(method)
        where method.Parameters.LastOrDefault(parameter => !parameter.IsOptional)?.ParameterType.FullName != "System.Threading.CancellationToken"
        where !IsGivenByOthers(method) && !WithoutToken.Reasons.Any(reason => reason.Applies(method))
        select $"{type.Name}.{method.Name} must take a CancellationToken last";

    private static bool IsContract(TypeDefinition type) => !type.IsNestedPrivate && (type.DeclaringType is null || IsContract(type.DeclaringType));

    private static bool IsContract(MethodDefinition method) => !method.IsPrivate && !method.IsGetter && !method.IsConstructor && !method.Name.Contains('<', StringComparison.Ordinal);

    private static bool IsAsynchronous(MethodDefinition method) =>
        method.ReturnType.GetElementType().FullName.Split('`')[0] is "System.Threading.Tasks.Task" or "System.Threading.Tasks.ValueTask" or "System.Collections.Generic.IAsyncEnumerable";

    // an override or an implementation has the signature of what it fills; where that is ours, it is judged there
    private static bool IsGivenByOthers(MethodDefinition method) =>
        (method.IsVirtual && !method.IsNewSlot) || method.HasOverrides || (method.IsVirtual && method.IsNewSlot && method.IsFinal);
}
