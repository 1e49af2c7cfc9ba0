using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Media;
using Nq72.Cms.Media.Renditions;
using Nq72.Cms.Media.Store;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Corpus;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Media.Renditions;

/// <summary>From an uploaded picture to what readers get: renditions, never the picture itself, and nothing in them but pixels.</summary>
public sealed class RenditionsTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    // what a file must say to be one
    private static readonly string[] OfTheFormat = ["File", "RIFF", "QuickTime", "Meta", "Track1", "ICC-header", "JFIF"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Upload_is_looked_into_and_waits_then_is_ready_with_every_rendition(DatabaseProvider provider)
    {
        ImageTools.Need();
        var host = await hosts.OnAsync(provider);
        var uploaded = await host.UploadAsync("chợ.png", MediaSamples.Picture(), Token);
        Assert.Equal(("uploaded", 700, 500, 0, "renditions waiting"), (State(uploaded), uploaded.GetProperty("width").GetInt32(), uploaded.GetProperty("height").GetInt32(), uploaded.PathsOf().Count, Work(uploaded)));

        Assert.True(await host.RunAsync<RenderMedia, bool>(render => render.RunAsync(withAvif: false, Token)));
        var ready = await host.MediaAsync(uploaded.IdOf(), Token);
        // a page can show it; what is slow is still to come
        Assert.Equal(("ready", "avif waiting"), (State(ready), Work(ready)));
        Assert.Empty(ready.PathsOf(type: "image/avif"));
        Assert.StartsWith("data:image/webp;base64,", ready.GetProperty("placeholder").GetString(), StringComparison.Ordinal);
        Assert.Matches("^#[0-9a-f]{6}$", ready.GetProperty("colour").GetString());
        Assert.False(await host.RunAsync<RenderMedia, bool>(render => render.RunAsync(withAvif: false, Token)));

        await host.RenderAsync(Token);
        var all = await host.MediaAsync(uploaded.IdOf(), Token);
        Assert.Equal("", Work(all));
        // never wider than what came: 1,280 and 1,920 became one of 700
        Assert.Equal([320, 640, 700], Widths(all, "whole", "image/avif"));
        Assert.Equal([320, 640, 700], Widths(all, "whole", "image/webp"));
        Assert.Equal([320, 640, 700], Widths(all, "whole", "image/jpeg"));
        Assert.Equal([320, 640, 700], Widths(all, "16:9", "image/webp"));
        Assert.Equal([320, 640, 667], Widths(all, "4:3", "image/avif"));
        Assert.Equal([500], Widths(all, "1:1", "image/jpeg"));
        Assert.Equal(1, await host.RunAsync<SchedulerDb, int>(db => db.Set<AuditEntry>().CountAsync(entry => entry.Action == "media.render" && entry.SubjectId == uploaded.IdOf(), Token)));
    }

    [Theory, OnEveryDatabase]
    public async Task Renditions_go_out_while_a_visible_item_uses_the_picture_and_the_picture_itself_never_does(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var picture = await host.PictureAsync(Token);
        var item = await host.ApprovedAsync(Token, MediaLibrary.With(picture.IdOf()));
        var (from, until) = (host.Now.AddMinutes(10), host.Now.AddMinutes(20));
        await host.Admin.PublishAsync(item.Id, Token, from, until);
        var paths = picture.PathsOf();
        Assert.NotEmpty(paths);

        await ExpectAsync(host, paths, HttpStatusCode.NotFound);
        host.Clock.Advance(from - host.Now - TimeSpan.FromMicroseconds(1));
        await ExpectAsync(host, paths, HttpStatusCode.NotFound);
        host.Clock.Advance(TimeSpan.FromMicroseconds(1));
        await ExpectAsync(host, paths, HttpStatusCode.OK);
        (await host.Public.GetAsync(picture.PathOf(), Token)).Expect(HttpStatusCode.NotFound);
        (await host.Admin.GetAsync(picture.PathOf(), Token)).Expect(HttpStatusCode.OK);
        host.Clock.Advance(until - host.Now);
        await ExpectAsync(host, paths, HttpStatusCode.NotFound);
        // the desk sees them always
        (await host.Admin.GetAsync(paths[0], Token)).Expect(HttpStatusCode.OK);
    }

    [Theory, OnEveryDatabase]
    public async Task Consent_taken_back_hides_renditions_at_once(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var picture = await host.PictureAsync(Token);
        await host.DescribeAsync(picture.IdOf(), new { people = "adult", consent = new { scope = "s", reference = "r" } }, Token);
        var item = await host.ApprovedAsync(Token, MediaLibrary.With(picture.IdOf()));
        await host.Admin.PublishAsync(item.Id, Token);
        await ExpectAsync(host, picture.PathsOf(), HttpStatusCode.OK);

        (await host.Admin.PostAsync($"{MediaLibrary.Path}/{picture.IdOf()}/withdraw-consent", new { reason = "Theo đề nghị." }, Token)).ExpectSuccess();

        await ExpectAsync(host, picture.PathsOf(), HttpStatusCode.NotFound);
    }

    [Theory, OnEveryDatabase]
    public async Task What_goes_out_holds_nothing_but_pixels_and_what_it_told_of_its_maker_stands_in_our_fields(DatabaseProvider provider)
    {
        ImageTools.Need();
        var host = await hosts.OnAsync(provider);
        using var folder = new TemporaryFolder("nq72-renditions-");
        var came = folder.Combine("came.png");
        await File.WriteAllBytesAsync(came, MediaSamples.Picture(), Token);
        await ImageTools.VipsAsync("jpegsave", came, folder.Combine("came.jpg"));
        await ImageTools.TagAsync(folder.Combine("came.jpg"), "-EXIF:GPSLatitude=21.8537", "-EXIF:GPSLatitudeRef=N", "-EXIF:GPSLongitude=106.7610", "-EXIF:GPSLongitudeRef=E", "-EXIF:SerialNumber=4711",
            "-EXIF:Copyright=© Báo Lạng Sơn", "-XMP-photoshop:Credit=Nông Thị B", "-EXIF:ImageDescription=Tiêm chủng ở Hữu Lũng", "-EXIF:Orientation#=6");

        var picture = await host.PictureAsync(Token, await File.ReadAllBytesAsync(folder.Combine("came.jpg"), Token), "IMG_4711.jpg");

        Assert.True(picture.GetProperty("hadPosition").GetBoolean());
        Assert.Equal((500, 700), (picture.GetProperty("width").GetInt32(), picture.GetProperty("height").GetInt32()));
        Assert.Equal(("Nông Thị B", "© Báo Lạng Sơn", "Tiêm chủng ở Hữu Lũng"), (picture.GetProperty("credit").GetString(), picture.GetProperty("licence").GetString(), picture.GetProperty("caption").GetProperty("vi").GetString()));
        Assert.Equal(["caption", "credit", "licence"], picture.GetProperty("fromFile").EnumerateArray().Select(field => field.GetString()!));
        Assert.Contains("foundInFile", Findings(picture));
        var item = await host.ApprovedAsync(Token, MediaLibrary.With(picture.IdOf()));
        await host.Admin.PublishAsync(item.Id, Token);
        foreach (var path in picture.PathsOf())
        {
            var body = (await host.Public.GetAsync(path, Token)).Expect(HttpStatusCode.OK).Body.ToArray();
            var file = folder.Combine($"out{System.IO.Path.GetExtension(path)}");
            await File.WriteAllBytesAsync(file, body, Token);
            Assert.All(await ImageTools.TagsAsync(file), tag => Assert.Contains(tag.Split(':')[0], OfTheFormat));
            Assert.Equal(-1, body.AsSpan().IndexOf("4711"u8));
        }

        // who saves it has read it
        var confirmed = await host.DescribeAsync(picture.IdOf(), new { credit = "Nông Thị Bích", licence = "© Báo Lạng Sơn" }, Token);
        Assert.Equal(["caption"], confirmed.GetProperty("fromFile").EnumerateArray().Select(field => field.GetString()!));
    }

    [Theory, OnEveryDatabase]
    public async Task Another_focal_point_makes_the_crops_again_and_only_these(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var before = await host.PictureAsync(Token);

        var told = await host.DescribeAsync(before.IdOf(), new { focalPoint = new { x = 0.1, y = 0.9 } }, Token);
        Assert.Equal(("ready", "crops waiting"), (State(told), Work(told)));
        Assert.Equal(before.PathsOf("1:1"), told.PathsOf("1:1"));
        await host.RenderAsync(Token);

        var after = await host.MediaAsync(before.IdOf(), Token);
        Assert.Equal(before.PathsOf("whole"), after.PathsOf("whole"));
        Assert.Equal(before.PathsOf("1:1").Count, after.PathsOf("1:1").Count);
        Assert.Empty(before.PathsOf("1:1").Intersect(after.PathsOf("1:1")));
        Assert.Equal("", Work(after));
        (await host.Admin.PutAsync($"{MediaLibrary.Path}/{before.IdOf()}", new { focalPoint = new { x = 1.1, y = 0 } }, Token, ("If-Match", "*"))).ExpectProblem(HttpStatusCode.UnprocessableEntity, "outOfRange");
        // the same again is nothing to do
        Assert.Equal("", Work(await host.DescribeAsync(before.IdOf(), new { focalPoint = new { x = 0.1, y = 0.9 } }, Token)));
    }

    [Theory, OnEveryDatabase]
    public async Task Replaced_picture_takes_its_renditions_with_it(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var before = await host.PictureAsync(Token);
        var item = await host.ApprovedAsync(Token, MediaLibrary.With(before.IdOf()));
        await host.Admin.PublishAsync(item.Id, Token);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(MediaSamples.Picture(600, 400)), "file", "khác.png" } };
        using var answer = await host.Admin.Http.PostAsync(new Uri($"{MediaLibrary.Path}/{before.IdOf()}/replace", UriKind.Relative), form, Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        var waiting = await host.MediaAsync(before.IdOf(), Token);
        Assert.Equal(("uploaded", 0, 600), (State(waiting), waiting.PathsOf().Count, waiting.GetProperty("width").GetInt32()));
        await ExpectAsync(host, before.PathsOf(), HttpStatusCode.NotFound);
        await host.RenderAsync(Token);
        await host.DescribeAsync(before.IdOf(), new { people = "none" }, Token);
        await ExpectAsync(host, (await host.MediaAsync(before.IdOf(), Token)).PathsOf(), HttpStatusCode.OK);
    }

    [Theory, OnEveryDatabase]
    public async Task Items_tell_partners_of_every_rendition_and_of_none_before_the_picture_is_ready(DatabaseProvider provider)
    {
        ImageTools.Need();
        var host = await hosts.OnAsync(provider);
        var id = (await host.UploadAsync("Tiêm.png", MediaSamples.Picture(), Token)).IdOf();
        await host.DescribeAsync(id, new { alt = new { vi = "Bé được tiêm" }, people = "none", focalPoint = new { x = 0.75, y = 0.25 } }, Token);
        var item = await host.ApprovedAsync(Token, MediaLibrary.With(id));
        await host.Admin.PublishAsync(item.Id, Token);
        Assert.Equal(0, (await host.Public.GetAsync(Items.Delivery(item.Id), Token)).ExpectSuccess().Json.GetProperty("media").GetArrayLength());

        await host.RenderAsync(Token);

        // the answer that was kept ready is not what is given now
        var media = (await host.Public.GetAsync(Items.Delivery(item.Id), Token)).ExpectSuccess().Json.GetProperty("media")[0];
        Assert.Equal((id, "image", "image/jpeg", 700, 500, "Bé được tiêm", 0.75), (
            media.IdOf(), media.GetProperty("kind").GetString(), media.GetProperty("type").GetString(), media.GetProperty("width").GetInt32(), media.GetProperty("height").GetInt32(), media.GetProperty("alt").GetString(),
            media.GetProperty("focalPoint").GetProperty("x").GetDouble()));
        Assert.Matches("^#[0-9a-f]{6}$", media.GetProperty("colour").GetString());
        Assert.StartsWith("data:", media.GetProperty("placeholder").GetString(), StringComparison.Ordinal);
        var desk = await host.MediaAsync(id, Token);
        Assert.Equal(desk.PathsOf(), media.PathsOf());
        Assert.Contains(media.PathOf(), media.PathsOf("whole", "image/jpeg"));
        (await host.Public.GetAsync(media.PathOf(), Token)).Expect(HttpStatusCode.OK);
    }

    [Theory, OnEveryDatabase]
    public async Task Sweep_keeps_what_was_made_and_clears_what_a_kill_left_and_what_was_made_anew(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var before = await host.PictureAsync(Token);
        await host.DescribeAsync(before.IdOf(), new { focalPoint = new { x = 0.0, y = 0.0 } }, Token);
        await host.RenderAsync(Token);
        var store = (FileBlobStore)host.Services.GetService(typeof(IBlobStore))!;
        var left = Directory.CreateDirectory(System.IO.Path.Combine(store.Root, "incoming", ".render-left")).FullName;
        host.Clock.Advance(TimeSpan.FromDays(2));
        Directory.SetLastWriteTimeUtc(left, host.Now.UtcDateTime.AddHours(-2));

        var swept = await host.RunAsync<SweepMedia, Swept>(sweep => sweep.RunAsync(Token));

        var after = await host.MediaAsync(before.IdOf(), Token);
        Assert.Equal((1, before.PathsOf().Except(after.PathsOf()).Count()), (swept.Drafts, swept.Blobs));
        Assert.False(Directory.Exists(left));
        foreach (var path in after.PathsOf())
            (await host.Admin.GetAsync(path, Token)).Expect(HttpStatusCode.OK);
    }

    [Theory, OnEveryDatabase]
    public async Task Picture_with_too_many_pixels_or_cut_off_is_refused_before_anything_is_kept(DatabaseProvider provider)
    {
        ImageTools.Need();
        await using var host = await CmsHost.StartNewAsync(provider, Token, "--Nq72:Media:Images:MaxMegapixels=1");

        (await host.Admin.TryUploadAsync(Token, ("lớn.png", MediaSamples.Picture(1200, 900)))).ExpectProblem(HttpStatusCode.UnprocessableEntity, "imageTooManyPixels");
        (await host.Admin.TryUploadAsync(Token, ("cụt.png", MediaSamples.Picture()[..5_000]))).ExpectProblem(HttpStatusCode.UnprocessableEntity, "imageTruncated");

        var store = (FileBlobStore)host.Services.GetService(typeof(IBlobStore))!;
        Assert.Empty(Directory.GetFiles(store.Root, "*", SearchOption.AllDirectories));
        Assert.Equal(0, await host.InDatabaseAsync(db => db.Set<MediaFile>().CountAsync(Token)));
    }

    [Theory, OnEveryDatabase]
    public async Task Picture_that_comes_in_parts_is_looked_into_as_any_other(DatabaseProvider provider)
    {
        ImageTools.Need();
        var host = await hosts.OnAsync(provider);
        var (whole, broken) = (MediaSamples.Picture(64, 48), MediaSamples.Picture()[..5_000]);

        Assert.Equal(HttpStatusCode.NoContent, await InPartsAsync(host, whole));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await InPartsAsync(host, broken));

        await host.RenderAsync(Token);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(whole));
        var file = await host.InDatabaseAsync(db => db.Set<MediaFile>().SingleAsync(row => row.Sha256 == hash, Token));
        Assert.Equal((MediaState.Ready, 64, 48), (file.State, file.Width, file.Height));
    }

    private static async Task<HttpStatusCode> InPartsAsync(CmsHost host, byte[] bytes)
    {
        using var begin = new HttpRequestMessage(HttpMethod.Post, $"{MediaLibrary.Path}/uploads");
        begin.Headers.Add("Tus-Resumable", "1.0.0");
        begin.Headers.Add("Upload-Length", $"{bytes.Length}");
        using var begun = await host.Admin.Http.SendAsync(begin, Token);
        using var go = new HttpRequestMessage(HttpMethod.Patch, new Uri(begun.Headers.Location!.ToString().Replace(CmsHost.PublicUrl, "", StringComparison.Ordinal), UriKind.RelativeOrAbsolute)) { Content = new ByteArrayContent(bytes) };
        go.Headers.Add("Tus-Resumable", "1.0.0");
        go.Headers.Add("Upload-Offset", "0");
        go.Content.Headers.ContentType = new("application/offset+octet-stream");
        using var gone = await host.Admin.Http.SendAsync(go, Token);
        return gone.StatusCode;
    }

    private static async Task ExpectAsync(CmsHost host, IReadOnlyList<string> paths, HttpStatusCode status)
    {
        Assert.NotEmpty(paths);
        foreach (var path in paths)
            (await host.Public.GetAsync(path, Token)).Expect(status);
    }

    private static string State(JsonElement media) => media.GetProperty("state").GetString()!;

    private static string Work(JsonElement media) => string.Join(", ", media.GetProperty("work").EnumerateArray().Select(work => $"{work.GetProperty("kind").GetString()} {work.GetProperty("state").GetString()}"));

    private static IEnumerable<string> Findings(JsonElement media) => media.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("code").GetString()!);

    private static IEnumerable<int> Widths(JsonElement media, string shape, string type) =>
        media.GetProperty("renditions").EnumerateArray().Where(one => one.GetProperty("shape").GetString() == shape && one.GetProperty("type").GetString() == type).Select(one => one.GetProperty("width").GetInt32());
}
