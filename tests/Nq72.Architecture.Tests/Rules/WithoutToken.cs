using Mono.Cecil;

namespace Nq72.Architecture.Tests.Rules;

/// <summary>Asynchronous methods that rightly take no CancellationToken, each kind with its reason. Overrides and implementations are not asked.</summary>
internal sealed record WithoutToken(string Reason, Func<MethodDefinition, bool> Applies)
{
    public static readonly IReadOnlyList<WithoutToken> Reasons =
    [
        new("The compiler's entry point has the signature it has.", method => method.Name == "Main"),
        new("The framework calls middleware with the request; its RequestAborted is the token.", method => method.Name is "Invoke" or "InvokeAsync" && Takes(method, "Microsoft.AspNetCore.Http.HttpContext")),
        new("Only runs the caller's function, which holds the caller's token.", method => method.Name == "ThenAsync" && method.Parameters is [{ ParameterType.Name: "Func`2" }]),
        new("Disposing is not called off half-way.", method => method.Name == "DisposeAsync" && !method.HasParameters),
    ];

    private static bool Takes(MethodDefinition method, string type) => method.Parameters.Any(parameter => parameter.ParameterType.FullName == type);
}
