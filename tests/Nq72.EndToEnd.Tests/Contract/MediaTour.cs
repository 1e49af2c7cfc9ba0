using System.Net;
using System.Text;
using Nq72.Testing.Cms;

namespace Nq72.EndToEnd.Tests.Contract;

/// <summary>The part of the walk that goes through the library: uploads, descriptions, consent, replacement, with some wrong turns.</summary>
internal sealed class MediaTour(CmsClient desk, CancellationToken cancel)
{
    private const string Media = "api/v1/manage/media";
    private const string Uploads = "api/v1/manage/media/uploads";
    private const string Unknown = "4000000000000000000000000z";
    private const int MostCaptions = 2 * 1024 * 1024;

    private static readonly byte[] BrokenPicture = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAEAAAAAwCAIAAAAuKetIAAAAPElEQVRVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVWu3McBAAAAAElFTkSuQmCC");

    public async Task WalkAsync()
    {
        var captions = (await UploadAsync(("phu-de-rua-tay.vtt", Captions("Rửa tay bằng xà phòng.")))).Expect(HttpStatusCode.Created);
        await RefusedAsync();
        var file = ItemOf(captions);
        await DescribeAsync(file);
        await ReplaceAsync(file);
        await WithdrawAsync();
        await RetryAsync();
        await InPartsAsync();
        await ClipAsync();
        await Ok(desk.GetAsync($"{Media}?kind=captions&q=rua%20tay&limit=2", cancel));
        await Expect(desk.GetAsync($"{Media}?limit=0", cancel), HttpStatusCode.BadRequest);
        await Expect(desk.GetAsync($"{Media}?kind=khong-co", cancel), HttpStatusCode.UnprocessableEntity);
        await Ok(desk.SendAsync(HttpMethod.Delete, $"{Media}/{file}", null, cancel));
    }

