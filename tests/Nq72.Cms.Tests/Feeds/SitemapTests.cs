using System.Net;
using System.Xml.Linq;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Feeds;

/// <summary>What search engines are told.</summary>
public sealed class SitemapTests
{
    private static readonly XNamespace Map = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";
    private static readonly XNamespace News = "http://www.google.com/schemas/sitemap-news/0.9";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Sitemaps_hold_every_page_once_with_its_languages(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token, "--Nq72:Feeds:SitemapSize=4");
        Assert.Equal([$"{CmsHost.PublicUrl}/sitemap-1.xml", $"{CmsHost.PublicUrl}/sitemap-news.xml"], await LocationsAsync(host, "/sitemap.xml"));
        Assert.Equal([$"{CmsHost.PublicUrl}/"], await LocationsAsync(host, "/sitemap-1.xml"));

        var pages = new List<string> { $"{CmsHost.PublicUrl}/" };
        string? source = null;
        for (var i = 0; i < 5; i++)
        {
            host.Clock.Advance(TimeSpan.FromMinutes(1));
            var item = await host.ArticleAsync(Token, lang: i == 4 ? "en" : "vi", translationOf: i == 4 ? source : null);
            source ??= item.Id;
            pages.Add(Page(item));
        }

        Assert.Equal([$"{CmsHost.PublicUrl}/sitemap-1.xml", $"{CmsHost.PublicUrl}/sitemap-2.xml", $"{CmsHost.PublicUrl}/sitemap-news.xml"], await LocationsAsync(host, "/sitemap.xml"));
        Assert.Equal(pages[..4], await LocationsAsync(host, "/sitemap-1.xml"));
        Assert.Equal(pages[4..], await LocationsAsync(host, "/sitemap-2.xml"));
        (await host.Public.GetAsync("/sitemap-3.xml", Token)).ExpectProblem(HttpStatusCode.NotFound, "notFound");
        (await host.Public.GetAsync("/sitemap-0.xml", Token)).ExpectProblem(HttpStatusCode.NotFound, "notFound");
        // both languages name both, though they stand in different files
        foreach (var (file, page) in new[] { (1, pages[1]), (2, pages[5]) })
        {
            var entry = (await ReadAsync(host, $"/sitemap-{file}.xml")).Root!.Elements(Map + "url").Single(url => url.Element(Map + "loc")!.Value == page);
            Assert.Equal([("en", pages[5]), ("vi", pages[1])], entry.Elements(Html + "link").Select(link => (link.Attribute("hreflang")!.Value, link.Attribute("href")!.Value)));
            Assert.EndsWith("+07:00", entry.Element(Map + "lastmod")!.Value, StringComparison.Ordinal);
        }

        var first = (await host.Public.GetAsync("/sitemap-2.xml", Token)).ExpectSuccess();
        Assert.Equal("application/xml", first.ContentHeaders.ContentType!.MediaType);
        (await host.Public.GetAsync("/sitemap-2.xml", Token, ("If-None-Match", first.ETag!))).Expect(HttpStatusCode.NotModified);
        await host.Admin.RetractAsync(source!, "Sai.", Token);
        Assert.Equal([pages[0], .. pages[2..5]], await LocationsAsync(host, "/sitemap-1.xml"));
        // the language that is left stands alone
        Assert.Empty((await ReadAsync(host, "/sitemap-2.xml")).Descendants(Html + "link"));
    }

    [Theory, OnEveryDatabase]
    public async Task News_are_the_articles_of_two_days(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var item = await host.ArticleAsync(Token, "Tin ]]> & mới");
        await host.Admin.CreatePublishedAsync("Slogan", "Khẩu hiệu", Token);

        var entry = Assert.Single((await ReadAsync(host, "/sitemap-news.xml")).Root!.Elements(Map + "url"));
        Assert.Equal(Page(item), entry.Element(Map + "loc")!.Value);
        var news = entry.Element(News + "news")!;
        Assert.Equal(("Tin ]]> & mới", "Nq72", "vi"), (news.Element(News + "title")!.Value, news.Descendants(News + "name").Single().Value, news.Descendants(News + "language").Single().Value));
        Assert.Equal(host.Now, DateTimeOffset.Parse(news.Element(News + "publication_date")!.Value, System.Globalization.CultureInfo.InvariantCulture));

        host.Clock.Advance(TimeSpan.FromDays(2) - TimeSpan.FromSeconds(5));
        var last = (await host.Public.GetAsync("/sitemap-news.xml", Token)).ExpectSuccess();
        Assert.Equal("public, max-age=5", last.Headers.CacheControl!.ToString());
        host.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Empty((await ReadAsync(host, "/sitemap-news.xml")).Root!.Elements());
    }

    [Fact]
    public async Task Robots_are_led_to_the_sitemap_and_away_from_the_desk()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);

        var robots = (await host.Public.GetAsync("/robots.txt", Token)).Expect(HttpStatusCode.OK);

        Assert.Equal("text/plain", robots.ContentHeaders.ContentType!.MediaType);
        Assert.Contains($"Sitemap: {CmsHost.PublicUrl}/sitemap.xml\n", robots.Text, StringComparison.Ordinal);
        Assert.Contains("Disallow: /admin\n", robots.Text, StringComparison.Ordinal);
    }

    private static string Page(Nq72.Testing.Cms.CmsItem item) => $"{CmsHost.PublicUrl}/article/{item.Json.GetProperty("slug").GetString()}";

    private static async Task<XDocument> ReadAsync(CmsHost host, string path) => XDocument.Parse((await host.Public.GetAsync(path, Token)).ExpectSuccess().Text);

    private static async Task<List<string>> LocationsAsync(CmsHost host, string path) => [.. (await ReadAsync(host, path)).Descendants(Map + "loc").Select(location => location.Value)];
}
