using System.Net;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Cms;

namespace Nq72.Cms.Tests.Platform;

/// <summary>Which web pages may read what: all of them what is public, those of its origins what is asked for with a key, none the desk side.</summary>
public sealed class CrossOriginTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private const string Here = "https://bao.vn";
    private const string Elsewhere = "https://example.com";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/v1/items"), InlineData("/api/v1/items/khong-co"), InlineData("/api/v1/sync"), InlineData("/api/v1/feeds/all.json"), InlineData("/api/v1/calendar"), InlineData("/openapi/v1.json"), InlineData("/api/v1/items?limit=0")]
    public async Task Public_answers_may_be_read_by_every_page_and_do_not_vary_by_it(string path)
    {
        var host = await hosts.OnAsync(DatabaseProvider.Sqlite);

        foreach (var headers in new (string, string)[][] { [], [("Origin", Elsewhere)] })
        {
            var answer = await host.Public.GetAsync(path, Token, headers);
            Assert.Equal("*", Header(answer, "Access-Control-Allow-Origin"));
            Assert.Contains("ETag", Header(answer, "Access-Control-Expose-Headers"), StringComparison.Ordinal);
            Assert.Contains("Retry-After", Header(answer, "Access-Control-Expose-Headers"), StringComparison.Ordinal);
            Assert.Null(Header(answer, "Access-Control-Allow-Credentials"));
            Assert.DoesNotContain("Origin", answer.Headers.Vary);
            // they go to everybody: nothing of how one caller stands
            Assert.Null(Header(answer, "RateLimit"));
        }
    }

    [Fact]
    public async Task Not_modified_may_be_read_too()
    {
        var host = await hosts.OnAsync(DatabaseProvider.Sqlite);
        var whole = (await host.Public.GetAsync("/api/v1/items", Token)).ExpectSuccess();

        var same = (await host.Public.GetAsync("/api/v1/items", Token, ("Origin", Elsewhere), ("If-None-Match", whole.ETag!))).Expect(HttpStatusCode.NotModified);

        Assert.Equal("*", Header(same, "Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task With_a_key_only_pages_of_its_origins_may_read()
    {
        var host = await hosts.OnAsync(DatabaseProvider.Sqlite);
        using var partner = await MakeAsync(host, Here, "https://trang2.vn");

        var own = (await partner.GetAsync("/api/v1/items", Token, ("Origin", Here))).ExpectSuccess();
        Assert.Equal(Here, Header(own, "Access-Control-Allow-Origin"));
        Assert.True(own.Headers.CacheControl!.Public);
        foreach (var headers in new (string, string)[][] { [], [("Origin", Elsewhere)], [("Origin", "https://bao.vn.example.com")], [("Origin", "http://bao.vn")], [("Origin", "null")] })
            Assert.Null(Header((await partner.GetAsync("/api/v1/items", Token, headers)).ExpectSuccess(), "Access-Control-Allow-Origin"));
        // what an outside cache keeps is for this key and this page alone
        Assert.Superset(new HashSet<string> { "Origin", "Authorization" }, own.Headers.Vary.ToHashSet());

        using var server = await MakeAsync(host);
        Assert.Null(Header((await server.GetAsync("/api/v1/items", Token, ("Origin", Here))).ExpectSuccess(), "Access-Control-Allow-Origin"));
        using var open = await MakeAsync(host, "*");
        Assert.Equal("*", Header((await open.GetAsync("/api/v1/items", Token, ("Origin", Elsewhere))).ExpectSuccess(), "Access-Control-Allow-Origin"));
        // a page whose key has run out reads why
        using var wrong = new CmsClient(host.Url, new string('x', 40));
        Assert.Equal("*", Header((await wrong.GetAsync("/api/v1/items", Token, ("Origin", Here))).ExpectProblem(HttpStatusCode.Unauthorized, "badToken"), "Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Preflight_is_answered_without_asking_further()
    {
        var host = await hosts.OnAsync(DatabaseProvider.Sqlite);

        var answer = (await host.Public.SendAsync(HttpMethod.Options, "/api/v1/items", null, Token,
            ("Origin", Elsewhere), ("Access-Control-Request-Method", "GET"), ("Access-Control-Request-Headers", "authorization,if-none-match"))).Expect(HttpStatusCode.NoContent);

        Assert.Equal("*", Header(answer, "Access-Control-Allow-Origin"));
        Assert.Equal("GET, HEAD", Header(answer, "Access-Control-Allow-Methods"));
        Assert.Contains("Authorization", Header(answer, "Access-Control-Allow-Headers"), StringComparison.Ordinal);
        Assert.Contains("If-None-Match", Header(answer, "Access-Control-Allow-Headers"), StringComparison.Ordinal);
        Assert.Equal("86400", Header(answer, "Access-Control-Max-Age"));
        (await host.Public.SendAsync(HttpMethod.Options, "/api/v1/items", null, Token)).ExpectProblem(HttpStatusCode.MethodNotAllowed, "methodNotAllowed");
    }

    [Theory]
    [InlineData("/api/v1/manage/items"), InlineData("/api/v1/MANAGE/items"), InlineData("/api/v1/manage"), InlineData("/admin"), InlineData("/api/content/khong-co")]
    public async Task Desk_side_is_for_no_page_of_another_site(string path)
    {
        var host = await hosts.OnAsync(DatabaseProvider.Sqlite);

        foreach (var client in new[] { host.Admin, host.Public })
        {
            var answers = new[]
            {
                await client.GetAsync(path, Token, ("Origin", Elsewhere)),
                await client.SendAsync(HttpMethod.Options, path, null, Token, ("Origin", Elsewhere), ("Access-Control-Request-Method", "GET")),
            };
            Assert.All(answers, answer => Assert.Null(Header(answer, "Access-Control-Allow-Origin")));
        }
    }

    private static string? Header(CmsAnswer answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) || answer.ContentHeaders.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    private static async Task<CmsClient> MakeAsync(CmsHost host, params string[] origins)
    {
        var made = (await host.Admin.PostAsync("/api/v1/manage/tokens", new { name = "trang", scopes = new[] { "read" }, origins }, Token)).Expect(HttpStatusCode.Created).Json;
        return new CmsClient(host.Url, made.GetProperty("token").GetString());
    }
}