    private async Task RefusedAsync()
    {
        (await UploadAsync(("phu-de-xa-phong.vtt", Captions("Dưới vòi nước sạch.")), ("trang.html", "<html></html>"u8.ToArray()))).Expect(HttpStatusCode.OK);
        (await UploadAsync(("trang.html", "<html></html>"u8.ToArray()))).Expect(HttpStatusCode.UnprocessableEntity);
        (await UploadAsync(("phu-de-dai.vtt", Captions(new string('a', MostCaptions))))).Expect(HttpStatusCode.RequestEntityTooLarge);
        await Expect(desk.PostAsync(Media, new { }, cancel), HttpStatusCode.UnsupportedMediaType);
        using var cut = new ByteArrayContent("--abc\r\nContent-Disposition: form-data; name=\"file\"; filename=\"phu-de.vtt\"\r\n\r\nWEBVTT"u8.ToArray());
        cut.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=abc");
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(Media, cut)).Status);
    }

    private async Task DescribeAsync(string file)
    {
        await Expect(desk.PutAsync($"{Media}/{file}", new { alt = "x" }, cancel), HttpStatusCode.PreconditionRequired);
        var seen = await Ok(desk.GetAsync($"{Media}/{file}", cancel));
        await Expect(desk.PutAsync($"{Media}/{file}", new { people = "khong-co" }, cancel, ("If-Match", seen.ETag!)), HttpStatusCode.UnprocessableEntity);
        await Ok(desk.PutAsync($"{Media}/{file}", new
        {
            alt = new { vi = "Phụ đề hướng dẫn sáu bước rửa tay" }, caption = new { vi = "Sáu bước rửa tay" }, credit = "Trung tâm Kiểm soát bệnh tật tỉnh Lạng Sơn", licence = "CC BY 4.0",
            rightsUntil = "2031-12-31T17:00:00Z", people = "none",
        }, cancel, ("If-Match", seen.ETag!)));
        await Expect(desk.PutAsync($"{Media}/{file}", new { credit = "x" }, cancel, ("If-Match", seen.ETag!)), HttpStatusCode.PreconditionFailed);
    }

    private async Task ReplaceAsync(string file)
    {
        var (path, other) = ($"{Media}/{file}/replace", Captions("Thêm bước lau khô tay."));
        await Ok(SendAsync(path, Form(("phu-de-rua-tay-2.vtt", other))));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(path, Form(("huong-dan.pdf", Pdf(1))))).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await SendAsync(path, Form(("phu-de-dai.vtt", Captions(new string('b', MostCaptions)))))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync($"{Media}/{Unknown}/replace", Form(("phu-de-khac.vtt", Captions("Không có chỗ."))))).Status);
        var taken = Captions("Nhắc cả nhà cùng rửa tay.");
        (await UploadAsync(("phu-de-ca-nha.vtt", taken))).Expect(HttpStatusCode.Created);
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(path, Form(("phu-de-rua-tay-3.vtt", taken)))).Status);
    }

    // one whose people agreed, which an article uses
    private async Task WithdrawAsync()
    {
        var file = ItemOf((await UploadAsync(("cam-nang-suc-khoe-hoc-duong.pdf", Pdf(2)))).Expect(HttpStatusCode.Created));
        await Ok(desk.PutAsync($"{Media}/{file}", new { alt = "Bìa cẩm nang sức khỏe học đường", people = "adult", consent = new { scope = "chiến dịch Nghị quyết 72", reference = "ĐY-2027-014" } }, cancel, ("If-Match", "*")));
        await desk.CreatePublishedAsync("Article", "Cẩm nang sức khỏe học đường", cancel, fields: new { body = "Tải cẩm nang về đọc cùng con.", images = new[] { file } });
        await Expect(desk.SendAsync(HttpMethod.Delete, $"{Media}/{file}", null, cancel), HttpStatusCode.Conflict);
        await Expect(desk.PostAsync($"{Media}/{file}/withdraw-consent", new { reason = "" }, cancel), HttpStatusCode.UnprocessableEntity);
        await Expect(desk.PostAsync($"{Media}/{Unknown}/withdraw-consent", new { reason = "Theo đề nghị của người trong ảnh." }, cancel), HttpStatusCode.NotFound);
        await Ok(desk.PostAsync($"{Media}/{file}/withdraw-consent", new { reason = "Theo đề nghị của người trong ảnh." }, cancel));
    }

    // a picture whose header is whole and whose pixels are none: it fails, and is tried again
    private async Task RetryAsync()
    {
        var file = ItemOf((await UploadAsync(("trang-bia-hong.png", BrokenPicture))).Expect(HttpStatusCode.Created));
        await Eventually.TrueAsync(async () => (await desk.Http.GetStringAsync(new Uri($"{Media}/{file}", UriKind.Relative), cancel)).Contains("\"state\":\"failed\",\"failure\"", StringComparison.Ordinal), TimeSpan.FromMinutes(2), cancel, "the picture failed");
        await Ok(desk.SendAsync(HttpMethod.Post, $"{Media}/{file}/retry", null, cancel));
        await Expect(desk.SendAsync(HttpMethod.Post, $"{Media}/{Unknown}/retry", null, cancel), HttpStatusCode.NotFound);
        var captions = ItemOf((await UploadAsync(("phu-de-khong-loi.vtt", Captions("Không có gì để làm lại.")))).Expect(HttpStatusCode.Created));
        await Expect(desk.SendAsync(HttpMethod.Post, $"{Media}/{captions}/retry", null, cancel), HttpStatusCode.Conflict);
    }

    // a clip of a second, with captions and a poster of somebody's choice
    private async Task ClipAsync()
    {
        using var folder = new TemporaryFolder("nq72-tour-");
        var clip = ItemOf((await UploadAsync(("rua-tay.mp4", await File.ReadAllBytesAsync(await LavfiClips.MakeAsync(folder, 64, 36, 1, cancel), cancel)))).Expect(HttpStatusCode.Created));
        var (captions, poster) = ($"{Media}/{clip}/captions/vi", $"{Media}/{clip}/poster");
        await Ok(PutTextAsync(captions, "WEBVTT\n\n00:00.100 --> 00:00.900\nRửa tay.\n"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PutTextAsync(captions, "WEBVTT\n\n00:00.900 --> 00:00.100\nNgược.\n")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PutTextAsync($"{Media}/{Unknown}/captions/vi", "WEBVTT\n\n00:00.100 --> 00:00.900\nRửa tay.\n")).Status);
        await Ok(desk.GetAsync(captions, cancel));
        await Expect(desk.GetAsync($"{captions}?kind=chapters", cancel), HttpStatusCode.NotFound);
        await Expect(desk.GetAsync($"{captions}?kind=khong-co", cancel), HttpStatusCode.UnprocessableEntity);
        await Expect(desk.SendAsync(HttpMethod.Delete, $"{captions}?kind=khong-co", null, cancel), HttpStatusCode.UnprocessableEntity);
        await Ok(desk.SendAsync(HttpMethod.Delete, captions, null, cancel));
        await Expect(desk.SendAsync(HttpMethod.Delete, captions, null, cancel), HttpStatusCode.NotFound);
        await Ok(desk.PutAsync(poster, new { atSeconds = 0.5 }, cancel));
        await Expect(desk.PutAsync(poster, new { atSeconds = 12.5 }, cancel), HttpStatusCode.UnprocessableEntity);
        await Expect(desk.PutAsync($"{Media}/{Unknown}/poster", new { atSeconds = 0 }, cancel), HttpStatusCode.NotFound);
    }

    private async Task<CmsAnswer> PutTextAsync(string path, string text)
    {
        using var content = new StringContent(text, Encoding.UTF8, "text/vtt");
        using var answer = await desk.Http.PutAsync(new Uri(path, UriKind.Relative), content, cancel);
        return new CmsAnswer($"PUT {path}", answer.StatusCode, answer.Headers, answer.Content.Headers, await answer.Content.ReadAsByteArrayAsync(cancel));
    }

    // in two goes, with the wrong turns that a bad line and a careless client take
    private async Task InPartsAsync()
    {
        var captions = Captions("Sáu bước, mỗi bước năm giây.");
        await Expect(TusAsync(HttpMethod.Post, Uploads), HttpStatusCode.BadRequest);
        await Expect(desk.PostAsync(Uploads, null, cancel), HttpStatusCode.PreconditionFailed);
        await Expect(TusAsync(HttpMethod.Post, Uploads, null, ("Upload-Length", "0")), HttpStatusCode.UnprocessableEntity);
        await Expect(TusAsync(HttpMethod.Post, Uploads, null, ("Upload-Length", "99999999999999")), HttpStatusCode.RequestEntityTooLarge);
        await Expect(TusAsync(HttpMethod.Post, Uploads, null, ("Upload-Length", "9"), ("Upload-Metadata", $"replaces {Convert.ToBase64String(Encoding.ASCII.GetBytes(Unknown))}")), HttpStatusCode.NotFound);
        var address = await BeginAsync(captions.Length, "phu-de-tung-phan.vtt");
        await Expect(TusAsync(HttpMethod.Patch, address, captions[..20], ("Upload-Offset", "0")), HttpStatusCode.NoContent);
        await Ok(desk.GetAsync(address, cancel));
        await Expect(TusAsync(HttpMethod.Patch, address, captions[20..]), HttpStatusCode.BadRequest);
        await Expect(TusAsync(HttpMethod.Patch, address, captions[20..], ("Upload-Offset", "0")), HttpStatusCode.Conflict);
        await Expect(TusAsync(HttpMethod.Patch, address, captions[20..], ("Upload-Offset", "20"), ("Tus-Resumable", "0.2.2")), HttpStatusCode.PreconditionFailed);
        await Expect(TusAsync(HttpMethod.Patch, address, [.. captions[20..], 1], ("Upload-Offset", "20")), HttpStatusCode.RequestEntityTooLarge);
        await Expect(desk.SendAsync(HttpMethod.Patch, address, new { }, cancel, ("Tus-Resumable", "1.0.0"), ("Upload-Offset", "20")), HttpStatusCode.UnsupportedMediaType);
        await Expect(TusAsync(HttpMethod.Patch, address, captions[20..], ("Upload-Offset", "20"), ("Upload-Checksum", "sha256 AAAA")), (HttpStatusCode)460);
        await Expect(TusAsync(HttpMethod.Patch, address, captions[20..], ("Upload-Offset", "20")), HttpStatusCode.NoContent);
        await Ok(desk.GetAsync(address, cancel));
        await Expect(TusAsync(HttpMethod.Delete, address), HttpStatusCode.NoContent);
        await Expect(TusAsync(HttpMethod.Delete, address), HttpStatusCode.NotFound);
        await Expect(desk.SendAsync(HttpMethod.Delete, address, null, cancel), HttpStatusCode.PreconditionFailed);
        await Expect(desk.GetAsync(address, cancel), HttpStatusCode.NotFound);
        await Expect(TusAsync(HttpMethod.Patch, address, captions, ("Upload-Offset", "0")), HttpStatusCode.NotFound);
        var page = "<html></html>"u8.ToArray();
        await Expect(TusAsync(HttpMethod.Patch, await BeginAsync(page.Length, "trang.html"), page, ("Upload-Offset", "0")), HttpStatusCode.UnprocessableEntity);
        await TooManyAsync();
    }

    // the key's measure is reached, and then all of them are dropped
    private async Task TooManyAsync()
    {
        var begun = new List<string>();
        for (;;)
        {
            var answer = await TusAsync(HttpMethod.Post, Uploads, null, ("Upload-Length", "9"));
            if (answer.Expect(HttpStatusCode.Created, HttpStatusCode.Conflict).Status == HttpStatusCode.Conflict)
                break;
            begun.Add(answer.Headers.Location!.ToString());
        }

        foreach (var address in begun)
            await Expect(TusAsync(HttpMethod.Delete, address), HttpStatusCode.NoContent);
    }

    private async Task<string> BeginAsync(int length, string name) =>
        (await Expect(TusAsync(HttpMethod.Post, Uploads, null, ("Upload-Length", $"{length}"), ("Upload-Metadata", $"filename {Convert.ToBase64String(Encoding.UTF8.GetBytes(name))}")), HttpStatusCode.Created)).Headers.Location!.ToString();

    private async Task<CmsAnswer> TusAsync(HttpMethod method, string address, byte[]? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Add("Tus-Resumable", "1.0.0");
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.Add(name, value);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new("application/offset+octet-stream");
        }

        using var answer = await desk.Http.SendAsync(request, cancel);
        return new CmsAnswer($"{method} {address}", answer.StatusCode, answer.Headers, answer.Content.Headers, await answer.Content.ReadAsByteArrayAsync(cancel));
    }

    private Task<CmsAnswer> UploadAsync(params (string Name, byte[] Bytes)[] files) => SendAsync(Media, Form(files));

    private async Task<CmsAnswer> SendAsync(string path, HttpContent content)
    {
        using var answer = await desk.Http.PostAsync(new Uri(path, UriKind.Relative), content, cancel);
        return new CmsAnswer($"POST {path}", answer.StatusCode, answer.Headers, answer.Content.Headers, await answer.Content.ReadAsByteArrayAsync(cancel));
    }

    private static MultipartFormDataContent Form(params (string Name, byte[] Bytes)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, bytes) in files)
            form.Add(new ByteArrayContent(bytes), "file", name);
        return form;
    }

    private static byte[] Captions(string text) => Encoding.UTF8.GetBytes($"WEBVTT\n\n1\n00:00.000 --> 00:04.000\n{text}\n");

    private static byte[] Pdf(int number) => Encoding.ASCII.GetBytes($"%PDF-1.7\n% {number}\n");

    private static string ItemOf(CmsAnswer uploaded) => uploaded.Json.GetProperty("items")[0].GetProperty("media").GetProperty("id").GetString()!;

    private static async Task<CmsAnswer> Ok(Task<CmsAnswer> asked) => (await asked).ExpectSuccess();

    private static async Task<CmsAnswer> Expect(Task<CmsAnswer> asked, params HttpStatusCode[] expected) => (await asked).Expect(expected);
}
