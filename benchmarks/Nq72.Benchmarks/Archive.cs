using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Search;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Benchmarks;

/// <summary>
/// Published articles by the thousand or the million, written straight into every table that a published article has rows in: a few statements
/// in place of several requests each. Their texts are the program's own work (folded, cut into tokens) and are shared in turns.
/// </summary>
internal sealed record Archive
{
    /// <summary>How many tags they have between them; each article has one, <c>the-0</c> and on.</summary>
    public const int Tags = 50;

    private const int AtOnce = 500;

    /// <summary>How many.</summary>
    public required int Articles { get; init; }

    /// <summary>How many different texts.</summary>
    public required int Texts { get; init; }

    /// <summary>Sentences in each.</summary>
    public int Sentences { get; init; } = 15;

    /// <summary>Whether they are in the search index. Without, they are marked as if they were: no search finds them, and nothing waits to be filled.</summary>
    public bool Searchable { get; init; } = true;

    /// <summary>The instant from which the first is visible; lists show it first.</summary>
    public required DateTimeOffset Newest { get; init; }

    /// <summary>How much earlier each next one is.</summary>
    public TimeSpan Apart { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The id of one of them, from 0.</summary>
    public static string Id(long number) => $"b{number.ToString(CultureInfo.InvariantCulture).PadLeft(25, '0')}";

    /// <summary>The slug of one of them.</summary>
    public static string Slug(long number) => $"bai-{number.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Writes them and tells the installation that something was recorded.</summary>
    public async Task FillAsync(Installation installation)
    {
        var prose = await Prose.ReadAsync(installation);
        var connections = installation.Services.GetRequiredService<Connections>();
        var sql = installation.Services.GetRequiredService<SqlDialect>();
        await using var connection = connections.Create();
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await WriteTextsAsync(prose, sql, transaction);
        foreach (var statement in Statements(connections.Provider == DatabaseProvider.Sqlite))
        {
            await using var command = sql.Command(transaction, statement, ("newest", Newest), ("now", TimeProvider.System.Now()));
            command.CommandTimeout = 1200;
            await command.ExecuteNonQueryAsync();
        }

        await using (var count = sql.Command(transaction, "UPDATE content_epoch SET value = value + 1"))
            await count.ExecuteNonQueryAsync();
        await using (var counted = sql.Command(transaction, "SELECT value FROM content_epoch"))
            installation.Services.GetRequiredService<ContentEpoch>().Observe((long)(await counted.ExecuteScalarAsync())!);
        await transaction.CommitAsync();
        await using var analyze = sql.Command(connection, "ANALYZE");
        analyze.CommandTimeout = 600;
        await analyze.ExecuteNonQueryAsync();
    }

    private async Task WriteTextsAsync(Prose prose, SqlDialect sql, DbTransaction transaction)
    {
        await using (var create = sql.Command(transaction, "CREATE TABLE archive_text (number integer PRIMARY KEY, title text, document text, folded text, words text, title_folded text, summary_folded text, tokens text)"))
            await create.ExecuteNonQueryAsync();
        foreach (var numbers in Enumerable.Range(0, Texts).Chunk(AtOnce))
        {
            var texts = numbers.Select(number =>
            {
                var body = prose.Body(number, Sentences);
                var content = new VersionContent
                {
                    Title = prose.Title(number), Summary = prose.Body(number, 1), Slug = Slug(number), Tags = [Tag(number)],
                    Fields = new JsonObject { ["body"] = body }, Genre = "bai", Authority = "Sở Y tế",
                };
                return (Content: content, Folded: content.FoldForSearch([body]), Tokens: content.TokensForSearch([body]));
            }).ToList();
            await sql.InsertEachAsync(transaction, "archive_text", new SqlRows(numbers.Length)
                .With("number", numbers).With("title", texts.Select(text => text.Content.Title)).With("document", texts.Select(text => JsonSerializer.Serialize(text.Content, Json.Options)))
                .With("folded", texts.Select(text => text.Folded)).With("words", texts.Select(text => text.Tokens.Title)).With("title_folded", texts.Select(text => text.Tokens.TitleFolded))
                .With("summary_folded", texts.Select(text => text.Tokens.SummaryFolded)).With("tokens", texts.Select(text => Searchable ? text.Tokens.Joined : "")), CancellationToken.None);
        }
    }

    private static string Tag(int number) => $"the-{(number % Tags).ToString(CultureInfo.InvariantCulture)}";

    private IEnumerable<string> Statements(bool sqlite)
    {
        // after what the recipe brought
        var numbers = sqlite
            ? $"(WITH RECURSIVE s(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM s WHERE i < {Articles - 1}) SELECT i FROM s) n"
            : $"generate_series(0, {Articles - 1}) AS n(i)";
        var id = sqlite ? "printf('b%025d', n.i)" : "'b' || lpad(n.i::text, 25, '0')";
        var guid = sqlite ? "printf('%08X-0000-4000-8000-%012X', n.i, n.i)" : "gen_random_uuid()";
        var apart = (long)Apart.TotalMicroseconds;
        var instant = sqlite ? $"@newest - n.i * {apart}" : $"CAST(@newest AS timestamptz) - n.i * interval '{apart} microseconds'";
        var now = sqlite ? "@now" : "CAST(@now AS timestamptz)";
        var texts = $"{numbers} JOIN archive_text t ON t.number = n.i % {Texts}";
        yield return $"INSERT INTO content_item (id, type, lang, localization_set, newest_version, created_at, created_by, revision) SELECT {id}, 'Article', 'vi', {id}, 1, {now}, 'benchmark', 1 FROM {numbers}";
        yield return $"""
            INSERT INTO content_version (item_id, number, version_id, type, title, slug, document, folded, search_form, review, author_kind, author_id, author_name, created_at, submitted_at, approved_by, approved_at)
            SELECT {id}, 1, {id}, 'Article', t.title, 'bai-' || n.i, t.document, t.folded, {SearchTokens.Form}, 'Approved', 'System', 'system', 'benchmark', {now}, {now}, 'benchmark', {now} FROM {texts}
            """;
        yield return $"INSERT INTO slug_owner (type, slug, item_id) SELECT 'Article', 'bai-' || n.i, {id} FROM {numbers}";
        yield return $"""
            INSERT INTO publication (id, item_id, version, type, lang, published_at, visible_from, recorded_at, recorded_by, changed_epoch)
            SELECT {guid}, {id}, 1, 'Article', 'vi', {instant}, {instant}, {now}, 'benchmark', (SELECT value + 1 FROM content_epoch) FROM {numbers}
            """;
        yield return $"INSERT INTO version_facet (item_id, number, kind, value) SELECT {id}, 1, 'tag', 'the-' || (n.i % {Texts} % {Tags}) FROM {numbers}";
        yield return $"INSERT INTO version_facet (item_id, number, kind, value) SELECT {id}, 1, 'place', code FROM {numbers} JOIN (SELECT code, row_number() OVER (ORDER BY code) - 1 AS number FROM place) AS place ON place.number = n.i % 65";
        if (Searchable && sqlite)
        {
            yield return $"INSERT INTO search_text (item_id, number, title, title_folded, summary_folded) SELECT {id}, 1, t.words, t.title_folded, t.summary_folded FROM {texts}";
            yield return $"INSERT INTO search_text_index (rowid, tokens) SELECT s.id, t.tokens FROM {texts} JOIN search_text s ON s.item_id = {id} AND s.number = 1";
        }
        else if (Searchable)
        {
            yield return $"INSERT INTO search_text (item_id, number, title, title_folded, summary_folded, tokens) SELECT {id}, 1, t.words, t.title_folded, t.summary_folded, array_to_tsvector(string_to_array(t.tokens, ' ')) FROM {texts}";
        }

        yield return "DROP TABLE archive_text";
    }
}
