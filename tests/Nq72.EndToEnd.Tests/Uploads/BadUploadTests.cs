using System.Diagnostics;
using System.Globalization;
using System.Net;
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

    private static readonly Dictionary<string, string?> Modest = new(StringComparer.Ordinal)
    {
        // what is made of them is as large as each needs to be looked at
        ["Nq72:Media:Images:Widths:0"] = "320", ["Nq72:Media:Images:AvifEffort"] = "0", ["Nq72:Media:Clips:Preset"] = "ultrafast",
        ["Nq72:Media:Images:Processes"] = "1", ["Nq72:Media:Images:MemoryMegabytes"] = "160",
        // the machine may be others'
        ["Nq72:Media:Images:WallSeconds"] = "60", ["Nq72:Media:Clips:ProbeSeconds"] = "60",
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // as they stand in the form's header, and as the library keeps them
    private static readonly (string Given, string Kept)[] FileNames =
    [
        ("filename=\"../../../../etc/passwd\"", "passwd"), ("filename=\"..\\..\\Windows\\x.pdf\"", "x.pdf"), ("filename=\"/etc/cron.d/x\"", "x"), ("filename=\"a\0b.pdf\"", "ab.pdf"),
        ("filename=\"...\"", "tep.pdf"), ("filename=\"<script>alert(1)</script>.pdf\"", "script.pdf"), ("filename*=UTF-8''%E1%BA%A3nh%E2%80%AEgpj.exe", "ảnhgpj.exe"), ("filename*=UTF-8''a%0D%0ASet-Cookie%3A%20x.pdf", "aSet-Cookie x.pdf"),
        ($"filename=\"{new string('a', 400)}.pdf\"", new string('a', 251) + ".pdf"), ("filename=\"CON\"", "CON"),
    ];

    [Fact]
    public async Task Every_bad_file_is_refused_or_made_safe_while_readers_are_answered()
    {
        await ImageTools.VipsAsync("colourspace", images.Png, images.Path("cmyk.jpg"), "cmyk");
        await ImageTools.VipsAsync("colourspace", images.Png, images.Path("deep.png"), "rgb16");
        await using var cms = await CmsProcess.StartNewAsync(new CmsSettings { SetupRecipe = "nq72", Further = Modest }, Stop);
        using var client = cms.Client();
        using var reader = cms.Client(null);
        client.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("vi");
        (await reader.GetAsync("/api/v1/items?limit=5", Stop)).Expect(HttpStatusCode.OK);
        (await client.GetAsync(Media, Stop)).Expect(HttpStatusCode.OK);
        await using var tree = new ProcessTree(cms.Id);
        await using var asking = new AskingReader(reader);
        var notes = new List<(BadUpload Bad, string Outcome, TimeSpan Took)>();

        foreach (var (given, kept) in FileNames)
            Assert.Equal(kept, (await SendAsync(client, given, [.. "%PDF-1.7\n% "u8, .. Encoding.UTF8.GetBytes(given)])).Expect(HttpStatusCode.Created).Json.GetProperty("items")[0].GetProperty("media").GetProperty("name").GetString());
        foreach (var bad in BadUpload.All)
        {
            var bytes = bad.Bytes(images, clips);
            var clock = Stopwatch.StartNew();
            notes.Add((bad, await OutcomeAsync(client, reader, bad.FileName, bytes), clock.Elapsed));
        }

        var (count, slowest) = await asking.EndAsync();
        Note($"{notes.Count} files; slowest {string.Join(", ", notes.OrderByDescending(note => note.Took).Take(5).Select(note => $"{note.Bad.Name} {note.Took.TotalSeconds:0.0} s"))}, median {notes.Select(note => note.Took).Order().ElementAt(notes.Count / 2).TotalMilliseconds:0} ms");
        Note($"{count} requests of a reader, slowest {slowest.TotalMilliseconds:0} ms; idle {tree.Idle} MB, peak of the program {tree.Peak} MB, of one child {tree.PeakOfChild} MB, of all together {tree.PeakTogether} MB");

        Assert.True(notes.Count >= 60);
        Assert.Empty(notes.Where(note => !note.Bad.Outcomes.Contains(note.Outcome)).Select(note => $"{note.Bad.Name}: {note.Outcome}; expected {string.Join(", ", note.Bad.Outcomes)}"));
        Assert.True(count > notes.Count / 10);
        // one picture at a time in a child that is killed at 160 MB, and clips in children that need less; in the program itself no more than buffers of what is on its way
        Assert.InRange(tree.PeakTogether - tree.Idle, 1, 300);
        await NothingIsLeftAsync(cms);
    }

    // a child that did not end, or a file that was not swept, stays for ever: it is enough that once there is none
    private static async Task NothingIsLeftAsync(CmsProcess cms)
    {
        var incoming = Path.Combine(cms.DataDirectory, "media", "incoming");
        await Eventually.TrueAsync(() => ProcessTree.Descendants(cms.Id).Count == 0 && !Directory.EnumerateFileSystemEntries(incoming).Any(), Patience, Stop, "no child and nothing half-written is left");
        var doctor = await cms.RunVerbAsync(Stop, "doctor");
        Assert.True(doctor.ExitCode == 0, doctor.Output + doctor.Error);
    }

    private static void Note(FormattableString note) => TestContext.Current.TestOutputHelper?.WriteLine(note.ToString(CultureInfo.InvariantCulture));

    private static async Task<string> OutcomeAsync(CmsClient client, CmsClient reader, string name, byte[] bytes)
    {
        var answer = await SendAsync(client, $"filename*=UTF-8''{Uri.EscapeDataString(name)}", bytes);
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
        {
            // what else would be made of it is of no interest here
            (await client.SendAsync(HttpMethod.Delete, $"{Media}/{id}", null, Stop)).Expect(HttpStatusCode.NoContent);
            return BadUpload.Safe;
        }

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

    // a form as no client would write it
    private static async Task<CmsAnswer> SendAsync(CmsClient client, string fileName, byte[] bytes)
    {
        using var form = new ByteArrayContent([.. Encoding.UTF8.GetBytes($"--x72x\r\nContent-Disposition: form-data; name=\"file\"; {fileName}\r\nContent-Type: image/jpeg\r\n\r\n"), .. bytes, .. "\r\n--x72x--\r\n"u8]);
        form.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x72x");
        using var answer = await client.Http.PostAsync(new Uri(Media, UriKind.Relative), form, Stop);
        return new CmsAnswer($"POST {fileName}", answer.StatusCode, answer.Headers, answer.Content.Headers, await answer.Content.ReadAsByteArrayAsync(Stop));
    }
}
