using Mono.Cecil;

namespace Nq72.Architecture.Tests.Rules;

/// <summary>Asynchronous methods that rightly take no CancellationToken, each kind with its reason. Overrides and implementations are not asked.</summary>
internal sealed record WithoutToken(string Reason, Func<MethodDefinition, bool> Applies)
{
    public static readonly IReadOnlyList<WithoutToken> Reasons =
    [
        new("The compiler's entry point has the signature it has.", method => method.Name == "Main"),
        new("The framework calls middleware with the request; its RequestAborted is the token.", method => method.Name is "Invoke" or "InvokeAsync" && Takes(method, "Microsoft.AspNetCore.Http.HttpContext")),
        new("Runs the caller's function, given last; it holds the caller's token.", method => IsFunctionOfTask(method.Parameters.LastOrDefault()?.ParameterType)),
        new("The verbs' entry: the command line makes the token, from the signals that stop the program.", method => method is { Name: "RunAsync", DeclaringType.Name: "Nq72Commands" }),
        new("Disposing is not called off half-way.", method => method.Name == "DisposeAsync" && !method.HasParameters),
    ];

    private static bool IsFunctionOfTask(TypeReference? type) =>
        type is GenericInstanceType { Namespace: "System" } function && function.Name.StartsWith("Func`", StringComparison.Ordinal)
        && function.GenericArguments[^1].Name.Split('`')[0] is "Task" or "ValueTask";

    private static bool Takes(MethodDefinition method, string type) => method.Parameters.Any(parameter => parameter.ParameterType.FullName == type);
}
