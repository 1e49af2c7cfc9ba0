using System.Net;
using System.Text.Json;
using Nq72.Cms.Tests.Recipes;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.PartnerApi;

/// <summary>What is linked to comes along, and all that fit are counted, when somebody asks.</summary>
public sealed class IncludeTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Linked_items_come_along_once_in_order_and_only_while_visible(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var mark = Mark();
        var (second, first) = (await PublishAsync(host, "xa", []), await PublishAsync(host, "xa", []));
        var later = host.Now.AddHours(2);
        var planned = (await host.Admin.CreatePublishedAsync("Article", Items.Title(), Token, fields: Items.Complete, from: later)).Id;
        await PublishAsync(host, mark, [second]);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        var newest = await PublishAsync(host, mark, [first, planned, second]);
        await PublishAsync(host, mark, [newest]);
        var query = $"/api/v1/items?tag={mark}&include=related";

        Assert.Equal([first, second], Included((await host.Public.GetAsync(query, Token)).ExpectSuccess().Json));
        Assert.Equal([first, planned, second], Included((await host.Admin.GetAsync($"{query}&asOf={Uri.EscapeDataString(later.ToWire())}", Token)).ExpectSuccess().Json));
        Assert.False((await host.Public.GetAsync($"/api/v1/items?tag={mark}", Token)).ExpectSuccess().Json.TryGetProperty("included", out _));
        // whole, as it would be by itself
        var alone = (await host.Public.GetAsync(Items.Delivery(first), Token)).ExpectSuccess().Json;
        Assert.Equal(alone.GetRawText(), (await host.Public.GetAsync(query, Token)).ExpectSuccess().Json.GetProperty("included")[0].GetRawText());
    }

    [Theory, OnEveryDatabase]
    public async Task Included_item_that_is_taken_back_is_gone_from_the_next_answer(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var linked = await PublishAsync(host, "xa", []);
        var item = await PublishAsync(host, Mark(), [linked]);
        var path = $"{Items.Delivery(item)}?include=related";

        var before = (await host.Public.GetAsync(path, Token)).ExpectSuccess();
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await host.Admin.RetractAsync(linked, "Số liệu sai", Token);
        var after = (await host.Public.GetAsync(path, Token, ("If-None-Match", before.ETag!))).Expect(HttpStatusCode.OK);

        Assert.Equal([linked], Included(before.Json));
        Assert.Empty(Included(after.Json));
        Assert.False((await host.Public.GetAsync(Items.Delivery(item), Token)).ExpectSuccess().Json.TryGetProperty("included", out _));
    }

    [Theory, OnEveryDatabase]
    public async Task Item_by_its_address_brings_along_too(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var linked = await PublishAsync(host, "xa", []);
        var item = await PublishAsync(host, Mark(), [linked]);
        var slug = (await host.Public.GetAsync(Items.Delivery(item), Token)).ExpectSuccess().Json.GetProperty("slug").GetString();

        Assert.Equal([linked], Included((await host.Public.GetAsync($"/api/v1/items/Article/{slug}?include=related", Token)).ExpectSuccess().Json));
    }

    [Theory]
    [OnEveryDatabase("/api/v1/items?include=body"), OnEveryDatabase("/api/v1/items?include=related,nope"), OnEveryDatabase("/api/v1/items?type=Slogan&include=related")]
    [OnEveryDatabase("/api/v1/items/4000000000000000000000000z?include=fields.related")]
    public async Task Field_that_does_not_link_is_told_of(DatabaseProvider provider, string path)
    {
        var host = await hosts.OnAsync(provider);

        Assert.Equal("unknownField", (await host.Public.GetAsync(path, Token)).Expect(HttpStatusCode.UnprocessableEntity).Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Page_that_would_bring_along_too_many_is_refused_with_a_remedy(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var mark = Mark();
        var drafts = Enumerable.Range(0, 3 * 200).Select(_ => ContentIds.New()).ToArray();
        await host.RunSuccessfullyAsync(RecipeRuns.Content([.. drafts.Select(id => $$"""{"ContentItemId":"{{id}}","ContentType":"Article","TitlePart":{"Title":"Nháp"},"Latest":true,"Published":false}""")]), Token);
        foreach (var related in drafts.Chunk(200))
            await PublishAsync(host, mark, related);

        var refused = (await host.Public.GetAsync($"/api/v1/items?tag={mark}&include=related", Token)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("include", refused.Code);
        Assert.Contains("limit", refused.Text, StringComparison.Ordinal);
        Assert.Empty(Included((await host.Public.GetAsync($"/api/v1/items?tag={mark}&include=related&limit=2", Token)).ExpectSuccess().Json));
    }

    [Theory, OnEveryDatabase]
    public async Task Total_counts_all_that_fit_whatever_the_page(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var mark = Mark();
        for (var item = 0; item < 5; item++)
            await PublishAsync(host, mark, []);
        await host.Admin.CreatePublishedAsync("Article", Items.Title(), Token, fields: Items.Complete, from: host.Now.AddHours(1));

        var page = (await host.Public.GetAsync($"/api/v1/items?tag={mark}&limit=2&total=true", Token)).ExpectSuccess().Json;
        var next = (await host.Public.GetAsync($"/api/v1/items?tag={mark}&limit=2&total=true&cursor={page.GetProperty("next").GetString()}", Token)).ExpectSuccess().Json;

        Assert.Equal((5, 5), (page.GetProperty("total").GetInt64(), next.GetProperty("total").GetInt64()));
        Assert.Equal(5, (await host.Public.GetAsync($"/api/v1/items?tag={mark}&q=tin+thu&total=true&limit=1", Token)).ExpectSuccess().Json.GetProperty("total").GetInt64());
        Assert.False((await host.Public.GetAsync($"/api/v1/items?tag={mark}", Token)).ExpectSuccess().Json.TryGetProperty("total", out _));
        Assert.Equal("total", (await host.Public.GetAsync("/api/v1/items?total=1", Token)).Expect(HttpStatusCode.BadRequest).Code);
    }

    private static string Mark() => Items.Title("nhan").Replace(' ', '-');

    private static async Task<string> PublishAsync(CmsHost host, string tag, string[] related)
    {
        var item = await host.Admin.CreateItemAsync("Article", Items.Title(), Token, fields: new { body = "Nội dung.", related }, further: new Dictionary<string, object?> { ["tags"] = new[] { tag } });
        await host.Admin.SubmitAsync(item.Id, Token);
        await host.Admin.ApproveAsync(item.Id, item.Version, Token);
        await host.Admin.PublishAsync(item.Id, Token);
        return item.Id;
    }

    private static IEnumerable<string?> Included(JsonElement answer) => [.. answer.GetProperty("included").EnumerateArray().Select(item => item.GetProperty("id").GetString())];
}
