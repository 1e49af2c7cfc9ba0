using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Media;
using Nq72.Cms.Media.Store;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Media;

/// <summary>Files on their way into the library.</summary>
public sealed class MediaUploadTests(CmsHosts hosts) : IClassFixture<CmsHosts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Each_file_of_a_form_is_answered_by_itself(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var pdf = MediaSamples.Pdf();

        var answer = (await host.Admin.TryUploadAsync(Token, ("Công văn 72.pdf", pdf), ("trang.pdf", "<html>"u8.ToArray()), ("ảnh.png", MediaSamples.Jpeg()))).Expect(HttpStatusCode.OK);

        var items = answer.Json.GetProperty("items");
        Assert.Equal(3, items.GetArrayLength());
        var (first, refused, third) = (items[0].GetProperty("media"), items[1].GetProperty("problem"), items[2].GetProperty("media"));
        Assert.Equal(("Công văn 72.pdf", "document", "pdf", "ready", pdf.Length, 26), (
            first.GetProperty("name").GetString(), first.GetProperty("kind").GetString(), first.GetProperty("format").GetString(), first.GetProperty("state").GetString(), first.GetProperty("bytes").GetInt32(), first.IdOf().Length));
        Assert.Equal(("mediaNotAllowed", 422), (refused.GetProperty("code").GetString(), refused.GetProperty("status").GetInt32()));
        // what it is called counts for nothing
        Assert.Equal(("jpeg", "image/jpeg", "uploaded"), (third.GetProperty("format").GetString(), third.GetProperty("type").GetString(), third.GetProperty("state").GetString()));
        var audit = await host.RunAsync<SchedulerDb, int>(db => db.Set<AuditEntry>().CountAsync(entry => entry.Action == "media.upload" && entry.SubjectId == first.IdOf(), Token));
        Assert.Equal(1, audit);
    }

    [Theory, OnEveryDatabase]
    public async Task Same_bytes_again_are_the_file_that_there_is(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var bytes = MediaSamples.Pdf();
        var first = await host.UploadAsync("một.pdf", bytes, Token);

        var again = (await host.Admin.TryUploadAsync(Token, ("hai.pdf", bytes))).Expect(HttpStatusCode.Created).Json.GetProperty("items")[0];

        Assert.True(again.GetProperty("existing").GetBoolean());
        Assert.Equal((first.IdOf(), "một.pdf"), (again.GetProperty("media").IdOf(), again.GetProperty("media").GetProperty("name").GetString()));
    }

    [Theory, OnEveryDatabase]
    public async Task Same_bytes_at_once_become_one_file(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var bytes = MediaSamples.Pdf(100_000);

        var ids = (await Task.WhenAll(Enumerable.Range(0, 6).Select(n => host.UploadAsync($"tệp {n}.pdf", bytes, Token)))).Select(media => media.IdOf()).Distinct();

        Assert.Single(ids);
    }

    [Theory, OnEveryDatabase]
    public async Task One_refused_file_is_a_problem(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);

        (await host.Admin.TryUploadAsync(Token, ("a.mp4", []))).ExpectProblem(HttpStatusCode.UnprocessableEntity, "mediaEmpty");
        (await host.Admin.TryUploadAsync(Token, ("a.docx", MediaSamples.Zip("../x")))).ExpectProblem(HttpStatusCode.UnprocessableEntity, "mediaUnsafe");
        var none = (await host.Admin.TryUploadAsync(Token, ("a.svg", "<svg/>"u8.ToArray()), ("b.txt", "b"u8.ToArray()))).ExpectProblem(HttpStatusCode.UnprocessableEntity, "mediaNotAllowed");
        Assert.Equal(2, none.Json.GetProperty("items").GetArrayLength());
        (await host.Admin.TryUploadAsync(Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "required");
        (await host.Admin.PostAsync(MediaLibrary.Path, new { }, Token)).Expect(HttpStatusCode.UnsupportedMediaType);
        (await host.Public.TryUploadAsync(Token, ("a.pdf", MediaSamples.Pdf()))).Expect(HttpStatusCode.Unauthorized);
        (await host.Client(Scopes.Read).TryUploadAsync(Token, ("a.pdf", MediaSamples.Pdf()))).Expect(HttpStatusCode.Forbidden);
    }

    [Theory, OnEveryDatabase]
    public async Task Limits_are_by_kind_and_leave_nothing_behind(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token, "--Nq72:Media:DocumentMegabytes=1", "--Nq72:Media:FilesAtOnce=2");
        var large = MediaSamples.Pdf(1024 * 1024);

        var refused = (await host.Admin.TryUploadAsync(Token, ("lớn.pdf", large))).ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "mediaTooLarge");

        Assert.Equal(1024 * 1024, refused.Json.GetProperty("maxBytes").GetInt64());
        await host.UploadAsync("lớn.wav", [.. MediaSamples.Riff("WAVE"), .. large], Token);
        var many = (await host.Admin.TryUploadAsync(Token, ("1.pdf", MediaSamples.Pdf()), ("2.pdf", MediaSamples.Pdf()), ("3.pdf", MediaSamples.Pdf()))).Expect(HttpStatusCode.OK).Json.GetProperty("items");
        Assert.Equal("mediaTooMany", many[2].GetProperty("problem").GetProperty("code").GetString());
        var store = await host.RunAsync<IBlobStore, FileBlobStore>(store => Task.FromResult((FileBlobStore)store));
        Assert.Empty(Directory.GetFiles(Path.Combine(store.Root, "incoming")));
        Assert.Equal(3, Directory.GetFiles(store.Root, "*", SearchOption.AllDirectories).Length);
    }

    [Theory, OnEveryDatabase]
    public async Task Upload_that_would_fill_the_disk_is_refused(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token, "--Nq72:Media:KeepFreeMegabytes=10000000");

        (await host.Admin.TryUploadAsync(Token, ("a.pdf", MediaSamples.Pdf()))).ExpectProblem(HttpStatusCode.InsufficientStorage, "mediaDiskFull");
    }

    [Theory, OnEveryDatabase]
    public async Task Form_that_breaks_off_leaves_nothing_behind(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        using var form = new ByteArrayContent(Encoding.ASCII.GetBytes("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.7 nửa chừng"));
        form.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");
        var before = await CountAsync(host);

        using var answer = await host.Admin.Http.PostAsync(new Uri(MediaLibrary.Path, UriKind.Relative), form, Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("multipartCutOff", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(before, await CountAsync(host));
    }

    [Theory, OnEveryDatabase]
    public async Task Database_without_a_library_clears_no_files_of_the_folder_it_was_given(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var file = await host.PdfAsync(Token);
        await host.InDatabaseAsync(async db => await db.Set<MediaPast>().ExecuteDeleteAsync(Token) + await db.Set<MediaFile>().ExecuteDeleteAsync(Token));
        host.Clock.Advance(TimeSpan.FromDays(400));

        Assert.Equal(0, (await SweepAsync(host)).Blobs);

        await using var bytes = await OpenAsync(host, file);
        Assert.NotNull(bytes);
    }

    [Theory, OnEveryDatabase]
    public async Task Bytes_of_a_deleted_file_leave_the_disk_after_their_time(DatabaseProvider provider)
    {
        var host = await hosts.OnAsync(provider);
        var (gone, kept) = (await host.PdfAsync(Token), await host.PdfAsync(Token));
        host.Clock.Advance(TimeSpan.FromDays(400));
        (await host.Admin.SendAsync(HttpMethod.Delete, $"{MediaLibrary.Path}/{gone.IdOf()}", null, Token)).Expect(HttpStatusCode.NoContent);

        // however old they are, a backup that began before the deletion finds them
        Assert.Equal(0, (await SweepAsync(host)).Blobs);
        host.Clock.Advance(TimeSpan.FromHours(25));
        Assert.True((await SweepAsync(host)).Blobs >= 1);

        Assert.Null(await OpenAsync(host, gone));
        await (await OpenAsync(host, kept))!.DisposeAsync();
    }

    private static Task<Stream?> OpenAsync(CmsHost host, JsonElement media) => host.RunAsync<IBlobStore, Stream?>(store => store.OpenAsync(media.GetProperty("sha256").GetString()!, Token));

    private static Task<Swept> SweepAsync(CmsHost host) => host.RunAsync<SweepMedia, Swept>(sweep => sweep.RunAsync(Token));

    private static Task<int> CountAsync(CmsHost host) => host.InDatabaseAsync(db => db.Set<MediaFile>().CountAsync(Token));
}
