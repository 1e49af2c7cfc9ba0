using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.Playwright;

namespace Nq72.Browser.Tests;

/// <summary>The media library: files go in by form, with and without scripts, are described, attached, and told of where they are used.</summary>
public sealed class MediaTests(DeskFixture fixture) : Journey(fixture)
{
    // one white pixel
    private static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==");

    private static int count;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Screens => [nameof(Screen.Wide), nameof(Screen.Phone), nameof(Screen.WideDark), nameof(Screen.PhoneDark)];

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Files_are_uploaded_described_and_attached(bool javaScript)
    {
        var desk = await OpenAsync(Person.Writer, javaScript: javaScript);
        await desk.GoAsync("/admin/media");
        var (name, other) = ($"Ảnh phiên chợ {Next()}.png", $"không phải tệp {Next()}.html");
        await desk.Page.GetByLabel("Tải tệp lên").SetInputFilesAsync(new FilePayload[] { new() { Name = name, MimeType = "image/png", Buffer = Own(Picture) }, new() { Name = other, MimeType = "image/png", Buffer = "<html>"u8.ToArray() } });
        await desk.ClickAsync("Tải lên");
        await Assertions.Expect(desk.Page.Locator(".media-results").GetByText("Đã vào kho")).ToBeVisibleAsync();
        await Assertions.Expect(desk.Page.Locator(".media-results")).ToContainTextAsync("trang web hoặc XML");
        await desk.FollowAsync(name);

        await desk.SaysAsync("Chưa khai có ai trong tệp hay không.");
        await desk.FillAsync("Mô tả ảnh (Tiếng Việt)", "IMG_0001.png");
        await desk.ClickAsync("Lưu");
        await desk.TellsAsync("là tên tệp, không phải mô tả");
        await desk.FillAsync("Mô tả ảnh (Tiếng Việt)", "Người dân đi chợ phiên Kỳ Lừa");
        await desk.Page.GetByLabel("Có ai nhận ra được không?").SelectOptionAsync("none");
        await desk.ClickAsync("Lưu");
        await desk.TellsAsync("Đã lưu.");

        var id = desk.Page.Url.Split('/')[^1];
        using var client = Fixture.Cms.Client();
        await client.CreateItemAsync("Article", $"Bài có ảnh {Next()}", Token, fields: new { body = "Nội dung.", images = new[] { id } });
        await desk.GoAsync("/admin/media?q=phien+cho&only=used");
        await desk.FollowAsync(name);
        await desk.SaysAsync("Bài có ảnh");
        await desk.SaysAsync("Không xóa được khi còn nội dung dùng tệp này.");
    }

