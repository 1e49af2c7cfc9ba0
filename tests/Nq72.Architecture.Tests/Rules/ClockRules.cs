using Mono.Cecil;
using Nq72.Architecture.Tests.Code;

namespace Nq72.Architecture.Tests.Rules;

/// <summary>One clock: what waits or asks for the time is given a TimeProvider.</summary>
internal static class ClockRules
{
    /// <summary>The members that must stand in BannedSymbols.txt, so that the build refuses them before a test does.</summary>
    public static readonly IReadOnlyList<string> Banned =
    [
        "P:System.DateTime.Now", "P:System.DateTime.UtcNow", "P:System.DateTime.Today", "P:System.DateTimeOffset.Now", "P:System.DateTimeOffset.UtcNow",
        "M:System.Threading.Tasks.Task.Delay(System.Int32)", "M:System.Threading.Tasks.Task.Delay(System.Int32,System.Threading.CancellationToken)",
        "M:System.Threading.Tasks.Task.Delay(System.TimeSpan)", "M:System.Threading.Tasks.Task.Delay(System.TimeSpan,System.Threading.CancellationToken)",
        "M:System.Threading.Thread.Sleep(System.Int32)", "M:System.Threading.Thread.Sleep(System.TimeSpan)",
    ];

    private static readonly string[] WallClock = ["get_Now", "get_UtcNow", "get_Today"];

    /// <summary>Waits and readings that no rehearsal could turn.</summary>
    public static IEnumerable<string> WithoutClock(CodeBase code) =>
        from type in code.Types
        from declared in type.All
        from call in NamedTypes.Calls(declared)
        where IsUnclocked(call.To)
        select $"{type.Name} calls {call.To.DeclaringType.Name}.{call.To.Name} without a clock (in {call.From.Name})";

    /// <summary>What the file of banned symbols leaves out.</summary>
    public static IEnumerable<string> MissingFromBannedSymbols(string text)
    {
        var listed = text.Split('\n').Select(line => line.Split(';')[0].Trim()).ToHashSet(StringComparer.Ordinal);
        return Banned.Where(member => !listed.Contains(member)).Select(member => $"BannedSymbols.txt does not list {member}");
    }

    private static bool IsUnclocked(MethodReference method) => (method.DeclaringType.FullName, method.Name) switch
    {
        ("System.DateTime" or "System.DateTimeOffset", var name) => WallClock.Contains(name, StringComparer.Ordinal),
        ("System.Threading.Thread", "Sleep") => true,
        ("System.Threading.Tasks.Task", "Delay") => !HasClock(method),
        ("System.Threading.PeriodicTimer", ".ctor") => !HasClock(method),
        _ => false,
    };

    private static bool HasClock(MethodReference method) => method.Parameters.Any(parameter => parameter.ParameterType.FullName == "System.TimeProvider");
}
