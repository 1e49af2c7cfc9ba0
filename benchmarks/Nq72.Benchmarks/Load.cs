using System.Diagnostics;

namespace Nq72.Benchmarks;

/// <summary>So many workers asking as fast as they can for a while.</summary>
internal static class Load
{
    // goes on from one run to the next: what is to miss must not have been asked in the round before
    private static long asked;

    /// <summary>Answers per second, and the 99th percentile of the time of one, in milliseconds. Ends early when it has asked <paramref name="atMost"/> times.</summary>
    public static Task<(double Rate, double P99)> RunAsync(HttpClient http, Func<long, string> path, TimeSpan span, int workers = 16, long atMost = long.MaxValue) => RunAsync(async turn =>
    {
        using var response = await http.GetAsync(path(turn), HttpCompletionOption.ResponseContentRead);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    }, span, workers, atMost);

    /// <summary>The same of whatever is asked; it is given a number that none before had.</summary>
    public static async Task<(double Rate, double P99)> RunAsync(Func<long, Task> ask, TimeSpan span, int workers, long atMost = long.MaxValue)
    {
        var times = new List<double>[workers];
        long count = 0;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, workers).Select(async worker =>
        {
            var mine = times[worker] = [];
            while (clock.Elapsed < span && Interlocked.Increment(ref count) <= atMost)
            {
                var began = Stopwatch.GetTimestamp();
                await ask(Interlocked.Increment(ref asked));
                mine.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }));
        var all = times.SelectMany(one => one).Order().ToList();
        return (all.Count / clock.Elapsed.TotalSeconds, all[(int)(all.Count * 0.99)]);
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
