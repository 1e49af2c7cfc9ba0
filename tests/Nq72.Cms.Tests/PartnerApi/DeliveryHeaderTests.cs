using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.PartnerApi;

/// <summary>What caches and clients in between go by, on every route that everyone may read.</summary>
public sealed partial class DeliveryHeaderTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private const string Form = "Accept-Encoding";
    private const string Language = "Accept-Language";
    private const string Key = "Authorization";
    private const string Page = "Origin";

    // {id} and {slug} are those of an item that is visible; what varies by the key shows more to one that may preview
    private static readonly (string Route, string Path, string[] Vary)[] Routes =
    [
        ("/", "/", [Form]),
        ("/api/v1/calendar", "/api/v1/calendar?from=2027-04-01&to=2027-04-30", [Form, Key]),
        ("/api/v1/calendar.ics", "/api/v1/calendar.ics?from=2027-04-01&to=2027-04-30", [Form, Key]),
        ("/api/v1/feeds/{type}.atom", "/api/v1/feeds/all.atom", [Form]),
        ("/api/v1/feeds/{type}.json", "/api/v1/feeds/Article.json", [Form]),
        ("/api/v1/feeds/{type}.ninjs", "/api/v1/feeds/all.ninjs", [Form]),
        ("/api/v1/feeds/{type}.rss", "/api/v1/feeds/all.rss", [Form]),
        ("/api/v1/items", "/api/v1/items?limit=3", [Form]),
        ("/api/v1/items/{id}", "/api/v1/items/{id}", [Form]),
        ("/api/v1/items/{type}/{slug}", "/api/v1/items/Article/{slug}", [Form]),
        ("/api/v1/loudspeaker/{place}/{day}", "/api/v1/loudspeaker/05977/2027-04-07", [Form, Key]),
        ("/api/v1/sync", "/api/v1/sync?limit=1", [Form]),
        ("/docs", "/docs", [Form]),
        ("/openapi/v1.json", "/openapi/v1.json", [Form]),
        ("/robots.txt", "/robots.txt", [Form]),
        ("/sitemap-news.xml", "/sitemap-news.xml", [Form]),
        ("/sitemap-{file:int}.xml", "/sitemap-1.xml", [Form]),
        ("/sitemap.xml", "/sitemap.xml", [Form]),
        ("/{type:regex(^(?!admin$)[a-z][a-z0-9]*$)}/{slug}", "/article/{slug}", [Form]),
    ];

    // these answer for themselves: the desk, what monitors ask, files (those of the library by ranges too), previews that nobody keeps
    private static readonly string[] Elsewhere = ["/api/v1/manage", "/api/content", "/admin", "/health", "/metrics", "/{**path:file}", "/media/", "/preview"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Table_names_every_route_and_each_takes_HEAD()
    {
        var host = await hosts.OnAsync(DatabaseProvider.Sqlite);

        var open = host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .Select(endpoint => (Route: $"/{endpoint.RoutePattern.RawText!.Trim('/')}", Methods: endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]))
            .Where(endpoint => endpoint.Methods.Contains("GET") && !Elsewhere.Any(part => endpoint.Route.StartsWith(part, StringComparison.OrdinalIgnoreCase))).ToList();

        Assert.Equal(Routes.Select(route => route.Route), open.Select(endpoint => endpoint.Route).Distinct().Order(StringComparer.Ordinal));
        Assert.All(open, endpoint => Assert.Contains("HEAD", endpoint.Methods));
    }

    [Theory, OnEveryDatabase]
    public async Task HEAD_says_what_GET_would_and_sends_nothing(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        foreach (var path in (await PathsAsync(host)).Append("/api/v1/items/khong-co").Append("/api/v1/items?limit=0").Append("/api/v1/feeds/Nope.rss").Append("/khong/co"))
        {
            foreach (var headers in new (string, string)[][] { [], [("Accept-Encoding", "br")] })
            {
                var get = await host.Public.GetAsync(path, Token, headers);
                var head = await host.Public.SendAsync(HttpMethod.Head, path, null, Token, headers);

                Assert.Equal((get.Status, get.Body.Length), (head.Status, (int?)head.ContentHeaders.ContentLength ?? -1));
                Assert.Equal(Told(get), Told(head));
                Assert.Equal(0, head.Body.Length);
            }
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Known_answer_is_304_with_the_headers_of_the_whole_one(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        foreach (var path in await PathsAsync(host))
        {
            var whole = (await host.Public.GetAsync(path, Token)).Expect(HttpStatusCode.OK);
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
            {
                var known = (await host.Public.SendAsync(method, path, null, Token, ("If-None-Match", whole.ETag!))).Expect(HttpStatusCode.NotModified);
                Assert.Equal(0, known.Body.Length);
                // Source: RFC 9110 §15.4.5
                foreach (var name in new[] { "ETag", "Cache-Control", "Vary", "Last-Modified", "Content-Location" })
                    Assert.Equal(Header(whole, name), name == "Last-Modified" ? Header(known, name) ?? Header(whole, name) : Header(known, name));
            }
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Range_is_passed_over_and_the_whole_is_sent(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        foreach (var path in await PathsAsync(host))
        {
            var whole = (await host.Public.GetAsync(path, Token)).Expect(HttpStatusCode.OK);
            foreach (var headers in new (string, string)[][] { [("Range", "bytes=0-9")], [("Range", "bytes=999999999-")], [("Range", "bytes=0-9"), ("If-Range", whole.ETag!)], [("Range", "bytes=0-9"), ("Accept-Encoding", "gzip")] })
            {
                var answer = (await host.Public.GetAsync(path, Token, headers)).Expect(HttpStatusCode.OK);
                Assert.Null(answer.ContentHeaders.ContentRange);
                Assert.Empty(answer.Headers.AcceptRanges);
                Assert.Equal(answer.Body.Length, (int)answer.ContentHeaders.ContentLength!);
                if (answer.ContentHeaders.ContentEncoding.Count == 0)
                    Assert.Equal((whole.ETag, whole.Text), (answer.ETag, answer.Text));
            }
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Vary_names_what_the_answer_hangs_on_and_nothing_else(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        using var partner = await PartnerAsync(host, "https://bao.vn");
        var paths = await PathsAsync(host);
        foreach (var (path, vary) in paths.Zip(Routes.Select(route => route.Vary)))
        {
            Vary((await host.Public.GetAsync(path, Token)).Expect(HttpStatusCode.OK), vary);
            Vary((await host.Public.GetAsync(path, Token, ("Origin", "https://example.com"), ("Accept-Language", "en"))).Expect(HttpStatusCode.OK), vary);
            // how the key stands is told with it; a page of its origins may read what is the API
            string[] withKey = [.. vary, Key, .. IsApi(path) ? [Page] : Array.Empty<string>()];
            var own = (await partner.GetAsync(path, Token, ("Origin", "https://bao.vn"))).Expect(HttpStatusCode.OK);
            Vary(own, withKey);
            Vary((await partner.GetAsync(path, Token)).Expect(HttpStatusCode.OK), withKey);
            Vary((await partner.GetAsync(path, Token, ("If-None-Match", own.ETag!))).Expect(HttpStatusCode.NotModified), withKey);
        }

        // what is wrong is said in the caller's language; only what ends at a boundary may be kept
        foreach (var (path, kept) in new[] { ("/api/v1/items/khong-co", true), ("/api/v1/items/Article/khong-co", true), ("/sitemap-99.xml", true), ("/api/v1/items?limit=0", false), ("/api/v1/feeds/Nope.rss", false), ("/api/v1/sync?since=x", false) })
        {
            var answer = await host.Public.GetAsync(path, Token);
            Vary(answer, kept ? [Form, Language] : [Language]);
            Assert.Equal(!kept, answer.Headers.CacheControl!.NoStore);
            Vary(await partner.GetAsync(path, Token), kept ? [Form, Language, Key, .. IsApi(path) ? [Page] : Array.Empty<string>()] : [Language, Key, Page]);
        }

        // shows what is planned: for nobody's cache
        Assert.Equal("no-store, private", (await host.Client(Scopes.Preview).GetAsync(Routes[1].Path, Token)).ExpectSuccess().Headers.CacheControl!.ToString());
    }

    [Theory, OnEveryDatabase]
    public async Task Lifetime_ends_at_the_boundary_with_all_that_a_cache_may_add(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token, "--Nq72:Cache:MaxAge=5", "--Nq72:Cache:StaleWhileRevalidate=3");
        var appears = host.Now.AddSeconds(10);
        var item = await host.PublishedAsync(Token, appears);
        string[] paths = ["/api/v1/items", Items.Delivery(item.Id), "/api/v1/sync", "/api/v1/feeds/all.rss", "/", "/sitemap.xml"];
        for (var left = 10.0; left > 0; left -= 0.25)
        {
            foreach (var path in paths)
            {
                var (fresh, stale) = Lifetime(await host.Public.GetAsync(path, Token));
                var room = (int)Math.Floor(left);
                Assert.Equal((left, path, Math.Min(5, room), Math.Clamp(room - 5, 0, 3)), (left, path, fresh, stale ?? 0));
                Assert.True(stale is null or > 0);
            }

            host.Clock.Advance(TimeSpan.FromSeconds(0.25));
        }

        Assert.Equal(appears, host.Now);
        foreach (var path in paths)
            Assert.Equal((5, 3), Lifetime((await host.Public.GetAsync(path, Token)).Expect(HttpStatusCode.OK)));
    }

    [Theory]
    [OnEveryDatabase(null, null, "public, max-age=30, stale-while-revalidate=10"), OnEveryDatabase(null, "0", "public, max-age=30"), OnEveryDatabase("0", null, "public, max-age=0")]
    [OnEveryDatabase("5", null, "public, max-age=5, stale-while-revalidate=5"), OnEveryDatabase("60", "40", "public, max-age=60, stale-while-revalidate=40")]
    public async Task Lifetime_is_bounded_by_the_settings(DatabaseProvider provider, string? maxAge, string? stale, string expected)
    {
        string[] settings = [.. maxAge is null ? Array.Empty<string>() : [$"--Nq72:Cache:MaxAge={maxAge}"], .. stale is null ? Array.Empty<string>() : [$"--Nq72:Cache:StaleWhileRevalidate={stale}"]];
        await using var host = await CmsHost.StartNewAsync(provider, Token, settings);
        var item = await host.PublishedAsync(Token);

        foreach (var path in new[] { Items.Delivery(item.Id), "/api/v1/items/khong-co", "/openapi/v1.json" })
            Assert.Equal(expected, Header(await host.Public.GetAsync(path, Token), "Cache-Control"));
    }

    [Fact]
    public async Task Files_are_sent_whole_too()
    {
        var host = await hosts.OnAsync(DatabaseProvider.Sqlite);
        var sheet = StyleSheet().Match((await host.Public.GetAsync("/", Token)).ExpectSuccess().Text).Groups["path"].Value;
        var whole = (await host.Public.GetAsync(sheet, Token)).Expect(HttpStatusCode.OK);

        foreach (var headers in new (string, string)[][] { [("Range", "bytes=5-14")], [("Range", "bytes=99999999-")], [("Range", "bytes=5-14"), ("If-Range", whole.ETag!)], [("Range", "bytes=5-14"), ("Accept-Encoding", "gzip")] })
        {
            var answer = (await host.Public.GetAsync(sheet, Token, headers)).Expect(HttpStatusCode.OK);
            Assert.Null(answer.ContentHeaders.ContentRange);
            if (answer.ContentHeaders.ContentEncoding.Count == 0)
                Assert.Equal(whole.Text, answer.Text);
        }

        (await host.Public.GetAsync(sheet, Token, ("If-None-Match", whole.ETag!))).Expect(HttpStatusCode.NotModified);
    }

    [GeneratedRegex("href=\"(?<path>[^\"]+\\.css[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StyleSheet();

    private static async Task<List<string>> PathsAsync(CmsHost host)
    {
        var item = await host.PublishedAsync(Token);
        return [.. Routes.Select(route => route.Path.Replace("{id}", item.Id, StringComparison.Ordinal).Replace("{slug}", item.Json.GetProperty("slug").GetString(), StringComparison.Ordinal))];
    }

    private static async Task<CmsClient> PartnerAsync(CmsHost host, params string[] origins)
    {
        var made = (await host.Admin.PostAsync("/api/v1/manage/tokens", new { name = "trang", scopes = new[] { "read" }, origins }, Token)).Expect(HttpStatusCode.Created).Json;
        return new CmsClient(host.Url, made.GetProperty("token").GetString());
    }

    private static bool IsApi(string path) => path.StartsWith("/api", StringComparison.Ordinal) || path.StartsWith("/openapi", StringComparison.Ordinal);

    private static void Vary(CmsAnswer answer, params string[] expected) =>
        Assert.Equal((answer.Request, string.Join(", ", expected.Distinct().Order())), (answer.Request, string.Join(", ", answer.Headers.Vary.Order())));

    private static (int Fresh, int? Stale) Lifetime(CmsAnswer answer)
    {
        var control = answer.Headers.CacheControl!;
        Assert.True(control.Public);
        var stale = control.Extensions.SingleOrDefault(extension => extension.Name == "stale-while-revalidate");
        return ((int)control.MaxAge!.Value.TotalSeconds, stale is null ? null : int.Parse(stale.Value!, System.Globalization.CultureInfo.InvariantCulture));
    }

    // in the order of names; when it was sent may differ
    private static string Told(CmsAnswer answer) => string.Join('\n', answer.Headers.Concat<KeyValuePair<string, IEnumerable<string>>>(answer.ContentHeaders)
        .Where(header => header.Key is not ("Date" or "Transfer-Encoding" or "Connection")).Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order(StringComparer.Ordinal));

    private static string? Header(CmsAnswer answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) || answer.ContentHeaders.TryGetValues(name, out values) ? string.Join(", ", values) : null;
}
