using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Feeds;

/// <summary>Feeds: what they say as others' libraries read it, when it appears and goes, how they are paged and cached.</summary>
public sealed class FeedTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Feed_is_read_by_others_whatever_stands_in_the_text(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        // a base letter with its marks apart, an emoji of several characters, what ends CDATA, markup that is none, a control character
        var title = "Tie\u0302m chu\u0309ng ]]> & <b> \ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67";
        var shown = "Tiêm chủng ]]> & <b> \ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67";
        var item = await host.ArticleAsync(
            Token, title, new { body = "Đoạn ]]> đầu 😀 & [xem thêm](/gioi-thieu).\n\n![Bé đi tiêm](/anh/be.jpg)", box = "<p>Hộp&#1;&#xFFFF; tin</p>" }, tags: ["tiêm chủng", "trẻ em"], summary: "Tóm tắt ]]> & <i>");
        var url = $"{CmsHost.PublicUrl}/article/{item.Json.GetProperty("slug").GetString()}";
        var at = host.Now.ToOffset(TimeSpan.FromHours(7));
        var urn = $"urn:nq72:item:{item.Id}";

        var json = (await FeedTexts.ReadAsync((await host.FeedAsync("json", Token, query: "?limit=1")).Text, Token)).GetProperty("feed").GetProperty("items")[0];
        var rss = await FeedTexts.ReadAsync((await host.FeedAsync("rss", Token, query: "?limit=1")).Text, Token);
        var atom = await FeedTexts.ReadAsync((await host.FeedAsync("atom", Token, query: "?limit=1")).Text, Token);

        var rssItem = rss.GetProperty("feed").GetProperty("items")[0];
        var rssAgain = rss.GetProperty("again").GetProperty("items")[0];
        var entry = atom.GetProperty("feed").GetProperty("entries")[0];
        var atomAgain = atom.GetProperty("again").GetProperty("items")[0];
        Assert.Equal([urn, urn, urn, urn, urn], new[] { json.Text("id"), rssItem.GetProperty("guid").Text("value"), rssAgain.Text("guid"), entry.Text("id"), atomAgain.Text("id") });
        Assert.False(rssItem.GetProperty("guid").GetProperty("isPermaLink").GetBoolean());
        Assert.Equal([shown, shown, shown, shown, shown], new[] { json.Text("title"), rssItem.Text("title"), rssAgain.Text("title"), entry.GetProperty("title").Text("value"), atomAgain.Text("title") });
        Assert.Equal([url, url, url, url], new[] { json.Text("url"), rssItem.Text("link"), rssAgain.Text("link"), atomAgain.Text("link") });
        Assert.All(
            new[] { json.Text("summary"), rssItem.Text("description"), rssAgain.Text("content"), entry.GetProperty("summary").Text("value"), atomAgain.Text("summary") }, summary => Assert.Equal("Tóm tắt ]]> & <i>", summary));
        foreach (var html in new[] { json.Text("content_html"), rssItem.GetProperty("content").Text("encoded"), rssAgain.Text("content:encoded"), entry.GetProperty("content").Text("value"), atomAgain.Text("content") })
        {
            Assert.Contains("Đoạn ]]&gt; đầu 😀 &amp;", html, StringComparison.Ordinal);
            Assert.Contains($"href=\"{CmsHost.PublicUrl}/gioi-thieu\"", html, StringComparison.Ordinal);
            Assert.Contains($"src=\"{CmsHost.PublicUrl}/anh/be.jpg\"", html, StringComparison.Ordinal);
            Assert.Contains("Hộp", html, StringComparison.Ordinal);
        }

        Assert.Equal([$"{at:yyyy-MM-dd'T'HH:mm:ss}+07:00", $"{at:yyyy-MM-dd'T'HH:mm:ss}+07:00", $"{at:yyyy-MM-dd'T'HH:mm:ss}+07:00"], new[] { json.Text("date_published"), entry.Text("published"), entry.Text("updated") });
        Assert.EndsWith($"{at:HH:mm:ss} +0700", rssItem.Text("pubDate"), StringComparison.Ordinal);
        Assert.Equal(host.Now, DateTimeOffset.Parse(rssAgain.Text("isoDate"), System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(["tiêm chủng", "trẻ em"], rssItem.GetProperty("categories").EnumerateArray().Select(category => category.Text("name")));
        Assert.Equal(["tiêm chủng", "trẻ em"], json.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!));
        Assert.Equal(("vi", "vi", "vi"), (json.Text("language"), rssAgain.Text("lang"), entry.GetProperty("xml").Text("lang")));
        // no publisher is set in the tests: the site speaks for itself
        Assert.Equal(("Nq72", "Nq72", "Nq72"), (json.GetProperty("authors")[0].Text("name"), rssAgain.Text("creator"), atomAgain.Text("author")));
        Assert.Equal($"{CmsHost.PublicUrl}/anh/be.jpg", json.Text("image"));
        Assert.Equal(("Bé đi tiêm", "image"), (rssItem.GetProperty("media").GetProperty("contents")[0].GetProperty("description").Text("value"), rssItem.GetProperty("media").GetProperty("contents")[0].Text("medium")));
    }

    [Theory, OnEveryDatabase]
    public async Task Scheduled_item_is_in_every_feed_at_its_instant_and_not_before(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        await host.PublishedAsync(Token);
        var instant = host.Now.AddSeconds(20);
        var item = await host.ArticleAsync(Token, "Tin hẹn giờ", from: instant);
        string[] paths = [.. FeedTexts.Endings.SelectMany(ending => new[] { FeedTexts.Path(ending), FeedTexts.Path(ending, "Article") }), "/sitemap-1.xml", "/sitemap-news.xml"];
        var slug = item.Json.GetProperty("slug").GetString()!;
        bool Shows(string text) => text.Contains(item.Id, StringComparison.Ordinal) || text.Contains(slug, StringComparison.Ordinal) || text.Contains("Tin hẹn giờ", StringComparison.Ordinal);

        foreach (var path in paths)
            Assert.Equal("public, max-age=20", (await host.Public.GetAsync(path, Token)).ExpectSuccess().Headers.CacheControl!.ToString());
        host.Clock.TurnTo(instant.AddMicroseconds(-1));
        foreach (var path in paths)
        {
            var answer = await host.Public.GetAsync(path, Token);
            Assert.False(Shows(answer.Text), path);
            Assert.Equal("public, max-age=0", answer.Headers.CacheControl!.ToString());
        }

        host.Clock.TurnTo(instant);
        foreach (var path in paths)
            Assert.True(Shows((await host.Public.GetAsync(path, Token)).Text), path);
        // to those who may see it, its place in the plan
        var preview = host.Client(Scopes.Preview);
        foreach (var path in paths)
        {
            Assert.False(Shows((await preview.GetAsync($"{path}?asOf={instant.AddSeconds(-1).ToWire()}", Token)).ExpectSuccess().Text), path);
            (await host.Public.GetAsync($"{path}?asOf={instant.ToWire()}", Token)).ExpectProblem(HttpStatusCode.Unauthorized, "noToken");
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Retracted_item_goes_from_every_feed_which_say_so_where_they_can_for_a_month(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        await host.PublishedAsync(Token);
        var item = await host.ArticleAsync(Token, "Tin sai", new { body = "Điều sai." });
        foreach (var ending in FeedTexts.Endings)
            Assert.Contains(item.Id, (await host.FeedAsync(ending, Token)).Shown());
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        await host.Admin.RetractAsync(item.Id, "Số liệu không đúng ]]>", Token);
        var at = host.Now;

        foreach (var ending in FeedTexts.Endings)
        {
            var answer = await host.FeedAsync(ending, Token);
            Assert.DoesNotContain(item.Id, answer.Shown());
            Assert.DoesNotContain("Điều sai", answer.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Tin sai", answer.Text, StringComparison.Ordinal);
        }

        var named = (await host.FeedAsync("json", Token)).Json.GetProperty("_nq72").GetProperty("retracted")[0];
        Assert.Equal(($"urn:nq72:item:{item.Id}", "Số liệu không đúng ]]>"), (named.Text("id"), named.Text("reason")));
        Assert.EndsWith("+07:00", named.Text("at"), StringComparison.Ordinal);
        var tombstone = XDocument.Parse((await host.FeedAsync("atom", Token, "Article")).Text).Root!.Elements(FeedTexts.Tombstones + "deleted-entry").First();
        Assert.Equal(($"urn:nq72:item:{item.Id}", "Số liệu không đúng ]]>"), (tombstone.Attribute("ref")!.Value, tombstone.Element(FeedTexts.Tombstones + "comment")!.Value));
        Assert.Equal(at, DateTimeOffset.Parse(tombstone.Attribute("when")!.Value, System.Globalization.CultureInfo.InvariantCulture));
        Assert.DoesNotContain(item.Id, (await host.FeedAsync("atom", Token, "Slogan")).Text, StringComparison.Ordinal);
        var ninjs = await host.FeedAsync("ninjs", Token);
        var canceled = ninjs.Json.GetProperty("items").EnumerateArray().First(document => document.Text("uri").EndsWith(item.Id, StringComparison.Ordinal));
        Assert.Equal(("canceled", "Số liệu không đúng ]]>"), (canceled.Text("pubStatus"), canceled.Text("edNote")));
        await ValidAsync(ninjs.Json);

        // by time alone it is forgotten, and caches are told when
        host.Clock.TurnTo(at + TimeSpan.FromDays(30) - TimeSpan.FromSeconds(10));
        var last = await host.FeedAsync("atom", Token);
        Assert.Contains(item.Id, last.Text, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(10), last.Headers.CacheControl!.MaxAge);
        host.Clock.Advance(TimeSpan.FromSeconds(10));
        var later = await host.FeedAsync("atom", Token);
        Assert.DoesNotContain(item.Id, later.Text, StringComparison.Ordinal);
        Assert.Equal(host.Now, later.ContentHeaders.LastModified);
    }

    [Theory, OnEveryDatabase]
    public async Task Retracted_item_that_came_back_is_not_named_as_taken_back(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.PublishedAsync(Token);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.Admin.RetractAsync(item.Id, "Nhầm.", Token);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.NextApprovedAsync(item.Id, Token);
        await host.Admin.PublishAsync(item.Id, Token, until: host.Now.AddMinutes(5));

        Assert.Contains(item.Id, (await host.FeedAsync("atom", Token)).Shown());
        Assert.DoesNotContain($"ref=\"urn:nq72:item:{item.Id}\"", (await host.FeedAsync("atom", Token)).Text, StringComparison.Ordinal);
        // what ended as planned has ended, and was not taken back
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.DoesNotContain(item.Id, (await host.FeedAsync("atom", Token)).Text, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Correction_comes_first_with_its_note_under_the_same_name(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.PublishedAsync(Token);
        var begin = host.Now;
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        var newer = await host.PublishedAsync(Token);
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        await host.NextApprovedAsync(item.Id, Token, "Tin đã sửa");
        await host.Admin.PublishAsync(item.Id, Token, correction: "Sửa 12 thành 21 <ca>.");

        foreach (var ending in FeedTexts.Endings)
            Assert.Equal([item.Id, newer.Id], (await host.FeedAsync(ending, Token)).Shown().Take(2));
        var entry = (await host.FeedAsync("json", Token)).Json.GetProperty("items")[0];
        Assert.StartsWith("<p>Đính chính: Sửa 12 thành 21 &lt;ca&gt;.</p>", entry.Text("content_html"), StringComparison.Ordinal);
        Assert.Equal(("Đính chính: Sửa 12 thành 21 <ca>.", "Sửa 12 thành 21 <ca>."), (entry.Text("summary"), entry.GetProperty("_nq72").Text("correction")));
        Assert.Equal((begin, host.Now), (entry.GetProperty("date_published").GetDateTimeOffset(), entry.GetProperty("date_modified").GetDateTimeOffset()));
        var rss = (await FeedTexts.ReadAsync((await host.FeedAsync("rss", Token)).Text, Token)).GetProperty("feed").GetProperty("items")[0];
        Assert.Equal(host.Now, rss.GetProperty("atom").GetProperty("updated").GetDateTimeOffset());
        Assert.StartsWith("Đính chính: Sửa 12 thành 21 <ca>.", rss.Text("description"), StringComparison.Ordinal);
        var ninjs = (await host.FeedAsync("ninjs", Token)).Json.GetProperty("items")[0];
        Assert.Equal(("2", "Sửa 12 thành 21 <ca>.", "usable"), (ninjs.Text("version"), ninjs.Text("edNote"), ninjs.Text("pubStatus")));
    }

    [Theory, OnEveryDatabase]
    public async Task Ninjs_page_holds_valid_documents_that_say_when_they_end(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var ends = await host.PublishedAsync(Token, until: host.Now.AddHours(1));
        var goesOn = await host.PublishedAsync(Token);
        await host.NextApprovedAsync(goesOn.Id, Token);
        await host.Admin.PublishAsync(goesOn.Id, Token, from: host.Now.AddMinutes(30), correction: "Sửa.");
        await host.Admin.CreatePublishedAsync("Slogan", "Khẩu hiệu không có trường nào", Token);

        var page = (await host.FeedAsync("ninjs", Token, query: "?limit=100")).Json;

        await ValidAsync(page);
        JsonElement Of(string id) => page.GetProperty("items").EnumerateArray().Single(document => document.Text("uri") == $"{CmsHost.PublicUrl}/api/v1/items/{id}");
        Assert.Equal(host.Now.AddHours(1).ToWire(), Of(ends.Id).Text("expires"));
        Assert.Equal(host.Now.ToWire(), Of(ends.Id).Text("embargoedUntil"));
        // it does not end where its next version begins
        Assert.False(Of(goesOn.Id).TryGetProperty("expires", out _));
    }

    [Theory, OnEveryDatabase]
    public async Task Feed_is_cut_by_filters_and_paged_without_gaps(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var tag = Items.Title("thẻ");
        var expected = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            // two at the same instant: the id decides
            if (i % 2 == 1 || i == 0)
                host.Clock.Advance(TimeSpan.FromSeconds(1));
            expected.Add((await host.ArticleAsync(Token, tags: [tag], lang: i == 0 ? "en" : "vi")).Id);
        }

        await host.ArticleAsync(Token, tags: ["khác"]);
        foreach (var ending in FeedTexts.Endings)
        {
            var seen = new List<string>();
            var query = $"?limit=2&tag={Uri.EscapeDataString(tag)}";
            for (var path = FeedTexts.Path(ending, query: query); path is not null;)
            {
                var page = (await host.Public.GetAsync(path, Token)).ExpectSuccess();
                seen.AddRange(page.Shown());
                var links = string.Join(", ", page.Headers.GetValues("Link"));
                Assert.Contains($"<{CmsHost.PublicUrl}/api/v1/feeds/all.{ending}?tag=", links, StringComparison.Ordinal);
                path = Next(links);
                Assert.InRange(seen.Count, 0, 5);
            }

            Assert.Equal(expected.Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
            Assert.Equal(expected[0], seen[^1]);
            Assert.Equal([expected[0]], (await host.FeedAsync(ending, Token, query: $"?lang=en&tag={Uri.EscapeDataString(tag)}")).Shown());
            Assert.Empty((await host.FeedAsync(ending, Token, "Slogan", $"?tag={Uri.EscapeDataString(tag)}")).Shown());
        }

        var json = (await host.FeedAsync("json", Token, query: $"?limit=2&tag={Uri.EscapeDataString(tag)}")).Json;
        Assert.Contains("cursor=", json.Text("next_url"), StringComparison.Ordinal);
        var atom = XDocument.Parse((await host.FeedAsync("atom", Token, query: $"?limit=2&tag={Uri.EscapeDataString(tag)}")).Text);
        Assert.Equal(["self", "next", "alternate"], atom.Root!.Elements(FeedTexts.Atom + "link").Select(link => link.Attribute("rel")!.Value));
    }

    [Theory]
    [OnEveryDatabase("KhongCo.json", HttpStatusCode.NotFound, "notFound"), OnEveryDatabase("all.xml", HttpStatusCode.NotFound, "notFound"), OnEveryDatabase("all.rss?cursor=x", HttpStatusCode.BadRequest, "cursor")]
    [OnEveryDatabase("all.atom?limit=0", HttpStatusCode.BadRequest, "limit"), OnEveryDatabase("all.ninjs?lang=qqq-x", HttpStatusCode.UnprocessableEntity, "unknownLanguage")]
    public async Task Feed_that_cannot_be_is_refused(DatabaseProvider provider, string feed, HttpStatusCode status, string code)
    {
        var host = await hosts.OnAsync(provider);

        (await host.Public.GetAsync($"/api/v1/feeds/{feed}", Token)).ExpectProblem(status, code);
    }

    [Theory, OnEveryDatabase]
    public async Task Feed_is_cached_as_other_answers_are(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        await host.PublishedAsync(Token);
        foreach (var ending in FeedTexts.Endings)
        {
            var path = FeedTexts.Path(ending, "Article", "?limit=5");
            var get = await host.Public.GetAsync(path, Token);
            var head = await host.Public.SendAsync(HttpMethod.Head, path, null, Token);
            Assert.Equal((get.Status, get.ETag, get.Body.Length, 0), (head.Status, head.ETag, (int)head.ContentHeaders.ContentLength!.Value, head.Body.Length));
            Assert.Equal("Accept-Encoding", string.Join(',', get.Headers.Vary));
            (await host.Public.GetAsync(path, Token, ("If-None-Match", get.ETag!))).Expect(HttpStatusCode.NotModified);
            Assert.Equal("br", (await host.Public.GetAsync(path, Token, ("Accept-Encoding", "br"))).ContentHeaders.ContentEncoding.Single());
            // what happens elsewhere on the site leaves equal bytes equal
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            await host.Admin.CreatePublishedAsync("Slogan", Items.Title("Khẩu hiệu"), Token);
            (await host.Public.GetAsync(path, Token, ("If-None-Match", get.ETag!))).Expect(HttpStatusCode.NotModified);
            await host.PublishedAsync(Token);
            (await host.Public.GetAsync(path, Token, ("If-None-Match", get.ETag!))).Expect(HttpStatusCode.OK);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Page_leads_to_the_feeds(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);

        var page = (await host.Public.GetAsync("/", Token)).ExpectSuccess().Text;

        foreach (var (ending, type) in new[] { ("rss", "application/rss+xml"), ("atom", "application/atom+xml"), ("json", "application/feed+json") })
        {
            var found = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(page).QuerySelector($"link[rel=alternate][href='/api/v1/feeds/all.{ending}']");
            Assert.Equal(type, found?.GetAttribute("type"));
            Assert.Contains($"type=\"{type}\"", page, StringComparison.Ordinal);
            (await host.Public.GetAsync($"/api/v1/feeds/all.{ending}", Token)).Expect(HttpStatusCode.OK);
        }
    }

    private static async Task ValidAsync(JsonElement page)
    {
        var judged = await NodeClient.ValidateNinjsAsync(page.GetProperty("items").EnumerateArray().Select(document => document.GetRawText()), Token);
        Assert.True(judged.ExitCode == 0, judged.Error);
    }

    // path and query of rel="next"; null on the last page
    private static string? Next(string links) =>
        links.Split(", ").FirstOrDefault(link => link.EndsWith("rel=\"next\"", StringComparison.Ordinal)) is { } next ? next[(CmsHost.PublicUrl.Length + 1)..next.IndexOf('>', StringComparison.Ordinal)] : null;
}
