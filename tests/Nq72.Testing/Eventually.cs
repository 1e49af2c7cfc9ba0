using System.Runtime.CompilerServices;

namespace Nq72.Testing;

/// <summary>
/// Waits for what happens in another process (a server, a file, a browser), by asking again. Inside one process wait on a signal or turn
/// the clock instead.
/// </summary>
public static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns as soon as the condition holds; fails the test, naming it, when it does not within the timeout.</summary>
    public static async Task TrueAsync(
        Func<Task<bool>> condition, TimeSpan timeout, CancellationToken cancellationToken, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var start = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > timeout)
                Assert.Fail($"Not within {timeout.TotalSeconds:0.#} s: {what}");
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    /// <summary>As above for a condition that needs no waiting itself.</summary>
    public static Task TrueAsync(
        Func<bool> condition, TimeSpan timeout, CancellationToken cancellationToken, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        TrueAsync(() => Task.FromResult(condition()), timeout, cancellationToken, what);
}
