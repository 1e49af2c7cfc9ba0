using System.Diagnostics;

namespace Nq72.Benchmarks;

/// <summary>From nothing to the first answer with the campaign loaded, and what the process then holds in memory.</summary>
internal static class StartBenchmark
{
    public static async Task RunAsync()
    {
        var clock = Stopwatch.StartNew();
        await using var installation = await Installation.StartAsync();
        using var answer = await installation.Http.GetAsync("/api/v1/items");
        answer.EnsureSuccessStatusCode();
        var first = clock.Elapsed;
        using var page = await installation.Http.GetAsync("/");
        page.EnsureSuccessStatusCode();
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"Empty folder to first answer, recipe included: {first.TotalSeconds:F1} s; working set after API and page {process.WorkingSet64 / 1048576} MB");
    }
}
