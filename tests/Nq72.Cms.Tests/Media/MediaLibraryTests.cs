using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Media;

/// <summary>The library at the desk: what is said of files, found of them, and how they go.</summary>
public sealed class MediaLibraryTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task What_is_said_of_a_file_is_kept_and_absent_members_keep_their_value(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var id = (await host.UploadAsync("IMG_0001.JPG", MediaSamples.Jpeg(), Token)).IdOf();

        await host.DescribeAsync(id, new
        {
            alt = "Bác sĩ khám cho cụ già", caption = new { vi = "Khám tại trạm y tế", en = "At the health station" }, credit = "Báo Lạng Sơn", licence = "CC BY 4.0", rightsUntil = "2028-01-01T00:00:00Z",
            focalPoint = new { x = 0.25, y = 0.5 }, people = "adult", consent = new { scope = "Chiến dịch 2027", reference = "ĐY-12/2027", until = new { local = "2027-12-31T00:00" } },
        }, Token);
        var described = await host.DescribeAsync(id, new { credit = (string?)null }, Token);

        Assert.Equal("Bác sĩ khám cho cụ già", described.GetProperty("alt").GetProperty("vi").GetString());
        Assert.Equal("At the health station", described.GetProperty("caption").GetProperty("en").GetString());
        Assert.Equal((JsonValueKind.Null, 0.25, "adult", "ĐY-12/2027"), (
            described.GetProperty("credit").ValueKind, described.GetProperty("focalPoint").GetProperty("x").GetDouble(), described.GetProperty("people").GetString(), described.GetProperty("consent").GetProperty("reference").GetString()));
        // the earlier of both ends, and the wall clock's midnight is seven hours earlier
        Assert.Equal("2027-12-30T17:00:00Z", described.GetProperty("publicUntil").GetString());
        Assert.Equal(["media.describe", "media.describe", "media.upload"], await host.RunAsync<SchedulerDb, List<string>>(db =>
            db.Set<AuditEntry>().Where(entry => entry.SubjectKind == "media" && entry.SubjectId == id).OrderBy(entry => entry.Action).Select(entry => entry.Action).ToListAsync(Token)));
    }

    [Theory, OnEveryDatabase]
    public async Task What_cannot_be_is_refused_with_every_reason(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var id = (await host.UploadAsync("IMG_0001.JPG", MediaSamples.Jpeg(), Token)).IdOf();
        foreach (var (body, expected) in new (string, string)[]
        {
            ("""{"alt":"IMG_0001"}""", "alt.vi altIsFileName"),
            ("""{"alt":{"vi":"anh-dep.jpg","xx":"?"}}""", "alt.vi altIsFileName, alt.xx unknownLanguage"),
            ("""{"alt":5,"people":"nobody","focalPoint":{"x":1.5,"y":0}}""", "alt wrongKind, focalPoint outOfRange, people unknownValue"),
            ("""{"consent":"có","rightsUntil":"mai","credit":7}""", "consent wrongKind, credit wrongKind, rightsUntil wrongKind"),
            ("""{"consent":{"own":"yes","tuổi":8}}""", "consent.own unknownValue, consent.tuổi unknownField"),
            ("""{"title":"x"}""", "title unknownField"),
        })
        {
            var answer = (await host.Admin.PutAsync($"{MediaLibrary.Path}/{id}", body, Token, ("If-Match", "*"))).Expect(HttpStatusCode.UnprocessableEntity);
            Assert.Equal(expected, string.Join(", ", answer.Json.GetProperty("errorCodes").EnumerateObject().SelectMany(field => field.Value.EnumerateArray().Select(code => $"{field.Name} {code.GetString()}")).Order(StringComparer.Ordinal)));
        }

        var after = (await host.Admin.GetAsync($"{MediaLibrary.Path}/{id}", Token)).ExpectSuccess().Json;
        Assert.Equal((1, 0), (after.GetProperty("revision").GetInt32(), after.GetProperty("alt").EnumerateObject().Count()));
    }

    [Theory, OnEveryDatabase]
    public async Task Nobody_is_overwritten(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var id = (await host.PdfAsync(Token)).IdOf();
        var path = $"{MediaLibrary.Path}/{id}";
        var seen = (await host.Admin.GetAsync(path, Token)).ETag!;

        (await host.Admin.PutAsync(path, new { credit = "a" }, Token)).ExpectProblem((HttpStatusCode)428, "ifMatchRequired");
        (await host.Admin.PutAsync(path, new { credit = "a" }, Token, ("If-Match", "\"x\""))).ExpectProblem(HttpStatusCode.BadRequest, "ifMatch");
        var saved = (await host.Admin.PutAsync(path, new { credit = "a" }, Token, ("If-Match", seen))).ExpectSuccess();
        var stale = (await host.Admin.PutAsync(path, new { credit = "b" }, Token, ("If-Match", seen))).ExpectProblem(HttpStatusCode.PreconditionFailed, "stale");

        Assert.Equal((1, 2), (stale.Json.GetProperty("yourRevision").GetInt32(), stale.Json.GetProperty("currentRevision").GetInt32()));
        (await host.Admin.PutAsync(path, new { credit = "b" }, Token, ("If-Match", saved.ETag!))).ExpectSuccess();
        (await host.Admin.PutAsync(path, new { credit = "c" }, Token, ("If-Match", "\"3-othertime\""))).ExpectProblem(HttpStatusCode.PreconditionFailed, "stale");
    }

    [Theory, OnEveryDatabase]
    public async Task List_goes_page_by_page_and_by_filters(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var made = new List<string>();
        foreach (var (name, bytes) in new[] { ("Sức khoẻ học đường.pdf", MediaSamples.Pdf()), ("IMG_1.jpg", MediaSamples.Jpeg()), ("IMG_2.jpg", MediaSamples.Jpeg()), ("phụ đề.vtt", MediaSamples.Vtt()), ("lời.mp3", MediaSamples.Mp3()) })
        {
            made.Insert(0, (await host.UploadAsync(name, bytes, Token)).IdOf());
            host.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await host.DescribeAsync(made[3], new { alt = "Em nhỏ rửa tay ở trường Đồng Đăng" }, Token);
        await host.DraftAsync(Token, MediaLibrary.With(made[4]));

        Assert.Equal(made, await IdsAsync(host, "limit=2"));
        Assert.Equal([made[2], made[3]], await IdsAsync(host, "kind=image&limit=1"));
        Assert.Equal([made[2]], await IdsAsync(host, "missingAlt=true"));
        Assert.Equal([made[2], made[3]], await IdsAsync(host, "state=uploaded"));
        Assert.Equal([made[4]], await IdsAsync(host, "used=true"));
        Assert.Equal(made[..4], await IdsAsync(host, "used=false"));
        Assert.Equal([made[4]], await IdsAsync(host, "q=suc%20khoe"));
        Assert.Equal([made[3]], await IdsAsync(host, "q=dong%20dang%20rua"));
        (await host.Admin.GetAsync($"{MediaLibrary.Path}?kind=sách", Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "unknownValue");
        (await host.Admin.GetAsync($"{MediaLibrary.Path}?limit=0", Token)).ExpectProblem(HttpStatusCode.BadRequest, "limit");
        (await host.Admin.GetAsync($"{MediaLibrary.Path}?cursor=khong", Token)).ExpectProblem(HttpStatusCode.BadRequest, "cursor");
        (await host.Admin.GetAsync($"{MediaLibrary.Path}/{new string('0', 26)}", Token)).ExpectProblem(HttpStatusCode.NotFound, "notFound");
    }

    [Theory, OnEveryDatabase]
    public async Task File_goes_only_when_nothing_uses_it(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var id = (await host.PdfAsync(Token)).IdOf();
        var path = $"{MediaLibrary.Path}/{id}";
        var item = await host.ApprovedAsync(Token, MediaLibrary.With(id));
        await host.Admin.PublishAsync(item.Id, Token, until: host.Now.AddHours(2));

        var refused = (await host.Admin.SendAsync(HttpMethod.Delete, path, null, Token)).ExpectProblem(HttpStatusCode.Conflict, "mediaUsed").Json.GetProperty("usedIn")[0];
        Assert.Equal((item.Id, true, true), (refused.GetProperty("id").GetString(), refused.GetProperty("isVisible").GetBoolean(), refused.GetProperty("isCurrent").GetBoolean()));

        // the newest version does without it; the visible one does not yet
        await host.Admin.PutAsync(Items.Manage(item.Id), new { fields = Items.Complete }, Token, ("If-Match", "*"));
        (await host.Admin.SendAsync(HttpMethod.Delete, path, null, Token)).ExpectProblem(HttpStatusCode.Conflict, "mediaUsed");
        host.Clock.Advance(TimeSpan.FromHours(2));
        var history = (await host.Admin.GetAsync(path, Token)).ExpectSuccess().Json.GetProperty("usedIn")[0];
        Assert.Equal((false, 1), (history.GetProperty("isCurrent").GetBoolean(), history.GetProperty("versions")[0].GetInt32()));

        (await host.Admin.SendAsync(HttpMethod.Delete, path, null, Token)).Expect(HttpStatusCode.NoContent);
        (await host.Admin.GetAsync(path, Token)).Expect(HttpStatusCode.NotFound);
        (await host.Admin.SendAsync(HttpMethod.Delete, path, null, Token)).Expect(HttpStatusCode.NotFound);
    }

    [Theory, OnEveryDatabase]
    public async Task New_file_takes_the_place_and_the_old_one_is_history(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var (old, other) = (await host.UploadAsync("cũ.mp3", MediaSamples.Mp3(tag: 20), Token), await host.UploadAsync("khác.mp3", MediaSamples.Mp3(tag: 21), Token));
        var id = old.IdOf();
        await host.DescribeAsync(id, new { people = "adult", credit = "Đài", consent = new { scope = "s", reference = "r" } }, Token);
        var item = await host.ApprovedAsync(Token, MediaLibrary.With(id));
        await host.Admin.PublishAsync(item.Id, Token);
        (await host.Public.GetAsync(old.PathOf(), Token)).Expect(HttpStatusCode.OK);

        (await ReplaceAsync(host, id, MediaSamples.Pdf())).ExpectProblem(HttpStatusCode.UnprocessableEntity, "mediaKindDiffers");
        Assert.Equal(other.IdOf(), (await ReplaceAsync(host, id, MediaSamples.Mp3(tag: 21))).ExpectProblem(HttpStatusCode.Conflict, "mediaExists").Json.GetProperty("id").GetString());
        var now = (await ReplaceAsync(host, id, MediaSamples.Mp3(tag: 22))).ExpectSuccess().Json;

        Assert.Equal((id, 2, "Đài"), (now.IdOf(), now.GetProperty("number").GetInt32(), now.GetProperty("credit").GetString()));
        // nobody knows whether those who agreed are in the new one too
        Assert.Equal(("consentMissing", JsonValueKind.Null), (now.GetProperty("findings")[0].GetProperty("code").GetString(), now.GetProperty("consent").ValueKind));
        Assert.Equal(["2 mới.mp3", "1 cũ.mp3"], now.GetProperty("history").EnumerateArray().Select(past => $"{past.GetProperty("number").GetInt32()} {past.GetProperty("name").GetString()}"));
        (await host.Public.GetAsync(old.PathOf(), Token)).Expect(HttpStatusCode.NotFound);
        (await host.Admin.GetAsync(old.PathOf(), Token)).Expect(HttpStatusCode.OK);
        (await host.Public.GetAsync(now.PathOf(), Token)).Expect(HttpStatusCode.NotFound);
        await host.DescribeAsync(id, new { people = "none" }, Token);
        (await host.Public.GetAsync(now.PathOf(), Token)).Expect(HttpStatusCode.OK);
    }

    private static async Task<Testing.Cms.CmsAnswer> ReplaceAsync(CmsHost host, string id, byte[] bytes)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", "m" } };
        form.HeaderEncodingSelector = static (_, _) => System.Text.Encoding.UTF8;
        form.First().Headers.Remove("Content-Disposition");
        form.First().Headers.TryAddWithoutValidation("Content-Disposition", "form-data; name=\"file\"; filename=\"mới.mp3\"");
        using var answer = await host.Admin.Http.PostAsync(new Uri($"{MediaLibrary.Path}/{id}/replace", UriKind.Relative), form, Token);
        return new("POST replace", answer.StatusCode, answer.Headers, answer.Content.Headers, await answer.Content.ReadAsByteArrayAsync(Token));
    }

    private static async Task<List<string>> IdsAsync(CmsHost host, string query)
    {
        var ids = new List<string>();
        string? next = null;
        do
        {
            var page = (await host.Admin.GetAsync($"{MediaLibrary.Path}?{query}{(next is null ? "" : $"&cursor={next}")}", Token)).ExpectSuccess().Json;
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(media => media.IdOf()));
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);
        return ids;
    }
}
