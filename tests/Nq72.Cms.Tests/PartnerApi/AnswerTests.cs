using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Scheduler.Releases;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.PartnerApi;

/// <summary>Conditional requests, compression, as-of answers, old addresses.</summary>
public sealed class AnswerTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Answer_has_a_strong_validator_of_its_bytes(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.PublishedAsync(Token);
        var path = Items.Delivery(item.Id);

        var first = (await host.Public.GetAsync(path, Token)).Expect(HttpStatusCode.OK);
        Assert.False(first.Headers.ETag!.IsWeak);
        Assert.Equal(host.Now, first.ContentHeaders.LastModified);
        Assert.Equal("Accept-Encoding", string.Join(',', first.Headers.Vary));
        // an epoch that moves for others' sake leaves equal bytes equal
        await host.PublishedAsync(Token);
        Assert.Equal(first.ETag, (await host.Public.GetAsync(path, Token)).ETag);

        foreach (var names in new[] { first.ETag!, $"\"x\", {first.ETag}", $"W/{first.ETag}", "*" })
        {
            var known = (await host.Public.GetAsync(path, Token, ("If-None-Match", names))).Expect(HttpStatusCode.NotModified);
            Assert.Equal((first.ETag, 0), (known.ETag, known.Body.Length));
            Assert.NotNull(known.Headers.CacheControl!.MaxAge);
        }

        (await host.Public.GetAsync(path, Token, ("If-None-Match", "\"x\""), ("If-Modified-Since", host.Now.AddDays(1).ToString("R")))).Expect(HttpStatusCode.OK);
        (await host.Public.GetAsync(path, Token, ("If-Modified-Since", host.Now.ToString("R")))).Expect(HttpStatusCode.NotModified);
        host.Clock.Advance(TimeSpan.FromSeconds(10));
        await host.NextApprovedAsync(item.Id, Token);
        await host.Admin.PublishAsync(item.Id, Token);
        var changed = (await host.Public.GetAsync(path, Token, ("If-None-Match", first.ETag!))).Expect(HttpStatusCode.OK);
        Assert.NotEqual(first.ETag, changed.ETag);
    }

    [Theory, OnEveryDatabase]
    public async Task Answer_changed_by_a_translation_is_not_taken_for_unmodified(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.PublishedAsync(Token);
        var path = Items.Delivery(item.Id);
        var since = (await host.Public.GetAsync(path, Token)).ContentHeaders.LastModified!.Value.ToString("R");
        host.Clock.Advance(TimeSpan.FromSeconds(10));
        var translation = await host.Admin.CreateItemAsync("Article", Items.Title(), Token, "en", Items.Complete, new Dictionary<string, object?> { ["translationOf"] = item.Id });
        await host.Admin.SubmitAsync(translation.Id, Token);
        await host.Admin.ApproveAsync(translation.Id, 1, Token);
        await host.Admin.PublishAsync(translation.Id, Token, from: host.Now.AddSeconds(10));
        host.Clock.Advance(TimeSpan.FromSeconds(10));

        var changed = (await host.Public.GetAsync(path, Token, ("If-Modified-Since", since))).Expect(HttpStatusCode.OK);

        Assert.Equal(translation.Id, changed.Json.GetProperty("translations")[0].GetProperty("id").GetString());
    }

    [Theory, OnEveryDatabase]
    public async Task Push_of_a_correction_says_the_first_appearance_as_pulling_does(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.PublishedAsync(Token);
        var begin = host.Now;
        host.Clock.Advance(TimeSpan.FromHours(1));
        await host.NextApprovedAsync(item.Id, Token);
        await host.Admin.PublishAsync(item.Id, Token, correction: "Sửa số liệu.");

        var push = await host.RunAsync<IContentGateway, ContentPayload>(gateway => gateway.RenderAsync(new RenderRequest("portal", item.Id, 2, DeliveryOperation.Correct, host.Now, null, null, "Sửa số liệu."), Token));

        var pushed = JsonDocument.Parse(push.Bytes).RootElement.GetProperty("item");
        Assert.Equal((begin.ToWire(), host.Now.ToWire()), (pushed.GetProperty("publishedAt").GetString(), pushed.GetProperty("updatedAt").GetString()));
        Assert.Equal((await host.Public.GetAsync(Items.Delivery(item.Id), Token)).ExpectSuccess().Text, pushed.GetRawText());
    }

    [Theory]
    [OnEveryDatabase("gzip", "gzip"), OnEveryDatabase("br", "br"), OnEveryDatabase("gzip, br", "br"), OnEveryDatabase("br;q=0, gzip", "gzip"), OnEveryDatabase("gzip;q=0,br;q=0.0", null)]
    [OnEveryDatabase("identity", null), OnEveryDatabase("deflate, x-br", null), OnEveryDatabase("gzip;q=0.5", "gzip")]
    public async Task Answer_is_compressed_as_accepted(DatabaseProvider provider, string accepted, string? expected)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.PublishedAsync(Token);
        var plain = await host.Public.GetAsync(Items.Delivery(item.Id), Token);

        var packed = (await host.Public.GetAsync(Items.Delivery(item.Id), Token, ("Accept-Encoding", accepted))).Expect(HttpStatusCode.OK);

        Assert.Equal(expected, packed.ContentHeaders.ContentEncoding.SingleOrDefault());
        Assert.Equal(plain.Text, Unpack(packed, expected));
        Assert.Equal(expected is null, plain.ETag == packed.ETag);
        (await host.Public.GetAsync(Items.Delivery(item.Id), Token, ("Accept-Encoding", accepted), ("If-None-Match", packed.ETag!))).Expect(HttpStatusCode.NotModified);
    }

    [Theory, OnEveryDatabase]
    public async Task AsOf_shows_what_is_planned_and_what_was_to_those_who_may(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var begin = host.Now;
        var item = await host.PublishedAsync(Token, begin.AddMinutes(10), begin.AddMinutes(20));
        var slug = item.Json.GetProperty("slug").GetString();
        var preview = host.Client(Scopes.Preview);
        foreach (var path in new[] { Items.Delivery(item.Id), $"/api/v1/items/Article/{slug}", $"/article/{slug}" })
        {
            foreach (var (minute, status) in new[] { (9.99, HttpStatusCode.NotFound), (10, HttpStatusCode.OK), (19.99, HttpStatusCode.OK), (20, HttpStatusCode.NotFound) })
            {
                var at = $"{path}?asOf={Uri.EscapeDataString(begin.AddMinutes(minute).ToWire())}";
                // pages take the desk's sign-in, the API takes tokens anywhere
                var answer = (await preview.GetAsync(at, Token)).Expect(status);
                Assert.Equal("no-store, private", answer.Headers.CacheControl!.ToString());
                (await host.Public.GetAsync(at, Token)).ExpectProblem(HttpStatusCode.Unauthorized, "noToken");
                (await host.Client(Scopes.Read).GetAsync(at, Token)).ExpectProblem(HttpStatusCode.Forbidden, "scope");
            }
        }

        (await host.Public.GetAsync(Items.Delivery(item.Id), Token)).Expect(HttpStatusCode.NotFound);
        host.Clock.TurnTo(begin.AddMinutes(30));
        (await preview.GetAsync($"{Items.Delivery(item.Id)}?asOf={begin.AddMinutes(15).ToWire()}", Token)).Expect(HttpStatusCode.OK);
        var list = (await preview.GetAsync($"/api/v1/items?limit=100&asOf={begin.AddMinutes(15).ToWire()}", Token)).ExpectSuccess();
        Assert.Contains(item.Id, list.Text, StringComparison.Ordinal);
    }

    [Theory]
    [OnEveryDatabase("khong"), OnEveryDatabase(""), OnEveryDatabase("2027-04-07"), OnEveryDatabase("2027-04-07T00:00:00"), OnEveryDatabase("0001-01-01T00:00:00Z"), OnEveryDatabase("9999-12-31T23:59:59Z")]
    public async Task AsOf_that_is_no_instant_of_ours_is_400(DatabaseProvider provider, string asOf)
    {
        var host = await hosts.OnAsync(provider);
        foreach (var path in new[] { "/api/v1/items", "/" })
            (await host.Client(Scopes.Preview).GetAsync($"{path}?asOf={asOf}", Token)).ExpectProblem(HttpStatusCode.BadRequest, "asOf");
    }

    [Theory, OnEveryDatabase]
    public async Task Old_slug_leads_to_the_new_one(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.PublishedAsync(Token);
        var old = item.Json.GetProperty("slug").GetString();
        host.Clock.Advance(TimeSpan.FromSeconds(10));
        (await host.Admin.PutAsync(Items.Manage(item.Id), new { slug = $"{old}-moi" }, Token, ("If-Match", "*"))).ExpectSuccess();
        await host.Admin.SubmitAsync(item.Id, Token);
        await host.Admin.ApproveAsync(item.Id, 2, Token);
        var planned = host.Now.AddSeconds(60);
        await host.Admin.PublishAsync(item.Id, Token, from: planned);

        // the new slug is not public before its instant
        (await host.Public.GetAsync($"/api/v1/items/Article/{old}-moi", Token)).Expect(HttpStatusCode.NotFound);
        (await host.Public.GetAsync($"/api/v1/items/Article/{old}", Token)).Expect(HttpStatusCode.OK);
        host.Clock.TurnTo(planned);
        (await host.Public.GetAsync($"/api/v1/items/Article/{old}-moi", Token)).Expect(HttpStatusCode.OK);
        var moved = (await host.Public.GetAsync($"/api/v1/items/Article/{old}", Token)).Expect(HttpStatusCode.MovedPermanently);
        Assert.Equal($"{CmsHost.PublicUrl}/api/v1/items/Article/{old}-moi", moved.Headers.Location!.ToString());
        Assert.Equal($"{CmsHost.PublicUrl}/article/{old}-moi", (await host.Public.GetAsync($"/article/{old}", Token)).Expect(HttpStatusCode.MovedPermanently).Headers.Location!.ToString());
        // an old address never leads to another text
        (await host.Admin.PostAsync("/api/v1/manage/items", new { type = "Article", lang = "vi", title = "a", slug = old }, Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "slugTaken");
    }

    [Theory, OnEveryDatabase]
    public async Task Answers_of_nothing_end_at_boundaries_too_and_speak_the_callers_language(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var item = await host.PublishedAsync(Token, host.Now.AddSeconds(20));

        var vi = (await host.Public.GetAsync(Items.Delivery(item.Id), Token)).ExpectProblem(HttpStatusCode.NotFound, "notFound");
        var en = (await host.Public.GetAsync(Items.Delivery(item.Id), Token, ("Accept-Language", "en-GB, vi;q=0.5"))).ExpectProblem(HttpStatusCode.NotFound, "notFound");

        Assert.Equal("public, max-age=20", vi.Headers.CacheControl!.ToString());
        Assert.Equal("Accept-Encoding, Accept-Language", string.Join(", ", vi.Headers.Vary));
        Assert.NotEqual(vi.Json.GetProperty("title").GetString(), en.Json.GetProperty("title").GetString());
        Assert.Equal(["type", "title", "status", "code"], vi.Json.EnumerateObject().Select(member => member.Name));
        host.Clock.Advance(TimeSpan.FromSeconds(20));
        (await host.Public.GetAsync(Items.Delivery(item.Id), Token)).Expect(HttpStatusCode.OK);
    }

    [Theory, OnEveryDatabase]
    public async Task Calendar_shows_a_changed_occasion_soon_and_refuses_days_that_are_none(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var key = Items.Title("ngay").Replace(' ', '-');
        const string Path = "/api/v1/calendar?from=2027-04-01&to=2027-04-30";
        Assert.DoesNotContain(key, (await host.Public.GetAsync(Path, Token)).ExpectSuccess().Text, StringComparison.Ordinal);

        (await host.Admin.PutAsync($"/api/v1/manage/occasions/{key}", new { name = "Ngày Sức khỏe", date = "04-07", evidence = "WHO" }, Token)).ExpectSuccess();
        host.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Contains(key, (await host.Public.GetAsync(Path, Token)).ExpectSuccess().Text, StringComparison.Ordinal);
        foreach (var query in new[] { "from=khong", "from=2027-02-29", "from=2027-04-02&to=2027-04-01", "from=2027-01-01&to=2037-01-01", "from=0001-01-01&to=0002-01-01", "from=9999-12-31", "from=9999-12-01&to=9999-12-31" })
            (await host.Public.GetAsync($"/api/v1/calendar?{query}", Token)).Expect(HttpStatusCode.BadRequest);
    }

    private static string Unpack(CmsAnswer answer, string? encoding)
    {
        using var packed = new MemoryStream(answer.Body.ToArray());
        using Stream plain = encoding switch { "gzip" => new GZipStream(packed, CompressionMode.Decompress), "br" => new BrotliStream(packed, CompressionMode.Decompress), _ => packed };
        using var reader = new StreamReader(plain, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
