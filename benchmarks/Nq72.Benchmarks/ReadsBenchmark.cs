using Microsoft.Extensions.DependencyInjection;
using Nq72.Cms.PartnerApi;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Search;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Benchmarks;

/// <summary>
/// What a miss costs, of ten thousand articles: each kind of list, searches and single items, against a bare Kestrel endpoint that runs the same
/// statements over the same driver, reads every column and sends the same bytes.
/// </summary>
internal static class ReadsBenchmark
{
    private const int Rounds = 3;
    private const int Workers = 32;
    private static readonly int Articles = Scale.Of(10_000, least: 4500);
    private static readonly TimeSpan Span = Scale.Of(TimeSpan.FromSeconds(2));

    private static readonly (string Name, ItemListQuery Query, string Path)[] Lists =
    [
        ("list", new() { Type = "Article" }, "type=Article"),
        ("list by tag", new() { Facets = [("tag", "the-7")] }, "tag=the-7"),
        ("list by place", new() { Facets = [("place", "05977")] }, "place=05977"),
        ("list with fallback", new() { Lang = "en", Fallback = "vi" }, "lang=en&fallback=vi"),
        ("list by title", new() { Sort = ItemSort.Title }, "sort=title"),
        Searched("common word", "\"người\""),
        Searched("rare word", $"\"{Prose.RareWord}\""),
        Searched("phrase", "\"bảo hiểm y tế\""),
        Searched("three words", "trẻ em \"tiêm\""),
        Searched("beginning of a word", "sức kh"),
        Searched("common word, counts", "\"người\"", "type", "tag", "place"),
        Searched("rare word, counts", $"\"{Prose.RareWord}\"", "type", "tag", "place"),
    ];

    public static async Task RunAsync()
    {
        await foreach (var (name, settings) in Databases.EachAsync())
        {
            if (!name.Contains("nodes", StringComparison.Ordinal))
                await RunOnAsync(name, settings);
        }
    }

    private static (string Name, ItemListQuery Query, string Path) Searched(string name, string words, params string[] counted) => (
        $"search: {name}",
        new() { Search = SearchQuery.Read(words), Words = FoldedText.Fold(words), IsIndexed = true, Sort = ItemSort.Relevance, Counted = counted },
        $"q={Uri.EscapeDataString(words)}{(counted.Length > 0 ? $"&facets={string.Join(',', counted)}" : "")}");

