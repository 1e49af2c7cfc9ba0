using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Tests.Media.Clips;
using Nq72.Cms.Tests.Media.Renditions;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Media.Captions;

/// <summary>Captions from the desk to readers: checked, written anew, found by search, and gone when they are taken away.</summary>
public sealed class CaptionsOfClipsTests(CmsHosts hosts, ClipSamples samples) : IClassFixture<CmsHosts>, IClassFixture<ClipSamples>
{
    private const string Srt = "1\r\n00:00:00,500 --> 00:00:01,500\r\nCháu bé đã tiêm <b>vắc xin</b> sởi.\r\n\r\n2\r\n00:00:02,000 --> 00:00:03,000\r\n<script>alert(1)</script>Trạm y tế Mẫu Sơn.\r\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task SubRip_becomes_clean_captions_with_a_transcript_that_search_finds_and_readers_get(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var id = await ClipAsync(host);
        var item = await host.ApprovedAsync(Token, MediaLibrary.With(id));
        await host.Admin.PublishAsync(item.Id, Token);
        Assert.Contains("captionsMissing", await FindingsAsync(host, id));

        var taken = (await PutAsync(host, id, "vi", Srt)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(("captions", "vi", 2), (taken.GetProperty("kind").GetString(), taken.GetProperty("lang").GetString(), taken.GetProperty("cues").GetInt32()));
        Assert.Contains("captionScriptRemoved", taken.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("code").GetString()));
        var vtt = (await host.Admin.GetAsync(Path(id, "vi"), Token)).Expect(HttpStatusCode.OK);
        Assert.Equal("text/vtt", vtt.ContentHeaders.ContentType?.MediaType);
        Assert.StartsWith("WEBVTT\n\n", vtt.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("alert", vtt.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("captionsMissing", await FindingsAsync(host, id));
        Assert.Contains(id, (await host.Admin.GetAsync($"{MediaLibrary.Path}?q=vac%20xin%20soi", Token)).ExpectSuccess().Json.GetProperty("items").EnumerateArray().Select(file => file.IdOf()));

        var media = (await host.Public.GetAsync(Items.Delivery(item.Id), Token)).ExpectSuccess().Json.GetProperty("media")[0].GetProperty("captions")[0];
        Assert.Equal(("captions", "vi", "text/vtt; charset=utf-8"), (media.GetProperty("kind").GetString(), media.GetProperty("lang").GetString(), media.GetProperty("type").GetString()));
        Assert.Equal("Cháu bé đã tiêm vắc xin sởi. Trạm y tế Mẫu Sơn.", media.GetProperty("transcript").GetString());
        var path = media.PathOf();
        Assert.Equal(vtt.Text, (await host.Public.GetAsync(path, Token)).Expect(HttpStatusCode.OK).Text);
        var page = (await host.Public.GetAsync($"/article/{item.Json.GetProperty("slug").GetString()}", Token)).ExpectSuccess();
        Assert.Contains($"<track kind=\"captions\" src=\"{CmsHost.PublicUrl}{path}\" srclang=\"vi\" label=\"tiếng Việt\" default", page.Text, StringComparison.Ordinal);

        (await host.Admin.SendAsync(HttpMethod.Delete, Path(id, "vi"), null, Token)).Expect(HttpStatusCode.NoContent);
        (await host.Admin.SendAsync(HttpMethod.Delete, Path(id, "vi"), null, Token)).Expect(HttpStatusCode.NotFound);
        (await host.Admin.GetAsync(Path(id, "vi"), Token)).Expect(HttpStatusCode.NotFound);
        (await host.Public.GetAsync(path, Token)).Expect(HttpStatusCode.NotFound);
        Assert.DoesNotContain(id, (await host.Admin.GetAsync($"{MediaLibrary.Path}?q=mau%20son", Token)).ExpectSuccess().Json.GetProperty("items").EnumerateArray().Select(file => file.IdOf()));
        Assert.Equal(["media.captions", "media.dropCaptions"], await host.RunAsync<SchedulerDb, List<string>>(db => db.Set<AuditEntry>()
            .Where(entry => entry.SubjectId == id && (entry.Action == "media.captions" || entry.Action == "media.dropCaptions")).OrderBy(entry => entry.Action).Select(entry => entry.Action).ToListAsync(Token)));
    }

    [Theory, OnEveryDatabase]
    public async Task Captions_with_faults_are_refused_by_line_and_what_there_is_stays(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var id = await ClipAsync(host);
        (await PutAsync(host, id, "vi", Srt)).Expect(HttpStatusCode.OK);
        var before = (await host.Admin.GetAsync(Path(id, "vi"), Token)).Text;

        var refused = (await PutAsync(host, id, "vi", "WEBVTT\n\n00:01.000 --> 00:00.500\nNgược\n\n00:40.000 --> 00:41.000\nMuộn\n")).ExpectProblem(HttpStatusCode.UnprocessableEntity, "captionEndsFirst").Json;
        Assert.Contains("line3", refused.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("captionAfterClip", refused.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(before, (await host.Admin.GetAsync(Path(id, "vi"), Token)).Text);
        (await PutAsync(host, id, "xx-nothing", Srt)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "unknownLanguage");
        (await PutAsync(host, id, "vi", Srt, "?kind=lyrics")).ExpectProblem(HttpStatusCode.UnprocessableEntity, "unknownValue");
        (await PutAsync(host, (await host.PdfAsync(Token)).IdOf(), "vi", Srt)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "captionsNotForKind");
        (await PutAsync(host, new string('4', 26), "vi", Srt)).Expect(HttpStatusCode.NotFound);
        (await PutAsync(host, id, "vi", new string('a', (2 << 20) + 1))).ExpectProblem(HttpStatusCode.UnprocessableEntity, "captionTooLarge");
    }

    [Theory, OnEveryDatabase]
    public async Task Chapters_stand_beside_captions(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var id = await ClipAsync(host);
        (await PutAsync(host, id, "vi", Srt)).Expect(HttpStatusCode.OK);
        (await PutAsync(host, id, "vi", "00:00 Mở đầu\n00:02 Tiêm chủng\n", "?kind=chapters")).Expect(HttpStatusCode.OK);

        Assert.Contains("00:00:02.000 --> ", (await host.Admin.GetAsync($"{Path(id, "vi")}?kind=chapters", Token)).Text, StringComparison.Ordinal);
        Assert.Equal(["captions vi", "chapters vi"], (await host.MediaAsync(id, Token)).GetProperty("captions").EnumerateArray().Select(one => $"{one.GetProperty("kind").GetString()} {one.GetProperty("lang").GetString()}"));
        (await host.Admin.SendAsync(HttpMethod.Delete, $"{Path(id, "vi")}?kind=chapters", null, Token)).Expect(HttpStatusCode.NoContent);
        (await host.Admin.GetAsync(Path(id, "vi"), Token)).Expect(HttpStatusCode.OK);
    }

    [Theory, OnEveryDatabase]
    public async Task Preflight_warns_of_a_clip_without_captions_in_the_items_language(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var id = await ClipAsync(host);
        var item = await host.ApprovedAsync(Token, MediaLibrary.With(id));
        var release = await host.ReleaseAsync(host.Now.AddDays(2), Token, new { id = item.Id });

        Assert.Equal("warn captionsMissing", await PreflightAsync(host, release));
        (await PutAsync(host, id, "en", Srt)).Expect(HttpStatusCode.OK);
        Assert.Equal("warn captionsMissing", await PreflightAsync(host, release));
        (await PutAsync(host, id, "vi", Srt)).Expect(HttpStatusCode.OK);
        Assert.Equal("", await PreflightAsync(host, release));
    }

    private static async Task<string> PreflightAsync(CmsHost host, string release) => string.Join(", ",
        (await host.Admin.GetAsync($"/api/v1/manage/releases/{release}/preflight", Token)).ExpectSuccess().Json.GetProperty("findings").EnumerateArray()
            .Where(finding => finding.GetProperty("field").GetString() == "fields.image").Select(finding => $"{finding.GetProperty("severity").GetString()} {finding.GetProperty("code").GetString()}"));

    private static async Task<IReadOnlyList<string>> FindingsAsync(CmsHost host, string id) =>
        [.. (await host.MediaAsync(id, Token)).GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("code").GetString()!)];

    private static string Path(string id, string lang) => $"{MediaLibrary.Path}/{id}/captions/{lang}";

    private static async Task<CmsAnswer> PutAsync(CmsHost host, string id, string lang, string text, string query = "")
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = new("text/plain");
        using var answer = await host.Admin.Http.PutAsync(new Uri(Path(id, lang) + query, UriKind.Relative), content, Token);
        return new CmsAnswer($"PUT {Path(id, lang)}", answer.StatusCode, answer.Headers, answer.Content.Headers, await answer.Content.ReadAsByteArrayAsync(Token));
    }

    private async Task<string> ClipAsync(CmsHost host)
    {
        var id = (await host.UploadAsync("Clip tiêm.mp4", ClipsTests.Another(samples.Mp4), Token)).IdOf();
        await host.MakeClipsAsync(Token);
        return (await host.DescribeAsync(id, new { people = "none" }, Token)).IdOf();
    }
}
