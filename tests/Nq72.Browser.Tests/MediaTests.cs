using System.Globalization;
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
    private static byte[] Own(byte[] bytes) => [.. bytes, .. Encoding.ASCII.GetBytes(Next())];

    private static string Next() => string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{Interlocked.Increment(ref count)}");

    private static async Task LookAsync(Desk desk, string screen, string what)
    {
        await desk.PictureAsync($"media-{what}-{screen}");
        await desk.FitsAsync();
        await desk.IsAccessibleAsync();
    }

    private static Screen Named(string name) => name switch { nameof(Screen.Phone) => Screen.Phone, nameof(Screen.WideDark) => Screen.WideDark, nameof(Screen.PhoneDark) => Screen.PhoneDark, _ => Screen.Wide };
}
