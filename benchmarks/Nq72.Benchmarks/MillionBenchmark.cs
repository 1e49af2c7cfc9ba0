using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Cms.Platform.Epochs;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Benchmarks;

/// <summary>
/// A million articles: how long a partner waits, over one connection, for what is in nobody's memory; and what the process holds then, reader
/// included. The articles are short and are not in the search index.
/// </summary>
internal static class MillionBenchmark
{
    private const int Asked = 500;
    private const int WarmUp = 20;
    private static readonly int Articles = Scale.Of(1_000_000);

    public static async Task RunAsync()
    {
        await foreach (var (name, settings) in Databases.EachAsync())
        {
            if (!name.EndsWith("2 nodes", StringComparison.Ordinal))
                await RunOnAsync(name, settings);
        }
    }

    private static async Task RunOnAsync(string database, string[] settings)
    {
        await using var installation = await Installation.StartAsync(["--Nq72:Scheduler:Enabled=false", .. settings]);
        var filling = Stopwatch.StartNew();
        var newest = TimeProvider.System.Now();
        await new Archive { Articles = Articles, Texts = Math.Min(Articles, 1000), Sentences = 4, Searchable = false, Newest = newest }.FillAsync(installation);
        Console.WriteLine($"{Articles} articles, {database} (filled in {filling.Elapsed.TotalSeconds:F0} s), one connection, {Asked} answers each, none from memory:");
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 });
        // the same numbers in every run; no article twice
        var random = new Random(1);
        var numbers = Enumerable.Range(0, Asked).Select(_ => random.Next(Articles)).Distinct().ToList();
        string Since(int number) => $"publishedSince=1970-01-01T00:00:00.{number:000000}Z";
        var middle = Cursor.Encode("NewestFirst", (newest - TimeSpan.FromSeconds(Articles / 2)).ToWire(), Archive.Id(Articles / 2), installation.Services.GetRequiredService<Incarnation>().Id);
        await PrintAsync(http, "list of 20", Lists("type=Article"));
        await PrintAsync(http, "list of 20, from the middle", Lists($"type=Article&cursor={middle}"));
        await PrintAsync(http, "list of 20 by tag (1 of 50)", Lists("tag=the-7"));
        await PrintAsync(http, "list of 20 by place (1 of 65)", Lists("place=05977"));
        await PrintAsync(http, "one item by id", [.. numbers.Select(number => $"{installation.Url}/api/v1/items/{Archive.Id(number)}")]);
        await PrintAsync(http, "one item by slug", [.. numbers.Select(number => $"{installation.Url}/api/v1/items/Article/{Archive.Slug(number)}")]);
        await PrintSyncAsync(http, installation);
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"  working set {process.WorkingSet64 >> 20} MB, of which {GC.GetTotalMemory(forceFullCollection: false) >> 20} MB in use by the program's objects");

        List<string> Lists(string path) => [.. Enumerable.Range(0, Asked).Select(number => $"{installation.Url}/api/v1/items?{path}&{Since(number)}")];
    }

    private static async Task PrintAsync(HttpClient http, string name, IReadOnlyList<string> urls)
    {
        var times = new List<double>();
        foreach (var url in urls)
            times.Add(await TimeAsync(http, url));
        Print(name, times);
    }

    // each page's token leads to the next: no page twice
    private static async Task PrintSyncAsync(HttpClient http, Installation installation)
    {
        var times = new List<double>();
        var since = "";
        for (var page = 0; page < Asked && (page + 1) * 100 < Articles; page++)
        {
            var began = Stopwatch.GetTimestamp();
            var bytes = await http.GetByteArrayAsync($"{installation.Url}/api/v1/sync?limit=100{since}");
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            since = $"&since={(string)System.Text.Json.Nodes.JsonNode.Parse(bytes)!["next"]!}";
        }

        Print("sync, a page of 100", times);
    }

    private static async Task<double> TimeAsync(HttpClient http, string url)
    {
        var began = Stopwatch.GetTimestamp();
        using var response = await http.GetAsync(url);
        response.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    // the first few find neither code nor pages warm
    private static void Print(string name, List<double> times)
    {
        var first = times.Take(WarmUp).Max();
        var rest = times.Skip(WarmUp).Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-30} median {rest[rest.Count / 2],7:F2} ms  p99 {rest[(int)(rest.Count * 0.99)],7:F2} ms  (slowest of the first {WarmUp}: {first:F1} ms)"));
    }
}
