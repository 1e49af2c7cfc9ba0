using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Nq72.Cms.PartnerApi;
using Nq72.Cms.Platform.Epochs;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Benchmarks;

/// <summary>
/// What a miss costs, of ten thousand articles: each kind of list and single items, against a bare Kestrel endpoint that runs the same statements
/// over the same driver, reads every column and sends the same bytes.
/// </summary>
internal static class ReadsBenchmark
{
    private const int Articles = 10_000;
    private const int Rounds = 3;
    private const int Workers = 32;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(2);

    private static readonly (string Name, ItemListQuery Query, string Path)[] Lists =
    [
        ("list", new() { Type = "Article" }, "type=Article"),
        ("list by tag", new() { Facets = [("tag", "the-7")] }, "tag=the-7"),
        ("list by place", new() { Facets = [("place", "05977")] }, "place=05977"),
        ("list with fallback", new() { Lang = "en", Fallback = "vi" }, "lang=en&fallback=vi"),
        ("list by words", new() { Words = "4321" }, "q=4321"),
        ("list by title", new() { Sort = ItemSort.Title }, "sort=title"),
    ];

    public static async Task RunAsync()
    {
        await foreach (var (name, settings) in Databases.EachAsync())
        {
            if (!name.Contains("nodes", StringComparison.Ordinal))
                await RunOnAsync(name, settings);
        }
    }

    private static async Task RunOnAsync(string database, string[] settings)
    {
        await using var installation = await Installation.StartAsync(["--Nq72:Scheduler:Enabled=false", .. settings]);
        await SeedAsync(installation);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 });
        Console.WriteLine($"{database}, {Articles} articles, {Workers} connections, every request a miss, median of {Rounds} rounds:");
        var cursor = "";
        foreach (var (name, query, path) in Lists)
            await CompareListAsync(installation, http, name, query, path);
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
        var since = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var (statement, values) = ItemListStatement.Of(VisibleItems.HeadColumns, query with { PublishedSince = since }, TimeProvider.System.Now(), sql);
        await using var bare = await StartBareAsync(installation, bytes, statement, values);
        await PrintAsync(http, name, bytes.Length, bare, Missed, () => { });
    }

    private static async Task CompareItemAsync(Installation installation, HttpClient http)
    {
        var sql = installation.Services.GetRequiredService<SqlDialect>();
        string Item(long number) => $"{installation.Url}/api/v1/items/{Id(number % Articles)}";
        var bytes = await http.GetByteArrayAsync(Item(1));
        var (statement, values) = VisibleItems.HeadsStatement([Id(1)], TimeProvider.System.Now(), sql);
        await using var bare = await StartBareAsync(installation, bytes, statement, values);
        // whatever is kept in memory is thrown away between rounds, and a round asks for no item twice
        var epoch = installation.Services.GetRequiredService<ContentEpoch>();
        await PrintAsync(http, "one item", bytes.Length, bare, Item, () => epoch.Observe(epoch.Current + 1), Articles);
    }

    private static async Task PrintAsync(HttpClient http, string name, int bytes, WebApplication bare, Func<long, string> ours, Action forget, long atMost = long.MaxValue)
    {
        var bareUrl = bare.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
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
        Console.WriteLine($"  {name,-20} {bytes,7} bytes  {rate,7:F0}/s p99 {Load.Median(ourP99),6:F1} ms   bare {bareRate,7:F0}/s p99 {Load.Median(bareP99),6:F1} ms   ratio {rate / bareRate:F2}");
    }

    // the statements of a miss: the items, then their other languages
    private static async Task<WebApplication> StartBareAsync(Installation installation, byte[] bytes, string statement, (string Name, object? Value)[] values)
    {
        var connections = installation.Services.GetRequiredService<Connections>();
        var sql = installation.Services.GetRequiredService<SqlDialect>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async context =>
        {
            await using (var connection = connections.Create())
            {
                await connection.OpenAsync();
                var sets = await ReadAsync(statement, values);
                var (siblings, siblingValues) = VisibleItems.SiblingsStatement(sets, TimeProvider.System.Now(), sql);
                await ReadAsync(siblings, siblingValues);

                async Task<List<string>> ReadAsync(string text, (string Name, object? Value)[] parameters)
                {
                    await using var command = sql.Command(connection, text, parameters);
                    await using var reader = await command.ExecuteReaderAsync();
                    var row = new object[reader.FieldCount];
                    var last = new List<string>();
                    while (await reader.ReadAsync())
                    {
                        reader.GetValues(row);
                        last.Add((string)row[^1]);
                    }

                    return last;
                }
            }

            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.ContentLength = bytes.Length;
            await context.Response.Body.WriteAsync(bytes);
        });
        await app.StartAsync();
        return app;
    }

    private static string Id(long number) => $"b{number.ToString(CultureInfo.InvariantCulture).PadLeft(25, '0')}";

    // copies of one article of the recipe, a second apart, with tags and communes of their own
    private static async Task SeedAsync(Installation installation)
    {
        var connections = installation.Services.GetRequiredService<Connections>();
        var sqlite = connections.Provider == DatabaseProvider.Sqlite;
        var id = sqlite ? "printf('b%025d', i)" : "'b' || lpad(i::text, 25, '0')";
        var guid = sqlite ? "printf('%08X-0000-4000-8000-%012X', i, i)" : "gen_random_uuid()";
        var instant = sqlite ? "p.published_at - i * 1000000" : "p.published_at - i * interval '1 second'";
        var numbers = $"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {Articles - 1}), t AS (SELECT p.* FROM publication p WHERE p.type = 'Article' ORDER BY p.id LIMIT 1)";
        await using var connection = connections.Create();
        await connection.OpenAsync();
        foreach (var statement in new[]
        {
            $"INSERT INTO content_item SELECT {id}, type, lang, {id}, 1, NULL, created_at, created_by, 1 FROM n, content_item WHERE id = (SELECT item_id FROM t)",
            $"INSERT INTO content_version SELECT {id}, 1, {id}, v.type, 'Bài ' || i, 'bai-' || i, v.document, 'bai ' || i || ' ' || v.folded, v.review, v.author_kind, v.author_id, v.author_name, v.created_at, v.submitted_at, v.approved_by, v.approved_at, v.review_note, NULL, NULL FROM n, content_version v JOIN t ON v.item_id = t.item_id AND v.number = t.version",
            $"INSERT INTO publication SELECT {guid}, {id}, 1, p.type, p.lang, {instant}, {instant}, NULL, NULL, NULL, NULL, NULL, NULL, p.recorded_at, p.recorded_by, 1 FROM n, t AS p",
            $"INSERT INTO version_facet SELECT {id}, 1, 'tag', 'the-' || (i % 50) FROM n",
            $"INSERT INTO version_facet SELECT {id}, 1, 'place', code FROM n JOIN (SELECT code, row_number() OVER (ORDER BY code) - 1 AS number FROM place) AS place ON number = i % 65",
        })
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statement.Replace("INSERT INTO", numbers + " INSERT INTO", StringComparison.Ordinal);
            await command.ExecuteNonQueryAsync();
        }

        await using var analyze = connection.CreateCommand();
        analyze.CommandText = "ANALYZE";
        await analyze.ExecuteNonQueryAsync();
        var epoch = installation.Services.GetRequiredService<ContentEpoch>();
        epoch.Observe(epoch.Current + 1);
    }
}
