using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Tests.Support;

/// <summary>
/// One host per database over 100,000 items, written straight into the tables, a second apart: a tenth slogans and a tenth translations, some
/// ended, the last hundred planned, and of every filter something common and something rare. Use as <c>IClassFixture</c>.
/// </summary>
public sealed class ManyItems : IAsyncDisposable
{
    public const int Count = 100_000;

    /// <summary>How many of them are yet to appear.</summary>
    public const int Planned = 100;

    private readonly ConcurrentDictionary<DatabaseProvider, Lazy<Task<CmsHost>>> hosts = new();

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts.Values.Where(host => host.Value.IsCompletedSuccessfully))
            await (await host.Value).DisposeAsync();
    }

    /// <summary>The id of an item by its number, from 1.</summary>
    internal static string Id(int number) => number.ToString(CultureInfo.InvariantCulture).PadLeft(26, '0');

    /// <summary>When an item appears.</summary>
    internal static DateTimeOffset At(int number) => CmsTemplate.Start.AddSeconds(number - (Count - Planned));

    internal Task<CmsHost> OnAsync(DatabaseProvider provider) => hosts.GetOrAdd(provider, _ => new(() => FillAsync(provider))).Value;

    private static async Task<CmsHost> FillAsync(DatabaseProvider provider)
    {
        var host = await CmsHost.StartNewAsync(provider, CancellationToken.None);
        var statements = provider == DatabaseProvider.Sqlite
            ? Statements("WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < @count)", "printf('%026d', {0})", "printf('00000000-0000-0000-0000-%012d', n)", $"({At(0).ToMicroseconds()} + ({{0}}) * 1000000)", "printf('%05d', {0})")
            : Statements("WITH n AS (SELECT generate_series(1, @count) AS n)", "lpad(({0})::text, 26, '0')", "('00000000-0000-0000-0000-' || lpad(n::text, 12, '0'))::uuid", $"(TIMESTAMPTZ '{At(0).ToWire()}' + ({{0}}) * INTERVAL '1 second')", "lpad(({0})::text, 5, '0')");
        string[] index = provider == DatabaseProvider.Sqlite
            ? [$"INSERT INTO search_text_index (rowid, tokens) SELECT id, {Tokens("CAST(item_id AS INTEGER)")} FROM search_text"]
            // what the server does by itself after so many rows; off in tests. SQLite goes by nothing of the kind
            : ["VACUUM ANALYZE"];
        await host.InDatabaseAsync(async db =>
        {
            foreach (var statement in statements.Concat(index))
                await db.Database.ExecuteSqlRawAsync(statement);
            return 0;
        });
        return host;

        string Tokens(string n) => $"'noi dung bai tu' || ({n} % 1000) || ' nhom' || ({n} % 10)";

        IEnumerable<string> Statements(string series, string id, string guid, string at, string code)
        {
            var source = series.Replace("@count", $"{Count}", StringComparison.Ordinal);
            var (self, made) = (Of(id, "n"), Of(at, "n"));
            const string Type = "CASE WHEN n % 20000 = 0 THEN 'Rebuttal' WHEN n % 10 = 0 THEN 'Slogan' ELSE 'Article' END";
            const string Lang = "CASE WHEN n % 20000 = 5 THEN 'tay' WHEN n % 10 = 5 THEN 'en' ELSE 'vi' END";
            yield return $"{source} INSERT INTO content_item (id, type, lang, localization_set, newest_version, created_at, created_by, revision) SELECT {self}, {Type}, {Lang}, {Of(id, "CASE WHEN n % 10 = 5 THEN n - 1 ELSE n END")}, 1, {made}, 'a', 1 FROM n";
            yield return $"{source} INSERT INTO content_version (item_id, number, version_id, type, title, slug, document, folded, review, author_kind, author_id, author_name, created_at, search_form) SELECT {self}, 1, {self}, {Type}, 'Bài ' || n, 'bai-' || n, 'null', 'bai ' || n, 'Approved', 'Token', 'a', 'a', {made}, 1 FROM n";
            yield return $"{source} INSERT INTO publication (id, item_id, version, type, lang, published_at, visible_from, visible_until, recorded_at, recorded_by, changed_epoch) SELECT {guid}, {self}, 1, {Type}, {Lang}, {made}, {made}, CASE WHEN n % 20 = 1 THEN {Of(at, "n + 3600")} END, {made}, 'a', n FROM n";
            foreach (var (kind, value, where) in new[]
                     {
                         ("tag", "'the-' || (n % 50)", "n > 0"), ("tag", "'chung'", "n % 2 = 0"), ("tag", "'cu'", "n < 1500"), ("tag", "'hiem'", "n IN (11, 50003, 99002)"),
                         ("place", Of(code, "n % 65"), "n > 0"), ("unit", "'don-vi-' || (n % 10)", "n > 0"),
                     })
                yield return $"{source} INSERT INTO version_facet (item_id, number, kind, value) SELECT {self}, 1, '{kind}', {value} FROM n WHERE {where}";
            var (column, tokens) = provider == DatabaseProvider.Sqlite ? ("", "") : (", tokens", $", array_to_tsvector(string_to_array({Tokens("n")}, ' '))");
            yield return $"{source} INSERT INTO search_text (item_id, number, title, title_folded, summary_folded{column}) SELECT {self}, 1, ' Bài ' || n || ' ', ' bai ' || n || ' ', ' '{tokens} FROM n";
        }

        static string Of(string form, string n) => form.Replace("{0}", n, StringComparison.Ordinal);
    }
}
