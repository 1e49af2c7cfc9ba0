using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Cms.Media;
using Nq72.Cms.Media.Store;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Media;

/// <summary>Files that come in parts, over a line that breaks off.</summary>
public sealed class ResumableUploadTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Parts_become_a_file_of_the_library(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var pdf = MediaSamples.Pdf(300_000);
        var begun = (await host.Admin.TryBeginAsync(pdf.Length, "Công văn 72.pdf", Token)).Expect(HttpStatusCode.Created);
        var address = begun.Headers.Location!.ToString();
        Assert.Equal(("1.0.0", "0", host.Now.AddHours(24).ToString("R", CultureInfo.InvariantCulture)), (begun.Header("Tus-Resumable"), begun.Header("Upload-Offset"), begun.Header("Upload-Expires")));

        var first = (await host.Admin.GoOnAsync(address, 0, pdf[..100_000], Token)).Expect(HttpStatusCode.NoContent);
        Assert.Equal("100000", first.Header("Upload-Offset"));
        var head = (await host.Admin.HeadAsync(address, Token)).Expect(HttpStatusCode.OK);
        Assert.Equal(("100000", pdf.Length.ToString(CultureInfo.InvariantCulture), "no-store", $"filename {TusUploads.Base64("Công văn 72.pdf")}"), (head.Header("Upload-Offset"), head.Header("Upload-Length"), head.Header("Cache-Control"), head.Header("Upload-Metadata")));
        var half = (await host.Admin.GetAsync(address, Token)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal((100_000, "Công văn 72.pdf", JsonValueKind.Null), (half.GetProperty("offset").GetInt32(), half.GetProperty("name").GetString(), half.GetProperty("media").ValueKind));
        Assert.Equal(0, await host.InDatabaseAsync(db => db.Set<MediaFile>().CountAsync(file => file.Bytes == pdf.Length, Token)));

        (await host.Admin.GoOnAsync(address, 100_000, pdf[100_000..], Token)).Expect(HttpStatusCode.NoContent);

        var whole = (await host.Admin.GetAsync(address, Token)).Expect(HttpStatusCode.OK).Json;
        var media = whole.GetProperty("media");
        Assert.Equal(("Công văn 72.pdf", "pdf", "ready", Convert.ToHexStringLower(SHA256.HashData(pdf)), false), (
            media.GetProperty("name").GetString(), media.GetProperty("format").GetString(), media.GetProperty("state").GetString(), media.GetProperty("sha256").GetString(), whole.GetProperty("existing").GetBoolean()));
        Assert.Equal(pdf, (await host.Admin.GetAsync(media.PathOf(), Token)).Expect(HttpStatusCode.OK).Body.ToArray());
        Assert.Equal(pdf.Length.ToString(CultureInfo.InvariantCulture), (await host.Admin.HeadAsync(address, Token)).Header("Upload-Offset"));
        (await host.Admin.GoOnAsync(address, pdf.Length, [], Token)).Expect(HttpStatusCode.NoContent);
        (await host.Admin.GoOnAsync(address, pdf.Length, [1], Token)).ExpectProblem(HttpStatusCode.Conflict, "uploadFinished");
        Assert.DoesNotContain(Incoming(host), path => path.Contains(address.Split('/')[^1], StringComparison.Ordinal));
        foreach (var (action, subject) in new[] { ("media.beginUpload", address.Split('/')[^1]), ("media.upload", media.IdOf()) })
            Assert.Equal(1, await CountAuditAsync(host, action, subject));
    }

    [Theory, OnEveryDatabase]
    public async Task Upload_goes_on_where_the_line_broke(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var pdf = MediaSamples.Pdf(400_000);
        var address = await host.Admin.BeginAsync(pdf.Length, "Kế hoạch.pdf", Token);

        using (await BrokenLine.SendAsync(host, host.Admin, address, 0, pdf[..150_000], pdf.Length, Token))
            await Eventually.TrueAsync(async () => await OffsetAsync(host, address) == 150_000, Patience, Token, "what was sent is here");
        var again = await WhenFreeAsync(() => host.Admin.GoOnAsync(address, 150_000, pdf[150_000..], Token));

        again.Expect(HttpStatusCode.NoContent);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(pdf)), (await MediaOfAsync(host, address)).GetProperty("sha256").GetString());
    }

    [Theory, OnEveryDatabase]
    public async Task Go_at_another_place_is_refused(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var pdf = MediaSamples.Pdf(10_000);
        var address = await host.Admin.BeginAsync(pdf.Length, "a.pdf", Token);
        (await host.Admin.GoOnAsync(address, 0, pdf[..5_000], Token)).Expect(HttpStatusCode.NoContent);

        foreach (var wrong in new[] { 0, 4_999, 5_001 })
        {
            var refused = (await host.Admin.GoOnAsync(address, wrong, pdf[5_000..6_000], Token)).ExpectProblem(HttpStatusCode.Conflict, "offsetDiffers");
            Assert.Equal(5_000, refused.Json.GetProperty("offset").GetInt32());
        }

        Assert.Equal(5_000, await OffsetAsync(host, address));
    }

    [Theory, OnEveryDatabase]
    public async Task Two_goes_at_once_do_not_mix(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var pdf = MediaSamples.Pdf(50_000);
        var address = await host.Admin.BeginAsync(pdf.Length, "a.pdf", Token);
        using (await BrokenLine.SendAsync(host, host.Admin, address, 0, pdf[..20_000], pdf.Length, Token))
        {
            await Eventually.TrueAsync(async () => await OffsetAsync(host, address) == 20_000, Patience, Token, "the first go has begun");

            var second = (await host.Admin.GoOnAsync(address, 20_000, pdf[20_000..], Token)).ExpectProblem(HttpStatusCode.Locked, "uploadBusy");
            Assert.NotNull(second.Header("Retry-After"));
            (await host.Admin.TusAsync(HttpMethod.Delete, address, null, Token)).ExpectProblem(HttpStatusCode.Locked, "uploadBusy");
            host.Clock.Advance(TimeSpan.FromDays(3));
            await SweepAsync(host);
            // what is being added to is not swept, however late it is
            Assert.Contains(Incoming(host), path => path.Contains(address.Split('/')[^1], StringComparison.Ordinal));
        }

        (await host.Admin.HeadAsync(address, Token)).Expect(HttpStatusCode.Gone);
    }

    [Theory, OnEveryDatabase]
    public async Task Upload_is_its_owners_alone(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        using var writer = await WriterAsync(host, "Người viết một");
        using var other = await WriterAsync(host, "Người viết hai");
        var pdf = MediaSamples.Pdf(10_000);
        var address = await writer.BeginAsync(pdf.Length, "a.pdf", Token);
        (await writer.GoOnAsync(address, 0, pdf[..5_000], Token)).Expect(HttpStatusCode.NoContent);

        foreach (var (asked, status) in new[]
        {
            (other.HeadAsync(address, Token), HttpStatusCode.NotFound), (other.GetAsync(address, Token), HttpStatusCode.NotFound), (other.GoOnAsync(address, 5_000, pdf[5_000..], Token), HttpStatusCode.NotFound),
            (other.TusAsync(HttpMethod.Delete, address, null, Token), HttpStatusCode.NotFound), (host.Public.GoOnAsync(address, 5_000, pdf[5_000..], Token), HttpStatusCode.Unauthorized),
            (host.Client(Scopes.Read).GoOnAsync(address, 5_000, pdf[5_000..], Token), HttpStatusCode.Forbidden),
        })
            (await asked).Expect(status);

        Assert.Equal(5_000, await OffsetAsync(host, address));
        (await host.Admin.GoOnAsync(address, 5_000, pdf[5_000..], Token)).Expect(HttpStatusCode.NoContent);
        Assert.NotEqual(JsonValueKind.Null, (await writer.GetAsync(address, Token)).Json.GetProperty("media").ValueKind);
    }

    [Theory, OnEveryDatabase]
    public async Task What_waits_too_long_is_swept_and_every_go_puts_it_off(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var pdf = MediaSamples.Pdf(10_000);
        var (kept, left) = (await host.Admin.BeginAsync(pdf.Length, "a.pdf", Token), await host.Admin.BeginAsync(pdf.Length, "b.pdf", Token));
        (await host.Admin.GoOnAsync(left, 0, pdf[..5_000], Token)).Expect(HttpStatusCode.NoContent);
        host.Clock.Advance(TimeSpan.FromHours(23));
        (await host.Admin.GoOnAsync(kept, 0, pdf[..5_000], Token)).Expect(HttpStatusCode.NoContent);
        Assert.Equal(0, (await SweepAsync(host)).Parts);
        host.Clock.Advance(TimeSpan.FromHours(1));

        // nobody waits for the sweep
        (await host.Admin.HeadAsync(left, Token)).Expect(HttpStatusCode.Gone);
        (await host.Admin.GoOnAsync(left, 5_000, pdf[5_000..], Token)).ExpectProblem(HttpStatusCode.Gone, "uploadExpired");
        Assert.Equal(1, (await SweepAsync(host)).Parts);

        (await host.Admin.HeadAsync(left, Token)).Expect(HttpStatusCode.NotFound);
        Assert.DoesNotContain(Incoming(host), path => path.Contains(left.Split('/')[^1], StringComparison.Ordinal));
        Assert.Equal(1, await CountAuditAsync(host, "media.dropUpload", left.Split('/')[^1]));
        (await host.Admin.GoOnAsync(kept, 5_000, pdf[5_000..], Token)).Expect(HttpStatusCode.NoContent);
        var media = await MediaOfAsync(host, kept);
        host.Clock.Advance(TimeSpan.FromHours(25));
        // what was finished is told of no more; its file stays
        Assert.Equal(0, (await SweepAsync(host)).Parts);
        (await host.Admin.HeadAsync(kept, Token)).Expect(HttpStatusCode.NotFound);
        (await host.Admin.GetAsync($"{MediaLibrary.Path}/{media.IdOf()}", Token)).Expect(HttpStatusCode.OK);
    }

    [Theory, OnEveryDatabase]
    public async Task What_cannot_be_taken_is_refused_before_it_is_sent(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token, "--Nq72:Media:DocumentMegabytes=1", "--Nq72:Media:VideoMegabytes=3", "--Nq72:Media:ImageMegabytes=1", "--Nq72:Media:AudioMegabytes=1", "--Nq72:Media:UnfinishedUploads=2");
        var largest = 3 * 1024 * 1024;

        var refused = (await host.Admin.TryBeginAsync(largest + 1, "a.mp4", Token)).ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "mediaTooLarge");
        Assert.Equal(largest, refused.Json.GetProperty("maxBytes").GetInt32());
        (await host.Admin.TryBeginAsync(0, "a.mp4", Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "mediaEmpty");
        (await host.Admin.TryBeginAsync(5, "a.mp4", Token, replaces: "4000000000000000000000000z")).ExpectProblem(HttpStatusCode.NotFound, "notFound");
        // of the kind, as soon as its first bytes tell it: a document has less room than a clip
        var (program, document) = (await host.Admin.BeginAsync(largest, "clip.mp4", Token), await host.Admin.BeginAsync(largest, "clip.mp4", Token));
        (await host.Admin.TryBeginAsync(5, "a.mp4", Token)).ExpectProblem(HttpStatusCode.Conflict, "uploadsTooMany");
        (await host.Admin.GoOnAsync(program, 0, [.. "MZ"u8, .. new byte[5_000]], Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "mediaNotAllowed");
        (await host.Admin.GoOnAsync(document, 0, MediaSamples.Pdf(2_000), Token)).Expect(HttpStatusCode.NoContent);
        (await host.Admin.GoOnAsync(document, await OffsetAsync(host, document), new byte[3_000], Token)).ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "mediaTooLarge");
        foreach (var gone in new[] { program, document })
            (await host.Admin.HeadAsync(gone, Token)).Expect(HttpStatusCode.NotFound);
        var both = (await host.Admin.TryBeginAsync(5_002, "tệp.exe", Token, first: [.. "MZ"u8, .. new byte[5_000]])).ExpectProblem(HttpStatusCode.UnprocessableEntity, "mediaNotAllowed");
        Assert.Equal("1.0.0", both.Header("Tus-Resumable"));
        Assert.Empty(Incoming(host));
        // a fault that only the whole shows ends it too
        var broken = MediaSamples.Zip("../x");
        var faulty = await host.Admin.BeginAsync(broken.Length, "a.docx", Token);
        (await host.Admin.GoOnAsync(faulty, 0, broken, Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "mediaUnsafe");
        Assert.Empty(Incoming(host));
    }

    [Theory, OnEveryDatabase]
    public async Task More_than_was_said_is_thrown_away(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var pdf = MediaSamples.Pdf(10_000);
        var address = await host.Admin.BeginAsync(pdf.Length, "a.pdf", Token);
        (await host.Admin.GoOnAsync(address, 0, pdf[..4_000], Token)).Expect(HttpStatusCode.NoContent);

        (await host.Admin.GoOnAsync(address, 4_000, [.. pdf[4_000..], 1], Token)).ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "uploadTooLong");
        // also where nobody said how much would come
        using var request = new HttpRequestMessage(HttpMethod.Patch, address) { Content = new StreamContent(new Endless([.. pdf[4_000..], 1])) };
        request.Headers.TransferEncodingChunked = true;
        request.Content.Headers.ContentType = new(TusUploads.OffsetStream);
        request.Headers.Add("Tus-Resumable", "1.0.0");
        request.Headers.Add("Upload-Offset", "4000");
        using var answer = await host.Admin.Http.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal(4_000, await OffsetAsync(host, address));
    }

    [Theory, OnEveryDatabase]
    public async Task Bytes_that_came_wrong_are_thrown_away(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var pdf = MediaSamples.Pdf(10_000);
        var address = await host.Admin.BeginAsync(pdf.Length, "a.pdf", Token);
        var (first, rest) = (pdf[..6_000], pdf[6_000..]);
        (await host.Admin.GoOnAsync(address, 0, first, Token, ("Upload-Checksum", $"sha1 {Convert.ToBase64String(Sha1(first))}"))).Expect(HttpStatusCode.NoContent);

        var wrong = (await host.Admin.GoOnAsync(address, 6_000, rest, Token, ("Upload-Checksum", $"sha256 {Convert.ToBase64String(SHA256.HashData(first))}"))).ExpectProblem((HttpStatusCode)460, "checksumDiffers");
        Assert.Equal(6_000, wrong.Json.GetProperty("offset").GetInt32());
        // of a go that breaks off nobody can tell whether it came right
        using (await BrokenLine.SendAsync(host, host.Admin, address, 6_000, rest[..2_000], rest.Length, Token, checksum: $"sha256 {Convert.ToBase64String(SHA256.HashData(rest))}"))
            await Eventually.TrueAsync(async () => await OffsetAsync(host, address) == 8_000, Patience, Token, "the go has begun");
        await Eventually.TrueAsync(async () => await OffsetAsync(host, address) == 6_000, Patience, Token, "what came of it is thrown away");

        var right = await WhenFreeAsync(() => host.Admin.GoOnAsync(address, 6_000, rest, Token, ("Upload-Checksum", $"sha256 {Convert.ToBase64String(SHA256.HashData(rest))}")));
        right.Expect(HttpStatusCode.NoContent);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(pdf)), (await MediaOfAsync(host, address)).GetProperty("sha256").GetString());
    }

    [Theory, OnEveryDatabase]
    public async Task First_bytes_may_come_along_and_may_be_all(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var pdf = MediaSamples.Pdf(10_000);

        var half = (await host.Admin.TryBeginAsync(pdf.Length, "a.pdf", Token, first: pdf[..3_000])).Expect(HttpStatusCode.Created);
        Assert.Equal("3000", half.Header("Upload-Offset"));
        var whole = (await host.Admin.TryBeginAsync(pdf.Length, "a.pdf", Token, first: pdf)).Expect(HttpStatusCode.Created);
        var again = (await host.Admin.GoOnAsync(half.Headers.Location!.ToString(), 3_000, pdf[3_000..], Token)).Expect(HttpStatusCode.NoContent);

        Assert.Equal(pdf.Length.ToString(CultureInfo.InvariantCulture), again.Header("Upload-Offset"));
        // the same bytes are the file that there is
        var (first, second) = (whole.Json, (await host.Admin.GetAsync(half.Headers.Location!.ToString(), Token)).Json);
        Assert.Equal((first.GetProperty("media").IdOf(), false, true), (second.GetProperty("media").IdOf(), first.GetProperty("existing").GetBoolean(), second.GetProperty("existing").GetBoolean()));
    }

    [Theory, OnEveryDatabase]
    public async Task Parts_take_the_place_of_a_file(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var (file, pdf) = (await host.PdfAsync(Token), MediaSamples.Pdf(9_000));
        var address = await host.Admin.BeginAsync(pdf.Length, "bản mới.pdf", Token, replaces: file.IdOf());

        (await host.Admin.GoOnAsync(address, 0, pdf, Token)).Expect(HttpStatusCode.NoContent);

        var media = await MediaOfAsync(host, address);
        Assert.Equal((file.IdOf(), 2, "bản mới.pdf"), (media.IdOf(), media.GetProperty("number").GetInt32(), media.GetProperty("name").GetString()));
        var other = MediaSamples.Vtt();
        var differs = await host.Admin.BeginAsync(other.Length, "phụ đề.vtt", Token, replaces: file.IdOf());
        (await host.Admin.GoOnAsync(differs, 0, other, Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "mediaKindDiffers");
        (await host.Admin.HeadAsync(differs, Token)).Expect(HttpStatusCode.NotFound);
    }

    [Theory, OnEveryDatabase]
    public async Task Dropped_upload_leaves_nothing_behind(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var pdf = MediaSamples.Pdf(9_000);
        var address = await host.Admin.BeginAsync(pdf.Length, "a.pdf", Token);
        (await host.Admin.GoOnAsync(address, 0, pdf[..5_000], Token)).Expect(HttpStatusCode.NoContent);
        var id = address.Split('/')[^1];
        Assert.Contains(Incoming(host), path => path.Contains(id, StringComparison.Ordinal));

        (await host.Admin.TusAsync(HttpMethod.Delete, address, null, Token)).Expect(HttpStatusCode.NoContent);

        Assert.DoesNotContain(Incoming(host), path => path.Contains(id, StringComparison.Ordinal));
        (await host.Admin.HeadAsync(address, Token)).Expect(HttpStatusCode.NotFound);
        (await host.Admin.GoOnAsync(address, 5_000, pdf[5_000..], Token)).ExpectProblem(HttpStatusCode.NotFound, "notFound");
        Assert.Equal(1, await CountAuditAsync(host, "media.dropUpload", id));
    }

    [Theory, OnEveryDatabase]
    public async Task Whole_upload_that_was_never_finished_is_finished_when_it_is_asked_for(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var pdf = MediaSamples.Pdf(9_000);
        var address = await host.Admin.BeginAsync(pdf.Length, "a.pdf", Token);
        // as a kill leaves it that comes after the last byte
        var store = await host.RunAsync<IBlobStore, IBlobStore>(Task.FromResult);
        await using (var part = (await store.ContinueAsync(address.Split('/')[^1], Token))!)
        {
            await part.WriteAsync(pdf, Token);
            (await host.Admin.HeadAsync(address, Token)).Expect(HttpStatusCode.Locked);
        }

        Assert.Equal(pdf.Length.ToString(CultureInfo.InvariantCulture), (await host.Admin.HeadAsync(address, Token)).Expect(HttpStatusCode.OK).Header("Upload-Offset"));

        Assert.Equal(1, await host.InDatabaseAsync(db => db.Set<MediaFile>().CountAsync(file => file.Sha256 == Convert.ToHexStringLower(SHA256.HashData(pdf)), Token)));
    }

    [Theory, OnEveryDatabase]
    public async Task Protocol_is_kept_and_its_faults_are_named(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var told = (await host.Admin.TusAsync(HttpMethod.Options, TusUploads.Path, null, Token)).Expect(HttpStatusCode.NoContent);
        Assert.Equal(("1.0.0", "creation,creation-with-upload,expiration,termination,checksum", (2048L * 1024 * 1024).ToString(CultureInfo.InvariantCulture), "sha256,sha1"), (
            told.Header("Tus-Version"), told.Header("Tus-Extension"), told.Header("Tus-Max-Size"), told.Header("Tus-Checksum-Algorithm")));
        var address = await host.Admin.BeginAsync(9_000, "a.pdf", Token);
        var old = (await host.Admin.TusAsync(HttpMethod.Patch, address, [1], Token, ("Tus-Resumable", "0.2.2"))).ExpectProblem(HttpStatusCode.PreconditionFailed, "tusVersion");
        Assert.Equal("1.0.0", old.Header("Tus-Version"));
        (await host.Admin.PostAsync(TusUploads.Path, null, Token)).ExpectProblem(HttpStatusCode.PreconditionFailed, "tusVersion");
        var json = (await host.Admin.SendAsync(HttpMethod.Patch, address, new { }, Token, ("Tus-Resumable", "1.0.0"), ("Upload-Offset", "0"))).ExpectProblem(HttpStatusCode.UnsupportedMediaType, "notOffsetStream");
        Assert.Contains("application/offset+octet-stream", json.Text, StringComparison.Ordinal);
        foreach (var (headers, code) in new ((string, string)[], string)[]
        {
            ([], "uploadLength"), ([("Upload-Length", "-1")], "uploadLength"), ([("Upload-Length", "5"), ("Upload-Metadata", "filename !!")], "uploadMetadata"), ([("Upload-Length", "5"), ("Upload-Metadata", "a YQ==,a YQ==")], "uploadMetadata"),
            ([("Upload-Length", "5"), ("Upload-Metadata", $"filename {new string('A', 4_000)}")], "uploadMetadata"), ([("Upload-Length", "5"), ("Upload-Metadata", "filename /w==")], "uploadMetadata"),
        })
            (await host.Admin.TusAsync(HttpMethod.Post, TusUploads.Path, null, Token, headers)).ExpectProblem(HttpStatusCode.BadRequest, code);
        (await host.Admin.TusAsync(HttpMethod.Patch, address, [1], Token)).ExpectProblem(HttpStatusCode.BadRequest, "uploadOffset");
        (await host.Admin.GoOnAsync(address, 0, [1], Token, ("Upload-Checksum", "md5 AAAA"))).ExpectProblem(HttpStatusCode.BadRequest, "uploadChecksum");
        var english = (await host.Admin.GoOnAsync(address, 7, [1], Token, ("Accept-Language", "en"))).ExpectProblem(HttpStatusCode.Conflict, "offsetDiffers");
        Assert.Equal("It goes on at the wrong place", english.Json.GetProperty("title").GetString());
        (await host.Admin.HeadAsync($"{TusUploads.Path}/4000000000000000000000000z", Token)).Expect(HttpStatusCode.NotFound);
        // for lines on which only POST gets through
        var pdf = MediaSamples.Pdf(200);
        var plain = await host.Admin.BeginAsync(pdf.Length, "a.pdf", Token);
        (await host.Admin.TusAsync(HttpMethod.Post, plain, pdf[..50], Token, ("X-HTTP-Method-Override", "PATCH"), ("Upload-Offset", "0"))).Expect(HttpStatusCode.NoContent);
        Assert.Equal("50", (await host.Admin.TusAsync(HttpMethod.Post, plain, null, Token, ("X-HTTP-Method-Override", "HEAD"))).Expect(HttpStatusCode.OK).Header("Upload-Offset"));
        (await host.Admin.TusAsync(HttpMethod.Post, plain, null, Token)).ExpectProblem(HttpStatusCode.MethodNotAllowed, "methodNotAllowed");
        (await host.Admin.TusAsync(HttpMethod.Post, plain, null, Token, ("X-HTTP-Method-Override", "DELETE"))).Expect(HttpStatusCode.NoContent);
        (await host.Admin.HeadAsync(plain, Token)).Expect(HttpStatusCode.NotFound);
    }

    [Theory, OnEveryDatabase]
    public async Task Full_disk_refuses_and_keeps_what_is_here(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token, "--Nq72:Media:KeepFreeMegabytes=10000000");

        (await host.Admin.TryBeginAsync(9_000, "a.pdf", Token)).ExpectProblem(HttpStatusCode.InsufficientStorage, "mediaDiskFull");
    }

    [Theory, OnEveryDatabase]
    public async Task Desk_takes_parts_only_with_its_token_against_forgery(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);

        (await host.Admin.TusAsync(HttpMethod.Post, "/admin/media/uploads", null, Token, ("Upload-Length", "5"))).Expect(HttpStatusCode.BadRequest);
        (await host.Public.TusAsync(HttpMethod.Post, "/admin/media/uploads", null, Token, ("Upload-Length", "5"), ("HX-Request", "true"))).Expect(HttpStatusCode.Unauthorized);
        (await host.Client(Scopes.Read).TusAsync(HttpMethod.Post, "/admin/media/uploads", null, Token, ("Upload-Length", "5"))).Expect(HttpStatusCode.Forbidden);
    }

    private static async Task<long> OffsetAsync(CmsHost host, string address) => long.Parse((await host.Admin.HeadAsync(address, Token)).Expect(HttpStatusCode.OK).Header("Upload-Offset")!, CultureInfo.InvariantCulture);

    private static async Task<JsonElement> MediaOfAsync(CmsHost host, string address) => (await host.Admin.GetAsync(address, Token)).Expect(HttpStatusCode.OK).Json.GetProperty("media");

    // the server hears of a broken line a moment later than the client
    private static async Task<CmsAnswer> WhenFreeAsync(Func<Task<CmsAnswer>> ask)
    {
        CmsAnswer? answer = null;
        await Eventually.TrueAsync(async () => (answer = await ask()).Status != HttpStatusCode.Locked, Patience, Token, "the broken go has ended");
        return answer!;
    }

    private static async Task<CmsClient> WriterAsync(CmsHost host, string name)
    {
        var token = (await host.Admin.PostAsync("/api/v1/manage/tokens", new { name, scopes = new[] { Scopes.Write } }, Token)).ExpectSuccess().Json.GetProperty("token").GetString()!;
        return new CmsClient(host.Url, token);
    }

    private static Task<int> CountAuditAsync(CmsHost host, string action, string subject) =>
        host.RunAsync<SchedulerDb, int>(db => db.Set<AuditEntry>().CountAsync(entry => entry.Action == action && entry.SubjectId == subject, Token));

    private static Task<Swept> SweepAsync(CmsHost host) => host.RunAsync<SweepMedia, Swept>(sweep => sweep.RunAsync(Token));

    private static string[] Incoming(CmsHost host)
    {
        var folder = Path.Combine(((FileBlobStore)host.Services.GetRequiredService<IBlobStore>()).Root, "incoming");
        return Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
    }

    private static byte[] Sha1(byte[] bytes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(bytes);
        return hash.GetHashAndReset();
    }

    // whose length nobody can ask for
    private sealed class Endless(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