    [Fact]
    public async Task Picture_becomes_ready_before_ones_eyes_is_cut_around_a_click_and_stands_on_the_page()
    {
        var desk = await OpenAsync(Person.Writer);
        await desk.GoAsync("/admin/media");
        var name = $"Phiên chợ Kỳ Lừa {Next()}.png";
        await desk.Page.GetByLabel("Tải tệp lên").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "image/png", Buffer = Coloured(900, 600) });
        await desk.ClickAsync("Tải lên");
        await desk.FollowAsync(name);
        // the badges go by themselves
        await Assertions.Expect(desk.Page.Locator("#standing")).Not.ToContainTextAsync("bản nhỏ", new() { Timeout = 120_000 });
        await Assertions.Expect(desk.Page.Locator("#standing")).Not.ToContainTextAsync("AVIF", new() { Timeout = 120_000 });
        await desk.Page.ReloadAsync();
        await Assertions.Expect(desk.Page.GetByLabel("Ảnh cắt ra").GetByRole(AriaRole.Img)).ToHaveCountAsync(3);
        var before = await desk.Page.GetByAltText("Ảnh cắt ra 1:1").GetAttributeAsync("src");

        await desk.Page.Locator(".focus-pick").ClickAsync(new() { Position = new() { X = 10, Y = 10 } });
        Assert.InRange(double.Parse(await desk.Page.GetByLabel("Từ trái sang, %").InputValueAsync(), CultureInfo.InvariantCulture), 0.1, 10);
        await desk.FillAsync("Mô tả ảnh (Tiếng Việt)", "Người dân đi chợ phiên Kỳ Lừa");
        await desk.Page.GetByLabel("Có ai nhận ra được không?").SelectOptionAsync("none");
        await desk.PictureAsync("media-focus-Wide");
        await desk.ClickAsync("Lưu");
        await desk.TellsAsync("Đã lưu.");
        await Assertions.Expect(desk.Page.GetByAltText("Ảnh cắt ra 1:1")).Not.ToHaveAttributeAsync("src", before!, new() { Timeout = 120_000 });

        var id = desk.Page.Url.Split('/')[^1];
        using var client = Fixture.Cms.Client();
        var item = await client.CreatePublishedAsync("Article", $"Chợ phiên {Next()}", Token, fields: new { body = "Chợ đông.", images = new[] { id } });
        var slug = item.Json.GetProperty("slug").GetString();
        foreach (var (width, screen) in new[] { (1280, "Wide"), (390, "Phone") })
        {
            await desk.Page.SetViewportSizeAsync(width, 844);
            await desk.GoAsync($"/article/{slug}");
            var shown = desk.Page.GetByAltText("Người dân đi chợ phiên Kỳ Lừa").First;
            await Assertions.Expect(shown).ToBeVisibleAsync();
            // the browser took one of the smaller formats, and the picture is there
            Assert.Matches(@"\.(avif|webp)$", await shown.EvaluateAsync<string>("img => img.decode().then(() => img.currentSrc)"));
            Assert.True(await shown.EvaluateAsync<int>("img => img.naturalWidth") > 0);
            await desk.PictureAsync($"page-picture-{screen}");
        }
    }

    // sky, field and a disc
    internal static byte[] Coloured(int width, int height)
    {
        using var rows = new MemoryStream();
        for (var y = 0; y < height; y++)
        {
            rows.WriteByte(0);
            for (var x = 0; x < width; x++)
                rows.Write((x - 650) * (x - 650) + (y - 200) * (y - 200) < 6400 ? [230, 40, 40] : y < 380 ? [(byte)(90 + (y / 8)), 150, 220] : [60, (byte)(130 + (x * 5 % 31)), 50]);
        }

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(rows.ToArray());
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9]) = (8, 2);
        return [0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR", head), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string type, byte[] content)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. content];
        var chunk = new byte[named.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        named.CopyTo(chunk, 4);
        var crc = 0xFFFFFFFFu;
        foreach (var one in named)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ (0xEDB88320u & (uint)-(int)(crc & 1));
        }

        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(named.Length + 4), ~crc);
        return chunk;
    }

    [Fact]
    public async Task Upload_goes_on_by_itself_after_the_line_broke_off_and_after_the_page_was_left()
    {
        var desk = await OpenAsync(Person.Writer);
        await desk.GoAsync("/admin/media");
        var (name, other) = ($"Clip vệ sinh {Next()}.wav", $"Clip rửa tay {Next()}.wav");
        var (first, second) = (Sound(), Sound());
        var isBroken = true;
        // what is behind the first part does not get through
        await desk.Page.RouteAsync("**/admin/media/uploads/*", route => isBroken && route.Request.Method == "PATCH" && route.Request.Headers["upload-offset"] != "0" ? route.AbortAsync("connectionreset") : route.ContinueAsync());
        await desk.Page.GetByLabel("Tải tệp lên").SetInputFilesAsync(new FilePayload[] { new() { Name = name, MimeType = "audio/wav", Buffer = first }, new() { Name = other, MimeType = "audio/wav", Buffer = second } });
        await desk.ClickAsync("Tải lên");
        var results = desk.Page.Locator(".media-results");
        await Assertions.Expect(results.GetByText("Mất đường truyền; có lại sẽ tự gửi tiếp.")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await desk.PictureAsync("media-waits-Wide");
        await desk.IsAccessibleAsync();

        isBroken = false;
        await desk.Page.EvaluateAsync("dispatchEvent(new Event('online'))");
        await Assertions.Expect(results.GetByText("Đã vào kho")).ToHaveCountAsync(2, new() { Timeout = 30_000 });
        await Assertions.Expect(desk.Page.Locator(".media-total")).ToContainTextAsync("2/2");
        await desk.PictureAsync("media-sent-Wide");

        isBroken = true;
        var third = $"Clip chợ phiên {Next()}.wav";
        using var folder = new TemporaryFolder();
        var file = folder.Combine(third);
        await File.WriteAllBytesAsync(file, Sound(), Token);
        await desk.Page.GetByLabel("Tải tệp lên").SetInputFilesAsync(file);
        await desk.ClickAsync("Tải lên");
        await Assertions.Expect(results.GetByText("Mất đường truyền; có lại sẽ tự gửi tiếp.")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        isBroken = false;
        var goes = new List<string>();
        desk.Page.Request += (_, request) => { if (request.Method == "PATCH") goes.Add(request.Headers["upload-offset"]); };
        await desk.GoAsync("/admin/media");
        var left = results.GetByText("Chưa xong: chọn lại tệp này để gửi tiếp.");
        await Assertions.Expect(left).ToBeVisibleAsync();
        await desk.PictureAsync("media-left-Wide");
        await desk.Page.SetViewportSizeAsync(Screen.Phone.Width, Screen.Phone.Height);
        await desk.PictureAsync("media-left-Phone");
        await desk.FitsAsync();
        await desk.IsAccessibleAsync();
        await desk.Page.GetByLabel("Tải tệp lên").SetInputFilesAsync(file);
        await desk.ClickAsync("Tải lên");
        await Assertions.Expect(results.GetByText("Đã vào kho")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Assertions.Expect(left).ToHaveCountAsync(0);
        Assert.Equal("65536", goes[0]);
    }

    // sound of which a second part is sent
    private static byte[] Sound() => [.. "RIFF....WAVEfmt "u8, .. Own(new byte[300_000])];

    [Theory, MemberData(nameof(Screens))]
    public async Task Screens_are_accessible_and_fit(string name)
    {
        var desk = await OpenAsync(Person.Writer, Named(name));
        await desk.GoAsync("/admin/media");
        var file = $"Anh_chup_tu_dien_thoai_ten_rat_dai_khong_co_dau_cach_{Next()}.png";
        await desk.Page.GetByLabel("Tải tệp lên").SetInputFilesAsync(new FilePayload[] { new() { Name = file, MimeType = "image/png", Buffer = Own(Picture) }, new() { Name = $"Văn bản {Next()}.pdf", MimeType = "application/pdf", Buffer = Own("%PDF-1.7\n"u8.ToArray()) } });
        await desk.ClickAsync("Tải lên");
        await Assertions.Expect(desk.Page.Locator(".media-results li").GetByText("Đã vào kho")).ToHaveCountAsync(2);
        foreach (var (path, what) in new[] { ("/admin/media", "grid"), ("/admin/media?look=list", "list"), ("/admin/media?q=khong-co-gi-nhu-the", "none") })
        {
            await desk.GoAsync(path);
            await LookAsync(desk, name, what);
        }

        await desk.GoAsync("/admin/media");
        await desk.FollowAsync(file);
        await LookAsync(desk, name, "one");
        await desk.OpenAsync("Người trong tệp rút đồng ý");
        await LookAsync(desk, name, "withdraw");
    }

    // other bytes each time: the same ones would be the same file
    internal static byte[] Own(byte[] bytes) => [.. bytes, .. Encoding.ASCII.GetBytes(Next())];

    private static string Next() => string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{Interlocked.Increment(ref count)}");

    private static async Task LookAsync(Desk desk, string screen, string what)
    {
        await desk.PictureAsync($"media-{what}-{screen}");
        await desk.FitsAsync();
        await desk.IsAccessibleAsync();
    }

    private static Screen Named(string name) => name switch { nameof(Screen.Phone) => Screen.Phone, nameof(Screen.WideDark) => Screen.WideDark, nameof(Screen.PhoneDark) => Screen.PhoneDark, _ => Screen.Wide };
}
