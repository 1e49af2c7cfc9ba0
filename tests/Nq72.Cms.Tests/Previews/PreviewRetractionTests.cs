using System.Net;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Previews;

/// <summary>Taken back means taken back: a link to an earlier instant, or to an earlier version, does not bring it back.</summary>
public sealed class PreviewRetractionTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private const string Reason = "Gia đình rút lại sự đồng ý.";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Retracted_item_is_shown_by_no_link_at_no_instant(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var before = host.Now;
        // a corrected one: the interval that ended before the retraction was not itself retracted
        var item = await host.PublishedAsync(Token);
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        await host.NextApprovedAsync(item.Id, Token, "Bản đính chính");
        await host.Admin.PublishAsync(item.Id, Token, correction: "Sửa số liệu.");
        var slug = item.Json.GetProperty("slug").GetString();
        PreviewOf[] links =
        [
            await host.PreviewItemAsync(item.Id, Token), await host.PreviewItemAsync(item.Id, Token, version: 1), await host.PreviewItemAsync(item.Id, Token, version: 2),
            await host.PreviewItemAsync(item.Id, Token, asOf: before), await host.PreviewItemAsync(item.Id, Token, asOf: host.Now), await host.PreviewItemAsync(item.Id, Token, asOf: host.Now.AddDays(30)),
        ];
        var pages = new[] { await host.PreviewAsync(new { what = "page", path = $"/article/{slug}", asOf = before }, Token), await host.PreviewAsync(new { what = "page", path = $"/article/{slug}", asOf = host.Now }, Token) };
        var (site, home) = (await host.PreviewSiteAsync(before, Token), await host.PreviewAsync(new { what = "page", path = "/", asOf = before }, Token));
        foreach (var link in links.Concat(pages))
            (await host.Public.GetAsync(link.Page, Token)).Expect(HttpStatusCode.OK);
        Assert.Contains(item.Id, (await host.Public.GetAsync(site.Api("/api/v1/items?limit=100"), Token)).ExpectSuccess().Text, StringComparison.Ordinal);
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        // somebody was at work on it: that text may hold what was taken back
        await host.NextDraftAsync(item.Id, Token, "Bản còn dở khi thu hồi");

        await host.Admin.RetractAsync(item.Id, Reason, Token);

        foreach (var link in links)
        {
            await IsGoneAsync(host, link.Page);
            (await host.Public.GetAsync(link.Api(Items.Delivery(item.Id)), Token)).ExpectProblem(HttpStatusCode.Gone, "retracted");
        }

        foreach (var link in pages)
            await IsGoneAsync(host, link.Page);
        await IsGoneAsync(host, $"{site.Page}/article/{slug}");
        foreach (var path in new[] { Items.Delivery(item.Id), $"/api/v1/items/Article/{slug}" })
            (await host.Public.GetAsync(site.Api(path), Token)).ExpectProblem(HttpStatusCode.Gone, "retracted");
        foreach (var path in new[] { "/api/v1/items?limit=100", "/api/v1/items?limit=100&total=true&facets=type", $"/api/v1/items?q={Uri.EscapeDataString(Title(item))}", "/api/v1/sync?limit=1000", "/api/v1/feeds/all.json?limit=100", "/api/v1/feeds/all.rss?limit=100" })
            Assert.DoesNotContain(Title(item), (await host.Public.GetAsync(site.Api(path), Token)).ExpectSuccess().Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Title(item), (await host.Public.GetAsync(home.Page, Token)).ExpectSuccess().Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Title(item), (await host.Public.GetAsync(site.Page, Token)).ExpectSuccess().Text, StringComparison.Ordinal);
        (await host.Admin.PostAsync(Support.Previews.Path, new { what = "item", item = item.Id }, Token)).ExpectProblem(HttpStatusCode.Conflict, "retracted");
        // the desk keeps its records
        (await host.Client(Scopes.Preview).GetAsync($"{Items.Delivery(item.Id)}?asOf={before.ToWire()}", Token)).Expect(HttpStatusCode.OK);
    }

    [Theory, OnEveryDatabase]
    public async Task Item_that_is_published_again_is_shown_from_then_on_and_not_from_before(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var before = host.Now;
        var item = await host.PublishedAsync(Token);
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        await host.Admin.RetractAsync(item.Id, Reason, Token);
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        await host.NextApprovedAsync(item.Id, Token, "Viết lại không có ảnh");
        var again = host.Now.AddHours(1);
        await host.Admin.PublishAsync(item.Id, Token, from: again);

        // planned anew by people who know of the retraction
        foreach (var link in new[] { await host.PreviewItemAsync(item.Id, Token), await host.PreviewItemAsync(item.Id, Token, version: 2), await host.PreviewItemAsync(item.Id, Token, asOf: again) })
            Assert.Contains("Viết lại không có ảnh", (await host.Public.GetAsync(link.Page, Token)).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        foreach (var link in new[] { await host.PreviewItemAsync(item.Id, Token, version: 1), await host.PreviewItemAsync(item.Id, Token, asOf: before) })
        {
            await IsGoneAsync(host, link.Page);
            (await host.Public.GetAsync(link.Api(Items.Delivery(item.Id)), Token)).ExpectProblem(HttpStatusCode.Gone, "retracted");
        }

        Assert.DoesNotContain(item.Id, (await host.Public.GetAsync((await host.PreviewSiteAsync(before, Token)).Api("/api/v1/items?limit=100"), Token)).ExpectSuccess().Text, StringComparison.Ordinal);
        Assert.Contains(item.Id, (await host.Public.GetAsync((await host.PreviewSiteAsync(again, Token)).Api("/api/v1/items?limit=100"), Token)).ExpectSuccess().Text, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Same_version_published_again_is_shown_again(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.PublishedAsync(Token);
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        await host.Admin.RetractAsync(item.Id, "Thu hồi nhầm.", Token);
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        await host.Admin.PublishAsync(item.Id, Token);

        (await host.Public.GetAsync((await host.PreviewItemAsync(item.Id, Token, version: 1)).Page, Token)).Expect(HttpStatusCode.OK);
        (await host.Public.GetAsync((await host.PreviewItemAsync(item.Id, Token)).Page, Token)).Expect(HttpStatusCode.OK);
    }

    [Theory, OnEveryDatabase]
    public async Task Item_in_the_trash_is_not_shown_as_it_was(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var before = host.Now;
        var item = await host.PublishedAsync(Token, until: before.AddMinutes(1));
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        var site = await host.PreviewSiteAsync(before, Token);
        (await host.Public.GetAsync(site.Api(Items.Delivery(item.Id)), Token)).Expect(HttpStatusCode.OK);

        (await host.Admin.SendAsync(HttpMethod.Delete, Items.Manage(item.Id), null, Token)).ExpectSuccess();

        (await host.Public.GetAsync(site.Api(Items.Delivery(item.Id)), Token)).Expect(HttpStatusCode.NotFound);
        Assert.DoesNotContain(item.Id, (await host.Public.GetAsync(site.Api("/api/v1/items?limit=100"), Token)).ExpectSuccess().Text, StringComparison.Ordinal);
    }

    private static async Task IsGoneAsync(CmsHost host, string page)
    {
        var gone = (await host.Public.GetAsync(page, Token)).Expect(HttpStatusCode.Gone).Text;
        Assert.Contains(Reason, gone, StringComparison.Ordinal);
        Assert.Contains("Đã thu hồi", gone, StringComparison.Ordinal);
    }

    private static string Title(CmsItem item) => item.Json.GetProperty("title").GetString()!;
}
