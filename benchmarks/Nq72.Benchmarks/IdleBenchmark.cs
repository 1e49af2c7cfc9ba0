using System.Diagnostics;

namespace Nq72.Benchmarks;

/// <summary>What a node costs while nothing is due: processor time over a while.</summary>
internal static class IdleBenchmark
{
    // until then the runtime compiles anew, in the background, what has turned out to be used often
    private static readonly TimeSpan Settle = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Span = TimeSpan.FromMinutes(5);

    public static async Task RunAsync()
    {
        await foreach (var (name, settings) in Databases.EachAsync())
        {
            if (name.EndsWith("2 nodes", StringComparison.Ordinal))
                continue;
            await using var installation = await Installation.StartAsync(settings);
            await Task.Delay(Settle, TimeProvider.System);
            using var process = Process.GetCurrentProcess();
            var before = process.TotalProcessorTime;
            await Task.Delay(Span, TimeProvider.System);
            process.Refresh();
            Console.WriteLine($"Idle for {Span.TotalSeconds:F0} s, {name}: {(process.TotalProcessorTime - before) / Span * 100:F2} % of one core");
        }
    }
}
