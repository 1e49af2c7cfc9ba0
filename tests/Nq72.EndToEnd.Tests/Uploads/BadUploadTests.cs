using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Nq72.Testing.Cms;
using Nq72.Testing.Corpus;

namespace Nq72.EndToEnd.Tests.Uploads;

/// <summary>
/// What strangers send, through the real program: each is refused with a code that says why, fails with a reason that a person sees, or is made safe; one after the other, so that
/// what each takes is its own. Meanwhile readers are answered, and memory stays within its bounds.
/// </summary>
public sealed class BadUploadTests(ImageFiles images, ClipFiles clips) : IClassFixture<ImageFiles>, IClassFixture<ClipFiles>
{
    private const string Media = "/api/v1/manage/media";

    // they are done in less than two seconds on an idle machine; this one may be others'
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // what none of them should have in what is made of it
    private static readonly byte[][] Evil = [.. new[] { "<script", "alert(", "<?php", "/*\0\0\0\0,*/", "evil-page.html", "/etc/passwd", "DOCTYPE" }.Select(Encoding.ASCII.GetBytes)];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_bad_file_is_refused_or_made_safe_while_readers_are_answered()
    {
        await ImageTools.VipsAsync("colourspace", images.Png, images.Path("cmyk.jpg"), "cmyk");
        await ImageTools.VipsAsync("colourspace", images.Png, images.Path("deep.png"), "rgb16");
        await using var cms = await CmsProcess.StartNewAsync(new CmsSettings
        {
            SetupRecipe = "nq72",
            Further = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Nq72:Media:Images:AvifEffort"] = "0", ["Nq72:Media:Images:WallSeconds"] = "60", ["Nq72:Media:Clips:ProbeSeconds"] = "60", ["Nq72:Media:Clips:Preset"] = "ultrafast" },
        }, Stop);
        using var client = cms.Client();
        using var reader = cms.Client(null);
        client.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("vi");
        (await reader.GetAsync("/api/v1/items?limit=5", Stop)).Expect(HttpStatusCode.OK);
        await client.GetAsync(Media, Stop);
        await using var tree = new ProcessTree(cms.Id);
        await using var asking = new AskingReader(reader);
        var notes = new List<(string Name, string Outcome, TimeSpan Took)>();

        foreach (var bad in BadUpload.All)
        {
            var bytes = bad.Bytes(images, clips);
            var clock = Stopwatch.StartNew();
            var outcome = await OutcomeAsync(client, reader, bad, bytes);
            notes.Add((bad.Name, outcome, clock.Elapsed));
            Console.WriteLine($"{bad.Name}: {outcome} {clock.ElapsedMilliseconds} {(bad.Outcomes.Contains(outcome) ? "" : "UNEXPECTED " + string.Join(",", bad.Outcomes))} {tree.PeakOfChild} {tree.PeakTogether}");
        }

        var (count, slowest) = await asking.EndAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{notes.Count} files, {notes.Sum(n => n.Took.TotalSeconds)} slowest: {string.Join(", ", notes.OrderByDescending(note => note.Took).Take(5).Select(note => $"{note.Name} {note.Took.TotalSeconds:0.0} s"))}; {count} readers' requests, slowest {slowest.TotalMilliseconds:0} ms; idle {tree.Idle} MB, peak {tree.Peak} MB, of one child {tree.PeakOfChild} MB, together {tree.PeakTogether} MB"));
        Assert.All(notes, note => Assert.Contains(note.Outcome, BadUpload.All.Single(bad => bad.Name == note.Name).Outcomes));
    }

    private static async Task<string> OutcomeAsync(CmsClient client, CmsClient reader, BadUpload bad, byte[] bytes)
    {
        var answer = await UploadAsync(client, bad.FileName, bytes);
        if (answer.Status != HttpStatusCode.Created)
        {
            Assert.InRange((int)answer.Status, 400, 499);
            Assert.False(string.IsNullOrWhiteSpace(answer.Json.GetProperty("detail").GetString()));
            return answer.Code!;
        }

        var id = answer.Json.GetProperty("items")[0].GetProperty("media").GetProperty("id").GetString()!;
        var media = await SettledAsync(client, id);
        if (media.GetProperty("state").GetString() == "failed")
        {
            Assert.False(string.IsNullOrWhiteSpace(media.GetProperty("failure").GetString()));
            return media.GetProperty("failureCode").GetString()!;
        }

        // readers never have what came, not even by its address
        (await reader.GetAsync(PathOf(media), Stop)).Expect(HttpStatusCode.NotFound);
        var renditions = media.GetProperty("renditions").EnumerateArray().ToList();
        foreach (var made in renditions)
        {
            var body = (await client.GetAsync(PathOf(made), Stop)).Expect(HttpStatusCode.OK).Body;
            Assert.All(Evil, evil => Assert.Equal(-1, body.Span.IndexOf(evil)));
        }

        if (renditions.Count > 0)
            return BadUpload.Safe;
        var came = (await client.GetAsync(PathOf(media), Stop)).Expect(HttpStatusCode.OK);
        Assert.Equal("nosniff", came.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.StartsWith("sandbox;", came.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(media.GetProperty("type").GetString(), came.ContentHeaders.ContentType!.ToString());
        Assert.Equal(media.GetProperty("kind").GetString() == "document" ? "attachment" : "inline", came.ContentHeaders.ContentDisposition!.DispositionType);
        return BadUpload.AsItCame;
    }

    private static async Task<JsonElement> SettledAsync(CmsClient client, string id)
    {
        var media = default(JsonElement);
        await Eventually.TrueAsync(async () =>
        {
            media = (await client.GetAsync($"{Media}/{id}", Stop)).ExpectSuccess().Json;
            return media.GetProperty("state").GetString() is "ready" or "failed";
        }, Patience, Stop, "the file is ready or has failed");
        return media;
    }

    private static string PathOf(JsonElement one) => new Uri(one.GetProperty("url").GetString()!).PathAndQuery;

    private static async Task<CmsAnswer> UploadAsync(CmsClient client, string name, byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        using var form = new MultipartFormDataContent { { content, "file", name } };
        using var answer = await client.Http.PostAsync(new Uri(Media, UriKind.Relative), form, Stop);
        return new CmsAnswer($"POST {name}", answer.StatusCode, answer.Headers, answer.Content.Headers, await answer.Content.ReadAsByteArrayAsync(Stop));
    }
}