    private static async Task RunOnAsync(string database, string[] settings)
    {
        await using var installation = await Installation.StartAsync(["--Nq72:Scheduler:Enabled=false", .. settings]);
        await new Archive { Articles = Articles, Texts = Articles, Newest = TimeProvider.System.Now() }.FillAsync(installation);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 });
        Console.WriteLine($"{database}, {Articles} articles, {Workers} connections, every request a miss, median of {Rounds} rounds:");
        foreach (var (name, query, path) in Lists)
            await CompareListAsync(installation, http, name, query, path);
        var cursor = "";
        for (var page = 1; page < 200; page++)
            cursor = (await installation.SendAsync(HttpMethod.Get, $"/api/v1/items?type=Article{(cursor.Length == 0 ? "" : $"&cursor={cursor}")}"))["next"]!.GetValue<string>();
        Cursor(cursor, out var after);
        await CompareListAsync(installation, http, "list, page 200", new() { Type = "Article", After = after }, $"type=Article&cursor={cursor}");
        await CompareItemAsync(installation, http);
    }

    private static void Cursor(string cursor, out IReadOnlyList<string> keys)
    {
        if (!Nq72.Scheduler.Platform.Http.Cursor.TryDecode(cursor, out keys))
            throw new InvalidOperationException(cursor);
    }

    private static async Task CompareListAsync(Installation installation, HttpClient http, string name, ItemListQuery query, string path)
    {
        // a parameter that no answer was made for: each request misses and asks for the same items
        string Missed(long number) => $"{installation.Url}/api/v1/items?{path}&publishedSince=2020-01-01T00:00:{number / 1_000_000 % 60:00}.{number % 1_000_000:000000}Z";
        var sql = installation.Services.GetRequiredService<SqlDialect>();
        var bytes = await http.GetByteArrayAsync(Missed(0));
        query = query with { PublishedSince = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero) };
        var at = TimeProvider.System.Now();
        var counts = query.Counted.Select(facet => ItemListStatement.OfValues(facet, query, at, sql)).ToList();
        await using var bare = await StartBareAsync(installation, bytes, ItemListStatement.Of(VisibleItems.HeadColumns, query, at, sql), counts);
        await PrintAsync(http, name, bytes.Length, bare, Missed, () => { });
    }

    private static async Task CompareItemAsync(Installation installation, HttpClient http)
    {
        var sql = installation.Services.GetRequiredService<SqlDialect>();
        string Item(long number) => $"{installation.Url}/api/v1/items/{Archive.Id(number % Articles)}";
        var bytes = await http.GetByteArrayAsync(Item(1));
        await using var bare = await StartBareAsync(installation, bytes, VisibleItems.HeadsStatement([Archive.Id(1)], TimeProvider.System.Now(), sql), []);
        // whatever is kept in memory is thrown away between rounds, and a round asks for no item twice
        var epoch = installation.Services.GetRequiredService<ContentEpoch>();
        await PrintAsync(http, "one item", bytes.Length, bare, Item, () => epoch.Observe(epoch.Current + 1), Articles);
    }

    private static async Task PrintAsync(HttpClient http, string name, int bytes, BareServer bare, Func<long, string> ours, Action forget, long atMost = long.MaxValue)
    {
        var bareUrl = bare.Url;
        List<double> ourRates = [], ourP99 = [], bareRates = [], bareP99 = [];
        for (var round = 0; round <= Rounds; round++)
        {
            forget();
            var measured = await Load.RunAsync(http, ours, Span, Workers, atMost);
            var baseline = await Load.RunAsync(http, _ => bareUrl, Span, Workers, atMost);
            // the first round warms up
            if (round == 0)
                continue;
            ourRates.Add(measured.Rate);
            ourP99.Add(measured.P99);
            bareRates.Add(baseline.Rate);
            bareP99.Add(baseline.P99);
        }

        var (rate, bareRate) = (Load.Median(ourRates), Load.Median(bareRates));
        Console.WriteLine($"  {name,-27} {bytes,7} bytes  {rate,7:F0}/s p99 {Load.Median(ourP99),6:F1} ms   bare {bareRate,7:F0}/s p99 {Load.Median(bareP99),6:F1} ms   ratio {rate / bareRate:F2}");
    }

    // the statements of a miss: the items, then their other languages, then what is counted
    private static Task<BareServer> StartBareAsync(
        Installation installation, byte[] bytes, (string Text, (string Name, object? Value)[] Values) items, IReadOnlyList<(string Text, (string Name, object? Value)[] Values)> counts)
    {
        var connections = installation.Services.GetRequiredService<Connections>();
        var sql = installation.Services.GetRequiredService<SqlDialect>();
        return BareServer.StartAsync(bytes, async () =>
        {
            await using var connection = connections.Create();
            await connection.OpenAsync();
            var sets = await ReadAsync(items, PublicationRow.Count + 2);
            await ReadAsync(VisibleItems.SiblingsStatement(sets, TimeProvider.System.Now(), sql), 0);
            foreach (var count in counts)
                await ReadAsync(count, 0);

            async Task<List<string>> ReadAsync((string Text, (string Name, object? Value)[] Values) statement, int wanted)
            {
                await using var command = sql.Command(connection, statement.Text, statement.Values);
                await using var reader = await command.ExecuteReaderAsync();
                var row = new object[reader.FieldCount];
                var values = new List<string>();
                while (await reader.ReadAsync())
                {
                    reader.GetValues(row);
                    values.Add((string)row[wanted]);
                }

                return values;
            }
        });
    }
}
