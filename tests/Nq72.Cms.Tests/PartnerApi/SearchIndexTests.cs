using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Doctor;
using Nq72.Cms.PartnerApi;
using Nq72.Cms.Search;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.PartnerApi;

/// <summary>The index is used, is filled where it was not, and is never relied on before that.</summary>
public sealed class SearchIndexTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Search_without_a_complete_index_finds_as_before_and_with_one_as_now(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        for (var i = 0; i < 3; i++)
        {
            await host.Admin.CreatePublishedAsync("Article", $"Sức khỏe {i}", Token, fields: Items.Complete);
            host.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await ForgetIndexAsync(host);
        // as an older program leaves it, which then records something
        await host.Admin.CreatePublishedAsync("Article", "Khoẻ", Token, fields: new { body = "sức" });

        var before = (await host.Public.GetAsync("/api/v1/items?q=suc+kho&limit=2", Token)).ExpectSuccess().Json;
        Assert.Equal(["Khoẻ", "Sức khỏe 2"], before.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("title").GetString()));
        var cursor = before.GetProperty("next").GetString();
        // parts of words: what only the look through the texts finds
        Assert.Equal(4, (await host.Public.GetAsync("/api/v1/items?q=hoe", Token)).ExpectSuccess().Json.GetProperty("items").GetArrayLength());

        Assert.Equal("The search index lacks 3 versions; the running program adds them, and until then searching is slower and not ranked.", await ExamineAsync(host));

        Assert.True(await FillAsync(host));
        Assert.False(await FillAsync(host));
        Assert.Equal("The search index is complete.", await ExamineAsync(host));

        Assert.Equal(["Sức khỏe 2", "Sức khỏe 1"], (await host.Public.GetAsync("/api/v1/items?q=suc+kho&limit=2", Token)).ExpectSuccess().Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("title").GetString()));
        Assert.Equal(0, (await host.Public.GetAsync("/api/v1/items?q=hoe", Token)).ExpectSuccess().Json.GetProperty("items").GetArrayLength());
        // a page that was read without scores goes on without
        Assert.Equal(["Sức khỏe 1", "Sức khỏe 0"], (await host.Public.GetAsync($"/api/v1/items?q=suc+kho&limit=2&cursor={cursor}", Token)).ExpectSuccess().Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("title").GetString()));
    }

    [Theory, OnEveryDatabase]
    public async Task Fill_by_two_at_once_adds_each_version_once(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        for (var i = 0; i < 120; i++)
            await host.DraftAsync(Token);
        await ForgetIndexAsync(host);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (await FillAsync(host))
            {
            }
        }, Token)));

        Assert.Equal(120, await host.InDatabaseAsync(db => db.SearchTexts.CountAsync(Token)));
        Assert.Equal(120, await host.InDatabaseAsync(db => db.ContentVersions.CountAsync(version => version.SearchForm == SearchTokens.Form, Token)));
    }

    [Theory, OnEveryDatabase]
    public async Task Version_that_is_refused_is_not_in_the_index(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await host.DraftAsync(Token);

        (await host.Admin.PostAsync("/api/v1/manage/items", new { type = "Article", lang = "vi", title = "Sức khỏe", slug = "co-roi" }, Token)).ExpectSuccess();
        (await host.Admin.PostAsync("/api/v1/manage/items", new { type = "Article", lang = "vi", title = "Sức khỏe", slug = "co-roi" }, Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "slugTaken");

        Assert.Equal(2, await host.InDatabaseAsync(db => db.SearchTexts.CountAsync(Token)));
    }

    [Theory, OnEveryDatabase]
    public async Task Search_uses_the_index(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var item = await host.PublishedAsync(Token);
        await MultiplyAsync(host, item.Id, provider);
        await host.Admin.CreatePublishedAsync("Article", "Vắc xin", Token, fields: Items.Complete);

        await using var scope = host.Services.CreateAsyncScope();
        var reads = scope.ServiceProvider.GetRequiredService<PlainReads>();
        var (statement, values) = ItemListStatement.Of(VisibleItems.HeadColumns, Query("vắc xin"), host.Now, reads.Sql);
        Assert.Single(await reads.ListAsync(statement, values, row => row.GetString(1), Token));

        var plan = await ExplainAsync(reads, provider, statement, values);
        var text = string.Join('\n', plan);
        Assert.True(text.Contains(provider == DatabaseProvider.Sqlite ? "SCAN search_text_index VIRTUAL TABLE INDEX" : "Function Scan on search_text_rows", StringComparison.Ordinal), text);
        // PostgreSQL may well read so few rows whole to join them; it must not look into the tokens of each
        Assert.False(plan.Exists(line => line.Contains("Filter: (tokens", StringComparison.Ordinal) || line is "SCAN t" or "SCAN p" or "SCAN v" or "SCAN i"), text);
        if (provider == DatabaseProvider.PostgreSql)
            await UsesTheIndexInsideAsync(reads);
    }

    // rare words by the planner's own choice; common ones because nothing else is left to it
    private static async Task UsesTheIndexInsideAsync(PlainReads reads)
    {
        var rare = await ExplainAsync(reads, DatabaseProvider.PostgreSql, "SELECT id FROM search_text WHERE tokens @@ CAST(@match AS tsquery)", [("match", "'vac' & 'xin'")]);
        Assert.Contains(rare, line => line.Contains("Bitmap Index Scan on ix_search_text_tokens", StringComparison.Ordinal));
        var before = await ScansAsync();
        Assert.Equal(3002, (await reads.ListAsync("SELECT search_text_rows(CAST(@match AS tsquery))", [("match", "'noi' & 'dung' & 'bai'")], row => row.GetInt64(0), Token)).Count);
        var after = await ScansAsync();
        Assert.Equal(before.Whole, after.Whole);
        Assert.True(after.ByIndex > before.ByIndex);

        async Task<(long Whole, long ByIndex)> ScansAsync()
        {
            await reads.ListAsync("SELECT pg_stat_force_next_flush()", [], _ => 0, Token);
            return await reads.FirstAsync(
                "SELECT t.seq_scan, i.idx_scan FROM pg_stat_user_tables t JOIN pg_stat_user_indexes i ON i.relid = t.relid AND i.indexrelname = 'ix_search_text_tokens'", [], row => (row.GetInt64(0), row.GetInt64(1)), Token);
        }
    }

    private static ItemListQuery Query(string words) => new ItemListQuery { Search = SearchQuery.Read(words), Sort = ItemSort.Relevance }.With(completeIndex: true);

    private static Task<List<string>> ExplainAsync(PlainReads reads, DatabaseProvider provider, string statement, (string Name, object? Value)[] values) => provider == DatabaseProvider.Sqlite
        ? reads.ListAsync($"EXPLAIN QUERY PLAN {statement}", values, row => row.GetString(3), Token)
        : reads.ListAsync($"EXPLAIN {statement}", values, row => row.GetString(0), Token);

    // the same item 3,000 times over, all of them visible
    private static Task<int> MultiplyAsync(CmsHost host, string id, DatabaseProvider provider) => host.InDatabaseAsync(async db =>
    {
        var (source, last) = provider == DatabaseProvider.Sqlite
            ? ("WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 3000)", "printf('%026d', n)")
            : ("WITH n AS (SELECT generate_series(1, 3000) AS n)", "lpad(n::text, 26, '0')");
        var guid = provider == DatabaseProvider.Sqlite ? "upper(printf('00000000-0000-0000-0000-%012d', n))" : "('00000000-0000-0000-0000-' || lpad(n::text, 12, '0'))::uuid";
        string[] statements =
        [
            $"{source} INSERT INTO content_item (id, type, lang, localization_set, newest_version, created_at, created_by, revision) SELECT {last}, type, lang, {last}, 1, created_at, created_by, 1 FROM content_item, n WHERE id = '{id}'",
            $"{source} INSERT INTO content_version (item_id, number, version_id, type, title, slug, document, folded, review, author_kind, author_id, author_name, created_at, search_form) SELECT {last}, 1, {last}, type, title, slug, document, folded, review, author_kind, author_id, author_name, created_at, search_form FROM content_version, n WHERE item_id = '{id}'",
            $"{source} INSERT INTO publication (id, item_id, version, type, lang, published_at, visible_from, recorded_at, recorded_by, changed_epoch) SELECT {guid}, {last}, 1, type, lang, published_at, visible_from, recorded_at, recorded_by, changed_epoch FROM publication, n WHERE item_id = '{id}'",
            $"{source} INSERT INTO search_text (item_id, number, title, title_folded, summary_folded{(provider == DatabaseProvider.Sqlite ? "" : ", tokens")}) SELECT {last}, 1, title, title_folded, summary_folded{(provider == DatabaseProvider.Sqlite ? "" : ", tokens")} FROM search_text, n WHERE item_id = '{id}'",
            // what the server does by itself after so many rows; off in tests
            provider == DatabaseProvider.Sqlite ? "ANALYZE" : "VACUUM ANALYZE",
        ];
        foreach (var statement in statements)
            await db.Database.ExecuteSqlRawAsync(statement, Token);
        return 0;
    });

    private static Task<int> ForgetIndexAsync(CmsHost host) => host.InDatabaseAsync(async db =>
    {
        if (db.Database.IsSqlite())
            await db.Database.ExecuteSqlAsync($"INSERT INTO search_text_index (search_text_index) VALUES ('delete-all')", Token);
        await db.Database.ExecuteSqlAsync($"DELETE FROM search_text", Token);
        return await db.Database.ExecuteSqlAsync($"UPDATE content_version SET search_form = 0", Token);
    });

    private static Task<string> ExamineAsync(CmsHost host) =>
        host.RunAsync<Examination, string>(async examination => (await examination.RunAsync(Token)).Single(checkup => checkup.Code == "search").Text.En);

    private static async Task<bool> FillAsync(CmsHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<FillSearchIndex>().RunAsync(Token);
    }
}
