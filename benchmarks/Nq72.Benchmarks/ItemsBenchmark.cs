using System.Globalization;
using System.Text.Json.Nodes;

namespace Nq72.Benchmarks;

/// <summary>
/// The list and one item from memory, the same while a hundredth of the requests publish a correction, and the list from the database; each
/// against a bare Kestrel endpoint that returns the same bytes.
/// </summary>
internal static class ItemsBenchmark
{
    private const int Rounds = 5;
    private const int Workers = 32;
    private const int WriteEvery = 100;

    // corrections of one item come after one another; of several they meet
    private const int Corrected = 8;
    private static readonly TimeSpan Span = Scale.Of(TimeSpan.FromSeconds(2));

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
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 });
        var items = await CorrectableAsync(installation);
        var list = $"{installation.Url}/api/v1/items?type=Article&limit=20";
        var item = $"{installation.Url}/api/v1/items/{items[0]}";
        await CompareAsync($"{database}: list, 20 items asked", http, list,
            ("memory", Reads(http, list)),
            ("1 % writes", Mixed(http, list, installation, items)),
            // a parameter that no answer was made for: each request misses the cache and asks the database for the same items
            ("database", number => ReadAsync(http, $"{list}&publishedSince=2020-01-01T00:00:{number / 1_000_000 % 60:00}.{number % 1_000_000:000000}Z")));
        await CompareAsync($"{database}: one item", http, item, ("memory", Reads(http, item)), ("1 % writes", Mixed(http, item, installation, items)));
    }

    private static async Task CompareAsync(string title, HttpClient http, string url, params (string Name, Func<long, Task> Ask)[] kinds)
    {
        var bytes = await http.GetByteArrayAsync(url);
        await using var bare = await BareServer.StartAsync(bytes);
        var all = kinds.Prepend(("bare", Reads(http, bare.Url))).ToList();
        var results = all.ToDictionary(kind => kind.Item1, _ => new List<(double Rate, double P99)>(), StringComparer.Ordinal);
        for (var round = 0; round <= Rounds; round++)
        {
            foreach (var (name, ask) in all)
            {
                var result = await Load.RunAsync(ask, Span, Workers);
                // the first round warms up
                if (round > 0)
                    results[name].Add(result);
            }
        }

        var baseline = Load.Median(results["bare"].Select(result => result.Rate));
        Console.WriteLine($"{title}, {bytes.Length} bytes, {Workers} connections, median of {Rounds} rounds:");
        foreach (var (name, measured) in results)
            Console.WriteLine($"  {name,-10} {Load.Median(measured.Select(result => result.Rate)),9:F0}/s  p99 {Load.Median(measured.Select(result => result.P99)),7:F2} ms  ratio to bare {Load.Median(measured.Select(result => result.Rate)) / baseline:F2}");
    }

    private static Func<long, Task> Reads(HttpClient http, string url) => _ => ReadAsync(http, url);

    // every hundredth request takes the place of a read, on the reader's time: what is counted and timed is both
    private static Func<long, Task> Mixed(HttpClient http, string url, Installation installation, IReadOnlyList<string> items)
    {
        var written = 0L;
        return number => number % WriteEvery == 0 ? (Task)CorrectAsync(installation, items, Interlocked.Increment(ref written)) : ReadAsync(http, url);
    }

    private static async Task ReadAsync(HttpClient http, string url)
    {
        using var response = await http.GetAsync(url, HttpCompletionOption.ResponseContentRead);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    }

    // its two approved versions take turns, so that one request is one change
    private static Task<JsonNode> CorrectAsync(Installation installation, IReadOnlyList<string> items, long turn) => Newsroom.PublishAsync(
        installation, items[(int)(turn % items.Count)], version: 1 + (int)(turn / items.Count % 2), correction: $"Đính chính lần {turn.ToString(CultureInfo.InvariantCulture)}");

    private static async Task<IReadOnlyList<string>> CorrectableAsync(Installation installation)
    {
        var items = await Newsroom.ApproveItemsAsync(installation, Corrected);
        foreach (var id in items)
        {
            await Newsroom.PublishAsync(installation, id, version: 1, correction: null);
            await Newsroom.ApproveNextAsync(installation, id, new JsonObject { ["summary"] = "Đã sửa một con số." });
        }

        return items;
    }
}
