using System.Runtime.CompilerServices;
using Mono.Cecil;

namespace Nq72.Architecture.Tests.Code;

/// <summary>One top-level type with everything nested in it, closures and state machines included.</summary>
/// <param name="definition">As read from the assembly.</param>
/// <param name="plantedPrefix">Cut off all names; empty for the product.</param>
internal sealed class CodeType(TypeDefinition definition, string plantedPrefix)
{
    private const string CompilerNamespace = "AspNetCoreGeneratedDocument";

    private IReadOnlyList<Named>? references;

    public TypeDefinition Definition => definition;

    /// <summary>Path of the Razor page that this type was compiled from; null for others.</summary>
    public string? Page { get; init; }

    public string Namespace => Strip(definition.Namespace);

    public string Name => Page ?? (Namespace.Length == 0 ? definition.Name : $"{Namespace}.{definition.Name}");

    /// <summary>The project it belongs to: the assembly's name, or for planted types what their namespace says.</summary>
    public string Project => plantedPrefix.Length == 0 ? definition.Module.Assembly.Name.Name : Code.Place.OfNamespace(Namespace).Project;

    public bool IsTheme => Project is not ("Nq72.Cms" or "Nq72.Scheduler" or "Nq72.Theming");

    /// <summary>Project and slice; a page lies where its file does, the program at the root of its project.</summary>
    public Place Place => Page is null && Namespace.Length > 0 && Namespace != CompilerNamespace
        ? Code.Place.OfNamespace(Namespace)
        : new Place(Project, Page is null || Page.Count(character => character == '/') < 2 ? null : Page.Split('/')[1]);

    /// <summary>Itself and the types nested in it, at any depth.</summary>
    public IEnumerable<TypeDefinition> All => Nested(definition);

    /// <summary>What its code names, each once, without itself.</summary>
    public IReadOnlyList<Named> References => references ??=
    [
        .. All.SelectMany(NamedTypes.In)
            .Select(type => new Named(Strip(type.Namespace), type.Name, type.Scope is AssemblyNameReference assembly ? assembly.Name : type.Module.Assembly.Name.Name))
            .Distinct()
            .Where(named => named.FullName != Name),
    ];

    /// <summary>The namespace's parts below the project, such as <c>ContentItems</c>, <c>Pages</c>; for a page its folders.</summary>
    public IReadOnlyList<string> Folders => Page is null
        ? Namespace.Length > Project.Length ? Namespace[(Project.Length + 1)..].Split('.') : []
        : Page.Split('/', StringSplitOptions.RemoveEmptyEntries)[..^1];

    private string Strip(string name) =>
        plantedPrefix.Length > 0 && name.StartsWith(plantedPrefix, StringComparison.Ordinal) ? name[plantedPrefix.Length..] : name;

    private static IEnumerable<TypeDefinition> Nested(TypeDefinition type) => [type, .. type.NestedTypes.SelectMany(Nested)];

    /// <summary>Whether the compiler wrote it.</summary>
    public static bool IsGenerated(ICustomAttributeProvider provider) =>
        provider.CustomAttributes.Any(attribute => attribute.AttributeType.Name == nameof(CompilerGeneratedAttribute));
}

/// <summary>A type that some code names, by its outermost type.</summary>
internal sealed record Named(string Namespace, string TypeName, string Assembly)
{
    public string FullName => $"{Namespace}.{TypeName}";
}

/// <summary>Where code lies: its project and, below that, its slice (null at the project's root).</summary>
internal sealed record Place(string Project, string? Slice)
{
    /// <summary>As in the table of edges: <c>Cms.Media</c>.</summary>
    public string Edge => $"{Project.Replace("Nq72.", "", StringComparison.Ordinal)}.{Slice}";

    /// <summary>The folders above all slices, which put the program together and drive it, and a project's root.</summary>
    public static readonly IReadOnlyList<string> Compositions = ["Composition", "CommandLine"];

    public bool IsSlice => IsOurs && !IsComposition && Slice is not ("Platform" or "Migrations");

    public bool IsComposition => IsOurs && (Slice is null || Compositions.Contains(Slice, StringComparer.Ordinal));

    public bool IsPlatform => IsOurs && Slice == "Platform";

    private bool IsOurs => Project is "Nq72.Cms" or "Nq72.Scheduler";

    public static Place OfNamespace(string name)
    {
        var parts = name.Split('.');
        return parts[0] == "Nq72"
            ? new Place(string.Join('.', parts.Take(2)), parts.Length > 2 ? parts[2] : null)
            : new Place(parts[0], parts.Length > 1 ? parts[1] : null);
    }
}
