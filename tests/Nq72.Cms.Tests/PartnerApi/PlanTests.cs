using Microsoft.Extensions.DependencyInjection;
using Nq72.Cms.PartnerApi;
using Nq72.Cms.PartnerApi.Sync;
using Nq72.Cms.Search;
using Nq72.Cms.Tests.Support;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.PartnerApi;

/// <summary>Among 100,000 items, what partners ask for most goes through about as many rows as it shows: no table is read whole, none is sorted.</summary>
public sealed class PlanTests(ManyItems many) : IClassFixture<ManyItems>
{
    // of SQLite's machine for each row that is gone through
    private const int StepsPerRow = 40;

    private static readonly string[] Large = ["p", "v", "i", "f", "t", "few", "other", "shown"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static readonly Dictionary<string, (ItemListQuery Query, int Shown)> Lists = new(StringComparer.Ordinal)
    {
        ["newest"] = (new(), 21),
        ["oldest"] = (new() { Sort = ItemSort.OldestFirst }, 21),
        ["feed"] = (new() { Sort = ItemSort.LatestChange }, 21),
        ["page in the middle"] = (new() { After = ["NewestFirst", ManyItems.At(50_000).ToWire(), ManyItems.Id(50_000), ""] }, 21),
        ["since"] = (new() { PublishedSince = ManyItems.At(99_890) }, 11),
        ["type"] = (new() { Type = "Article" }, 21),
        ["rare type"] = (new() { Type = "Rebuttal" }, 4),
        ["language"] = (new() { Lang = "en" }, 21),
        ["rare language"] = (new() { Lang = "tay" }, 5),
        ["type and language"] = (new() { Type = "Article", Lang = "tay" }, 5),
        ["language with fallback"] = (new() { Lang = "en", Fallback = "vi" }, 21),
        ["tag"] = (new() { Facets = [("tag", "the-7")] }, 21),
        ["common tag"] = (new() { Facets = [("tag", "chung")] }, 21),
        ["old tag"] = (new() { Facets = [("tag", "cu")] }, 21),
        ["rare tag"] = (new() { Facets = [("tag", "hiem")] }, 3),
        ["no such tag"] = (new() { Facets = [("tag", "khong-co")] }, 0),
        ["place"] = (new() { Facets = [("place", "00007")] }, 21),
        ["unit"] = (new() { Facets = [("unit", "don-vi-3")] }, 21),
        ["type, tag and place"] = (new() { Type = "Article", Facets = [("tag", "the-7"), ("place", "00007")] }, 21),
        ["search"] = (new ItemListQuery { Search = SearchQuery.Read("tu7 nhom7"), Sort = ItemSort.Relevance }.With(completeIndex: true), 21),
        ["search by tag"] = (new ItemListQuery { Search = SearchQuery.Read("tu7 nhom7"), Sort = ItemSort.Relevance, Facets = [("tag", "the-7")] }.With(completeIndex: true), 21),
    };

    [Theory]
    [OnEveryDatabase("newest"), OnEveryDatabase("oldest"), OnEveryDatabase("feed"), OnEveryDatabase("page in the middle"), OnEveryDatabase("since")]
    [OnEveryDatabase("type"), OnEveryDatabase("rare type"), OnEveryDatabase("language"), OnEveryDatabase("rare language"), OnEveryDatabase("type and language"), OnEveryDatabase("language with fallback")]
    [OnEveryDatabase("tag"), OnEveryDatabase("common tag"), OnEveryDatabase("old tag"), OnEveryDatabase("rare tag"), OnEveryDatabase("no such tag"), OnEveryDatabase("place"), OnEveryDatabase("unit"), OnEveryDatabase("type, tag and place")]
    [OnEveryDatabase("search"), OnEveryDatabase("search by tag")]
    public async Task List_goes_through_little_more_than_it_shows(DatabaseProvider provider, string name)
    {
        var host = await many.OnAsync(provider);
        var (query, shown) = (await host.RunAsync<VisibleItems, ItemListQuery>(visible => visible.WithRareAsync(Lists[name].Query, Token)), Lists[name].Shown);
        var (statement, values) = ItemListStatement.Of(VisibleItems.HeadColumns, query, host.Now, Dialect(host));

        await ExpectAsync(host, provider, statement, values, shown, atMost: 12_000);
    }

    [Theory, OnEveryDatabase]
    public async Task List_is_the_same_whether_it_begins_with_the_rare_value_or_not(DatabaseProvider provider)
    {
        var host = await many.OnAsync(provider);
        ItemListQuery tagged = new() { Facets = [("tag", "the-4")] }, placed = new() { Type = "Article", Facets = [("place", "00007"), ("tag", "the-7")] };
        foreach (var query in new[]
                 {
                     tagged, placed, tagged with { Sort = ItemSort.OldestFirst }, tagged with { Sort = ItemSort.LatestChange }, tagged with { Sort = ItemSort.Title }, tagged with { Lang = "en", Fallback = "vi" },
                     tagged with { Words = "bai" }, tagged with { After = ["NewestFirst", ManyItems.At(50_004).ToWire(), ManyItems.Id(50_004), ""] }, Lists["rare tag"].Query, Lists["unit"].Query,
                 })
        {
            var (plain, rare) = (await IdsAsync(query), await IdsAsync(query with { Rare = query.Facets[0] }));
            Assert.NotEmpty(plain);
            Assert.Equal(plain, rare);
        }

        async Task<List<string>> IdsAsync(ItemListQuery query)
        {
            var (statement, values) = ItemListStatement.Of(VisibleItems.HeadColumns, query, host.Now, Dialect(host));
            return await host.RunAsync<PlainReads, List<string>>(reads => reads.ListAsync(statement, values, row => row.GetString(1), Token));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task One_item_is_found_by_id_by_address_and_with_its_translations(DatabaseProvider provider)
    {
        var host = await many.OnAsync(provider);
        var sql = Dialect(host);

        await AskAsync(VisibleItems.HeadsStatement([ManyItems.Id(50_004)], host.Now, sql), 1);
        await AskAsync(VisibleItems.SiblingsStatement([ManyItems.Id(50_004)], host.Now, sql), 2);
        await AskAsync((VisibleItems.IdOfSlug, [("type", "Article"), ("slug", "bai-50004"), ("at", host.Now)]), 1);
        await AskAsync(ItemListStatement.OfFrequencies(Lists["type, tag and place"].Query, 11), 2);
        await AskAsync((TimelineMoments.Statement, [("at", host.Now)]), 1);

        Task AskAsync((string Text, (string, object?)[] Values) statement, int rows) => ExpectAsync(host, provider, statement.Text, statement.Values, rows, atMost: 50);
    }

    [Theory, OnEveryDatabase]
    public async Task Sync_page_reads_what_it_gives(DatabaseProvider provider)
    {
        var host = await many.OnAsync(provider);

        foreach (var after in new[] { 0, 50_000 })
        {
            await ExpectAsync(host, provider, SyncChanges.Everything,
                [("until", host.Now), ("now", host.Now), ("at", ManyItems.At(after)), ("id", ManyItems.Id(after)), ("limit", 101)], 101, atMost: 1_000);
        }

        // forty were recorded, and sixty appeared by themselves
        await ExpectAsync(host, provider, SyncChanges.Between, [("sinceEpoch", 50_000L), ("untilEpoch", 50_040L), ("since", host.Now.AddSeconds(-60)), ("until", host.Now), ("at", DateTimeOffset.UnixEpoch), ("id", ""), ("limit", 101)],
            101, atMost: 4_000);
    }

    private static SqlDialect Dialect(CmsHost host) => host.Services.GetRequiredService<SqlDialect>();

    private static async Task ExpectAsync(CmsHost host, DatabaseProvider provider, string statement, (string Name, object? Value)[] values, int rows, int atMost)
    {
        var work = await ReadWork.OfAsync(host, statement, values, Token);
        var bound = provider == DatabaseProvider.Sqlite ? atMost * StepsPerRow : atMost;
        var told = $"{work.Steps} of {bound}, {work.Rows} rows:\n{work.Plan}";
        Assert.Equal((rows, told), (work.Rows, told));
        Assert.True(work.Steps <= bound, told);
        Assert.True(!Array.Exists(Large, work.ReadsWhole), told);
    }
}
