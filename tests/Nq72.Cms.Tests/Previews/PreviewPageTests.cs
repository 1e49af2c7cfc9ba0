using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Previews;

/// <summary>Links to a public page and to everything, as of an instant.</summary>
public sealed partial class PreviewPageTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Page_is_shown_as_it_will_be_at_the_instant_and_not_before(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var due = host.Now.AddHours(5);
        var item = await host.PublishedAsync(Token, due);
        var path = $"/article/{item.Json.GetProperty("slug").GetString()}";

        var (at, before) = (await host.PreviewAsync(new { what = "page", path, asOf = due }, Token), await host.PreviewAsync(new { what = "page", path, asOf = due.AddMicroseconds(-1) }, Token));
        var page = (await host.Public.GetAsync(at.Page, Token)).Expect(HttpStatusCode.OK).Text;

        Assert.Contains(Title(item), page, StringComparison.Ordinal);
        Assert.Contains($"như sẽ hiện lúc {Local(due)}", page, StringComparison.Ordinal);
        Assert.Contains($"hết hạn lúc {Local(host.Now.AddDays(7))}", page, StringComparison.Ordinal);
        (await host.Public.GetAsync(before.Page, Token)).Expect(HttpStatusCode.NotFound);
        Assert.Null(at.Json.GetProperty("api").GetString());
        // one page, not those it leads to, and nothing of the API
        (await host.Public.GetAsync(at.Page + path, Token)).Expect(HttpStatusCode.NotFound);
        (await host.Public.GetAsync(at.Api(Items.Delivery(item.Id)), Token)).ExpectProblem(HttpStatusCode.NotFound, "previewNotCovered");
        (await host.Public.GetAsync(at.Api("/api/v1/items"), Token)).ExpectProblem(HttpStatusCode.NotFound, "previewNotCovered");
        host.Clock.TurnTo(due.AddHours(1));
        Assert.Contains($"như lúc {Local(due)}", (await host.Public.GetAsync(at.Page, Token)).ExpectSuccess().Text, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Home_page_is_shown_with_what_is_planned(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var link = await host.PreviewAsync(new { what = "page", path = "/", asOf = new { local = "2027-04-07T07:00" } }, Token);

        Assert.Contains("Bản xem trước", (await host.Public.GetAsync(link.Page, Token)).ExpectSuccess().Text, StringComparison.Ordinal);
        Assert.Equal(new DateTimeOffset(2027, 4, 7, 0, 0, 0, TimeSpan.Zero), link.Json.GetProperty("asOf").GetDateTimeOffset());
        Assert.DoesNotContain("Bản xem trước", (await host.Public.GetAsync("/", Token)).ExpectSuccess().Text, StringComparison.Ordinal);
        Assert.Contains("Preview", (await host.Public.GetAsync(link.Page + "?ui=en", Token)).ExpectSuccess().Text, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Page_that_moved_is_shown_where_the_link_leads(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.PublishedAsync(Token);
        var old = item.Json.GetProperty("slug").GetString();
        host.Clock.Advance(TimeSpan.FromSeconds(10));
        (await host.Admin.PutAsync(Items.Manage(item.Id), new { slug = $"{old}-moi" }, Token, ("If-Match", "*"))).ExpectSuccess();
        await host.Admin.SubmitAsync(item.Id, Token);
        await host.Admin.ApproveAsync(item.Id, 2, Token);
        var due = host.Now.AddHours(1);
        await host.Admin.PublishAsync(item.Id, Token, from: due, future: "keep");

        (await host.Public.GetAsync((await host.PreviewAsync(new { what = "page", path = $"/article/{old}", asOf = due }, Token)).Page, Token)).Expect(HttpStatusCode.OK);
        var site = await host.PreviewSiteAsync(due, Token);
        var moved = (await host.Public.GetAsync($"{site.Page}/article/{old}", Token)).Expect(HttpStatusCode.MovedPermanently);
        Assert.Equal($"{site.Page}/article/{old}-moi", moved.Headers.Location!.ToString());
        Assert.True(moved.Headers.CacheControl!.NoStore);
    }

    [Theory, OnEveryDatabase]
    public async Task Link_to_everything_answers_as_of_its_instant_in_every_form(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var due = host.Now.AddHours(5);
        var item = await host.PublishedAsync(Token, due);
        var slug = item.Json.GetProperty("slug").GetString();
        var (at, before) = (await host.PreviewSiteAsync(due, Token), await host.PreviewSiteAsync(due.AddMicroseconds(-1), Token));
        foreach (var path in new[]
        {
            "/api/v1/items?limit=100", $"/api/v1/items?q={Uri.EscapeDataString(Title(item))}", "/api/v1/sync?limit=1000", "/api/v1/feeds/all.json?limit=100", "/api/v1/feeds/Article.rss?limit=100",
            "/api/v1/feeds/all.atom?limit=100", "/api/v1/feeds/all.ninjs?limit=100", $"{Items.Delivery(item.Id)}?include=related", $"/api/v1/items/Article/{slug}",
        })
        {
            Assert.Contains(Title(item), (await host.Public.GetAsync(at.Api(path), Token)).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
            Assert.DoesNotContain(Title(item), (await host.Public.GetAsync(before.Api(path), Token)).Expect(HttpStatusCode.OK, HttpStatusCode.NotFound).Text, StringComparison.Ordinal);
            Assert.DoesNotContain(Title(item), (await host.Public.GetAsync(path, Token)).Text, StringComparison.Ordinal);
        }

        (await host.Public.GetAsync(at.Api("/api/v1/calendar"), Token)).ExpectSuccess();
        (await host.Public.GetAsync(at.Api($"/api/v1/items?asOf={host.Now.ToWire()}"), Token)).ExpectProblem(HttpStatusCode.BadRequest, "asOf");
        (await host.Public.GetAsync(at.Api("/api/v1/items?limit=0"), Token)).ExpectProblem(HttpStatusCode.BadRequest, "limit");
        Assert.Equal(0, (await host.Public.SendAsync(HttpMethod.Head, at.Api("/api/v1/items"), null, Token)).ExpectSuccess().Body.Length);
    }

    [Theory, OnEveryDatabase]
    public async Task Feed_leads_to_its_next_page_within_the_preview(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var due = host.Now.AddHours(5);
        List<string> ids = [(await host.PublishedAsync(Token, due)).Id, (await host.PublishedAsync(Token, due)).Id];
        var link = await host.PreviewSiteAsync(due, Token);

        var first = (await host.Public.GetAsync(link.Api("/api/v1/feeds/all.json?limit=1"), Token)).ExpectSuccess();
        var second = (await host.Public.GetAsync(new Uri(first.Json.GetProperty("next_url").GetString()!).PathAndQuery, Token)).ExpectSuccess();
        Assert.All([first, second], page => Assert.Contains(ids, id => page.Text.Contains(id, StringComparison.Ordinal)));
        Assert.NotEqual(first.Json.GetProperty("items")[0].GetProperty("id").GetString(), second.Json.GetProperty("items")[0].GetProperty("id").GetString());
        // the feed itself is known by its public address
        Assert.DoesNotContain("preview", first.Json.GetProperty("feed_url").GetString(), StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Link_to_everything_leads_from_page_to_page_within_the_preview(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var due = host.Now.AddHours(5);
        var other = await host.PublishedAsync(Token, due);
        var item = await host.ApprovedAsync(Token, new { body = "Nội dung.", related = new[] { other.Id } });
        await host.Admin.PublishAsync(item.Id, Token, from: due);
        var link = await host.PreviewSiteAsync(due, Token);

        var page = (await host.Public.GetAsync($"{link.Page}/article/{item.Json.GetProperty("slug").GetString()}", Token)).ExpectSuccess().Text;
        var leads = Href().Matches(page).Select(match => match.Groups["href"].Value).Where(href => href.StartsWith(link.Page, StringComparison.Ordinal)).ToList();
        Assert.Contains(link.Page, leads);
        Assert.Contains($"{link.Page}/article/{other.Json.GetProperty("slug").GetString()}", leads);
        foreach (var lead in leads.Distinct(StringComparer.Ordinal))
            Assert.Contains("Bản xem trước", (await host.Public.GetAsync(lead, Token)).ExpectSuccess().Text.Replace("Preview", "Bản xem trước", StringComparison.Ordinal), StringComparison.Ordinal);
        // under no name of its own, and with nothing that shows the public state instead
        Assert.DoesNotContain("rel=\"canonical\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/api/v1/feeds/", page, StringComparison.Ordinal);
        var nowhere = (await host.Public.GetAsync($"{link.Page}/article/khong-co", Token)).Expect(HttpStatusCode.NotFound).Text;
        Assert.Contains("Bản xem trước", nowhere, StringComparison.Ordinal);
        Assert.Contains("Không tìm thấy trang", nowhere, StringComparison.Ordinal);
    }

    private static string Title(CmsItem item) => item.Json.GetProperty("title").GetString()!;

    private static string Local(DateTimeOffset instant) => instant.ToOffset(TimeSpan.FromHours(7)).ToString("HH:mm, dd/MM/yyyy", CultureInfo.InvariantCulture);

    [GeneratedRegex("href=\"(?<href>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Href();
}
