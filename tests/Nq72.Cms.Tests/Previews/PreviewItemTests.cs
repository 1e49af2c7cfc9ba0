using System.Net;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Previews;

/// <summary>A link to one item: that item, and nothing of any other that is not public.</summary>
public sealed class PreviewItemTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Draft_is_shown_by_its_link_and_by_nothing_else(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var draft = await host.DraftAsync(Token, new { body = "Bản thảo **chưa ai** đọc." });
        var (title, slug) = (Title(draft), draft.Json.GetProperty("slug").GetString());
        var link = await host.PreviewItemAsync(draft.Id, Token);

        var page = (await host.Public.GetAsync(link.Page, Token)).Expect(HttpStatusCode.OK);
        Assert.Contains(title, page.Text, StringComparison.Ordinal);
        Assert.Contains("<strong>chưa ai</strong>", page.Text, StringComparison.Ordinal);
        Assert.Contains("Bản xem trước", page.Text, StringComparison.Ordinal);
        Assert.Contains("phiên bản 1", page.Text, StringComparison.Ordinal);
        Assert.Contains("chưa công bố", page.Text, StringComparison.Ordinal);
        Assert.Contains("Chưa đăng, chưa hẹn giờ", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("datePublished", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("article:published_time", page.Text, StringComparison.Ordinal);
        var api = (await host.Public.GetAsync(link.Api(Items.Delivery(draft.Id)), Token)).Expect(HttpStatusCode.OK);
        Assert.Equal((draft.Id, title, 1), (api.Json.GetProperty("id").GetString(), api.Json.GetProperty("title").GetString(), api.Json.GetProperty("version").GetInt32()));
        Assert.Contains("chưa ai", api.Json.GetProperty("html").GetProperty("body").GetString(), StringComparison.Ordinal);

        (await host.Public.GetAsync(Items.Delivery(draft.Id), Token)).Expect(HttpStatusCode.NotFound);
        (await host.Public.GetAsync($"/article/{slug}", Token)).Expect(HttpStatusCode.NotFound);
        Assert.DoesNotContain(draft.Id, (await host.Public.GetAsync("/api/v1/items?limit=100", Token)).ExpectSuccess().Text, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Link_goes_with_the_newest_version_unless_it_names_one(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.PublishedAsync(Token);
        var publishedAt = host.Now;
        var (newest, first) = (await host.PreviewItemAsync(item.Id, Token), await host.PreviewItemAsync(item.Id, Token, version: 1));
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.NextDraftAsync(item.Id, Token, "Bản sửa còn dở");

        var shown = (await host.Public.GetAsync(newest.Api(Items.Delivery(item.Id)), Token)).ExpectSuccess().Json;
        Assert.Equal(("Bản sửa còn dở", 2, publishedAt), (shown.GetProperty("title").GetString(), shown.GetProperty("version").GetInt32(), shown.GetProperty("publishedAt").GetDateTimeOffset()));
        Assert.Contains("Bản sửa còn dở", (await host.Public.GetAsync(newest.Page, Token)).Text, StringComparison.Ordinal);
        Assert.Equal(1, (await host.Public.GetAsync(first.Api(Items.Delivery(item.Id)), Token)).ExpectSuccess().Json.GetProperty("version").GetInt32());
        Assert.DoesNotContain("Bản sửa còn dở", (await host.Public.GetAsync(first.Page, Token)).ExpectSuccess().Text, StringComparison.Ordinal);
        // readers have what they had, also right after somebody looked
        Assert.Equal(1, (await host.Public.GetAsync(Items.Delivery(item.Id), Token)).ExpectSuccess().Json.GetProperty("version").GetInt32());
    }

    [Theory, OnEveryDatabase]
    public async Task Link_as_of_an_instant_shows_what_is_visible_then(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var due = host.Now.AddHours(5);
        var item = await host.PublishedAsync(Token, due, due.AddHours(1));
        foreach (var (at, status) in new[] { (due.AddMicroseconds(-1), HttpStatusCode.NotFound), (due, HttpStatusCode.OK), (due.AddHours(1).AddMicroseconds(-1), HttpStatusCode.OK), (due.AddHours(1), HttpStatusCode.NotFound) })
        {
            var link = await host.PreviewItemAsync(item.Id, Token, asOf: at);
            (await host.Public.GetAsync(link.Page, Token)).Expect(status);
            (await host.Public.GetAsync(link.Api(Items.Delivery(item.Id)), Token)).Expect(status);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Link_opens_no_other_item_and_no_list(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var (draft, other, visible) = (await host.DraftAsync(Token), await host.DraftAsync(Token), await host.PublishedAsync(Token));
        var link = await host.PreviewItemAsync(draft.Id, Token);
        var slug = visible.Json.GetProperty("slug").GetString();
        foreach (var path in new[]
        {
            Items.Delivery(other.Id), Items.Delivery(visible.Id), "/api/v1/items", $"/api/v1/items/Article/{slug}", "/api/v1/sync", "/api/v1/feeds/all.json", "/api/v1/feeds/all.rss", "/api/v1/calendar",
            "/api/v1/calendar.ics", Items.Manage(draft.Id), "/api/v1/manage/items", "/api/content/" + draft.Id, "/api/v1/khong-co",
        })
            (await host.Public.GetAsync(link.Api(path), Token)).ExpectProblem(HttpStatusCode.NotFound, "previewNotCovered");
        foreach (var path in new[] { $"/article/{slug}", $"/article/{draft.Json.GetProperty("slug").GetString()}", "/admin", "/admin/items", "/api/v1/items", "/docs", "/openapi/v1.json", "/khong/co/gi" })
        {
            var refused = (await host.Public.GetAsync(link.Page + path, Token)).Expect(HttpStatusCode.NotFound);
            Assert.Contains("Liên kết không mở trang này", refused.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(Title(draft), refused.Text, StringComparison.Ordinal);
        }

        // and is of no use to who may already
        (await host.Admin.GetAsync(link.Api(Items.Manage(draft.Id)), Token)).ExpectProblem(HttpStatusCode.NotFound, "previewNotCovered");
        (await host.Public.PostAsync(link.Api("/api/v1/items"), null, Token)).Expect(HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed);
    }

    [Theory, OnEveryDatabase]
    public async Task Link_tells_of_other_items_only_what_is_public(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var due = host.Now.AddHours(5);
        var (planned, visible, unpublished) = (await host.PublishedAsync(Token, due), await host.PublishedAsync(Token), await host.DraftAsync(Token));
        var item = await host.ApprovedAsync(Token, new { body = "Nội dung.", related = new[] { planned.Id, visible.Id, unpublished.Id } });
        var translation = await host.ApprovedTranslationAsync(item.Id, Token);
        await host.Admin.PublishAsync(item.Id, Token, from: due);
        await host.Admin.PublishAsync(translation.Id, Token, from: due);

        foreach (var link in new[] { await host.PreviewItemAsync(item.Id, Token), await host.PreviewItemAsync(item.Id, Token, asOf: due) })
        {
            var page = (await host.Public.GetAsync(link.Page, Token)).ExpectSuccess().Text;
            var api = (await host.Public.GetAsync(link.Api($"{Items.Delivery(item.Id)}?include=related"), Token)).ExpectSuccess().Json;
            Assert.Contains(Title(visible), page, StringComparison.Ordinal);
            Assert.Equal([visible.Id], api.GetProperty("included").EnumerateArray().Select(other => other.GetProperty("id").GetString()));
            Assert.Empty(api.GetProperty("translations").EnumerateArray());
            foreach (var hidden in new[] { planned, unpublished, translation })
                Assert.DoesNotContain(Title(hidden), page, StringComparison.Ordinal);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Item_in_the_trash_is_shown_by_no_link(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.DraftAsync(Token);
        var link = await host.PreviewItemAsync(item.Id, Token);
        (await host.Admin.SendAsync(HttpMethod.Delete, Items.Manage(item.Id), null, Token)).ExpectSuccess();

        (await host.Public.GetAsync(link.Page, Token)).Expect(HttpStatusCode.NotFound);
        (await host.Public.GetAsync(link.Api(Items.Delivery(item.Id)), Token)).ExpectProblem(HttpStatusCode.NotFound, "notFound");
        (await host.Admin.PostAsync(Items.Manage(item.Id, "restore"), null, Token)).ExpectSuccess();
        (await host.Public.GetAsync(link.Page, Token)).Expect(HttpStatusCode.OK);
    }

    private static string Title(CmsItem item) => item.Json.GetProperty("title").GetString()!;
}
