using System.Net;
using System.Text;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Posters;

/// <summary>Posters over HTTP: who may have them, as what, and what is said when there is none.</summary>
public sealed class PosterEndpointTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private const string Templates = "/api/v1/manage/posters/templates";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Poster_comes_in_each_format_with_its_type_name_and_validator(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await SloganAsync(host, "Sức khỏe là vốn quý - Mỗi người hãy biết giữ gìn!");
        foreach (var (format, type, magic) in new[] { ("svg", "image/svg+xml", "<?xml"), ("pdf", "application/pdf", "%PDF-"), ("png", "image/png", "\u0089PNG") })
        {
            var path = Poster(item.Id, $"a3.{format}");
            var first = (await host.Admin.GetAsync(path, Token)).Expect(HttpStatusCode.OK);
            var second = (await host.Admin.GetAsync(path, Token)).Expect(HttpStatusCode.OK);

            Assert.Equal(type, first.ContentHeaders.ContentType!.MediaType);
            Assert.StartsWith(magic, Encoding.Latin1.GetString(first.Body.Span), StringComparison.Ordinal);
            Assert.Equal(first.Body.ToArray(), second.Body.ToArray());
            Assert.Matches("^\"[0-9a-f]{32}\"$", first.ETag!);
            Assert.Equal(first.ETag, second.ETag);
            Assert.Equal($"Áp phích A3 - Sức khỏe là vốn quý Mỗi người hãy biết giữ gìn.{format}", first.ContentHeaders.ContentDisposition!.FileNameStar);
            Assert.Contains("sandbox", string.Join(' ', first.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            Assert.Equal("private, no-cache", first.Headers.CacheControl!.ToString().Replace("no-cache, private", "private, no-cache", StringComparison.Ordinal));
            (await host.Admin.GetAsync(path, Token, ("If-None-Match", first.ETag!))).Expect(HttpStatusCode.NotModified);
        }

        var before = (await host.Admin.GetAsync(Poster(item.Id, "a3.svg"), Token)).ETag;
        await host.NextDraftAsync(item.Id, Token, "Sống xanh - sống lành - sống khỏe!");
        var after = await host.Admin.GetAsync(Poster(item.Id, "a3.svg"), Token, ("If-None-Match", before!));
        Assert.Contains("sống lành", after.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.NotEqual(before, after.ETag);
    }

    [Theory, OnEveryDatabase]
    public async Task Templates_are_listed_in_the_callers_language(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);

        var vietnamese = (await host.Client("preview").GetAsync(Templates, Token)).ExpectSuccess().Json.GetProperty("items");
        var english = (await host.Client("preview").GetAsync(Templates, Token, ("Accept-Language", "en"))).ExpectSuccess().Json.GetProperty("items");

        Assert.Equal(("a3", "Áp phích A3", "A3 poster"), (vietnamese[0].GetProperty("key").GetString(), vietnamese[0].GetProperty("name").GetString(), english[0].GetProperty("name").GetString()));
        Assert.Equal((1754, 2480), (vietnamese[0].GetProperty("pixels").GetProperty("width").GetInt32(), vietnamese[0].GetProperty("pixels").GetProperty("height").GetInt32()));
        Assert.Equal(["mm", "px", "mm", "px", "px"], vietnamese.EnumerateArray().Select(template => template.GetProperty("unit").GetString()));
        Assert.Contains("slogan", vietnamese[4].GetProperty("shows").EnumerateArray().Select(shown => shown.GetString()));
    }

    [Theory, OnEveryDatabase]
    public async Task Posters_are_for_those_who_may_see_drafts(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await SloganAsync(host, "Khỏe để học");
        foreach (var path in new[] { Templates, Poster(item.Id, "a3.svg") })
        {
            (await host.Public.GetAsync(path, Token)).Expect(HttpStatusCode.Unauthorized);
            (await host.Client("read").GetAsync(path, Token)).Expect(HttpStatusCode.Forbidden);
            (await host.Client("preview").GetAsync(path, Token)).Expect(HttpStatusCode.OK);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task What_cannot_be_made_is_said_with_its_code(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await SloganAsync(host, "Khỏe để học");
        (await host.Admin.GetAsync(Poster(item.Id, "a9.svg"), Token)).ExpectProblem(HttpStatusCode.NotFound, "noPosterTemplate");
        (await host.Admin.GetAsync(Poster(item.Id, "led-256x64.pdf"), Token)).ExpectProblem(HttpStatusCode.NotFound, "noPosterFormat");
        (await host.Admin.GetAsync(Poster(item.Id, "a3.exe"), Token)).ExpectProblem(HttpStatusCode.NotFound, "noPosterFormat");
        (await host.Admin.GetAsync(Poster(item.Id, "a3.svg?lang=tyz"), Token)).ExpectProblem(HttpStatusCode.NotFound, "noPosterTranslation");
        (await host.Admin.GetAsync(Poster(item.Id, "a3.svg?occasion=khong-co"), Token)).Expect(HttpStatusCode.NotFound);
        (await host.Admin.GetAsync(Poster("4000000000000000000000000z", "a3.svg"), Token)).ExpectProblem(HttpStatusCode.NotFound, "notFound");
        var tooLong = await SloganAsync(host, string.Join(' ', Enumerable.Repeat("khỏe mạnh", 30)));
        (await host.Admin.GetAsync(Poster(tooLong.Id, "led-256x64.png"), Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "posterTooLong");
        var foreign = await SloganAsync(host, "健康 là vốn quý");
        var glyphs = (await host.Admin.GetAsync(Poster(foreign.Id, "a3.png"), Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "posterGlyphs");
        Assert.NotNull(glyphs);
    }

    [Theory, OnEveryDatabase]
    public async Task What_was_taken_back_or_thrown_away_is_not_made_into_posters(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var taken = await host.Admin.CreatePublishedAsync("Slogan", Items.Title("Khỏe để làm việc"), Token, fields: Fields);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.Admin.RetractAsync(taken.Id, "Sai chữ.", Token);
        (await host.Admin.GetAsync(Poster(taken.Id, "a3.pdf"), Token)).ExpectProblem(HttpStatusCode.Conflict, "retracted");
        var trashed = await SloganAsync(host, "Khỏe để hạnh phúc");
        (await host.Admin.SendAsync(HttpMethod.Delete, Items.Manage(trashed.Id), null, Token)).ExpectSuccess();
        (await host.Admin.GetAsync(Poster(trashed.Id, "a3.pdf"), Token)).ExpectProblem(HttpStatusCode.Conflict, "trashed");
    }

    [Theory, OnEveryDatabase]
    public async Task Another_language_is_the_translation_of_the_same_slogan(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await SloganAsync(host, "Sống xanh, sống khỏe");
        await host.Admin.CreateItemAsync("Slogan", "Live green, live well", Token, "en", Fields, new Dictionary<string, object?> { ["translationOf"] = item.Id, ["authority"] = "Lạng Sơn Department of Health" });

        var english = (await host.Admin.GetAsync(Poster(item.Id, "mang-xa-hoi.svg?lang=en"), Token)).Expect(HttpStatusCode.OK).Text;

        Assert.Contains("<title id=\"t\">Live green, live well</title>", english, StringComparison.Ordinal);
        Assert.Contains("xml:lang=\"en\"", english, StringComparison.Ordinal);
    }

    private static object Fields => new { };

    private static Task<CmsItem> SloganAsync(CmsHost host, string title) => host.Admin.CreateItemAsync("Slogan", title, Token, fields: Fields, further: new Dictionary<string, object?> { ["authority"] = Slogans.Authority });

    private static string Poster(string id, string file) => $"{Items.Manage(id)}/posters/{file}";
}
