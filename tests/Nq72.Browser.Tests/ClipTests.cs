using System.Globalization;
using Microsoft.Playwright;

namespace Nq72.Browser.Tests;

/// <summary>A clip at the desk and before readers: it becomes ready, has its captions, chapters and poster, and plays.</summary>
public sealed class ClipTests(DeskFixture fixture) : Journey(fixture)
{
    private const int Patience = 180_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Clip_becomes_ready_has_captions_chapters_and_a_poster_and_plays_for_readers()
    {
        using var folder = new TemporaryFolder();
        var clip = await LavfiClips.MakeAsync(folder, 640, 360, 4, Token);
        var name = $"Rửa tay {Environment.ProcessId}.mp4";
        var desk = await OpenAsync(Person.Writer);
        await desk.GoAsync("/admin/media");
        await desk.Page.GetByLabel("Tải tệp lên").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "video/mp4", Buffer = await File.ReadAllBytesAsync(clip, Token) });
        await desk.ClickAsync("Tải lên");
        await desk.FollowAsync(name);
        // the badges go by themselves
        foreach (var badge in new[] { "ảnh bìa", "bản phát", "bản tiếng" })
            await Assertions.Expect(desk.Page.Locator("#standing")).Not.ToContainTextAsync(badge, new() { Timeout = Patience });
        await desk.Page.ReloadAsync();
        var video = desk.Page.GetByLabel(name, new() { Exact = true });
        var poster = await video.GetAttributeAsync("poster");
        Assert.False(string.IsNullOrEmpty(poster));

        await CaptionsAsync(desk, "Phụ đề", "1\n00:00:02,000 --> 00:00:01,000\nNgược.\n");
        await desk.TellsAsync("Dòng 2");
        await CaptionsAsync(desk, "Phụ đề", "1\n00:00:00,200 --> 00:00:01,500\nRửa tay bằng xà phòng.\n\n2\n00:00:01,600 --> 00:00:03,500\nĐủ hai mươi giây.\n");
        await desk.TellsAsync("Đã nhận 2 dòng");
        await CaptionsAsync(desk, "Chương", "00:00 Mở đầu\n00:02 Cách rửa tay\n");
        await desk.TellsAsync("Đã nhận 2 dòng");
        await desk.Page.GetByText("Lời thoại dạng chữ").First.ClickAsync();
        await desk.SaysAsync("Đủ hai mươi giây.");

        await desk.FillAsync("Lấy khung hình ở giây thứ", "400");
        await desk.ClickAsync("Lấy ảnh bìa");
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await desk.FillAsync("Lấy khung hình ở giây thứ", "3,5");
        await desk.ClickAsync("Lấy ảnh bìa");
        await desk.TellsAsync("Đang lấy ảnh bìa mới");
        await Assertions.Expect(desk.Page.Locator("#standing")).Not.ToContainTextAsync("ảnh bìa", new() { Timeout = Patience });
        await desk.Page.ReloadAsync();
        await Assertions.Expect(video).Not.ToHaveAttributeAsync("poster", poster!);
        Assert.Equal("3,5", await desk.Page.GetByLabel("Lấy khung hình ở giây thứ").InputValueAsync());
        await desk.Page.GetByLabel("Có ai nhận ra được không?").SelectOptionAsync("none");
        await desk.ClickAsync("Lưu");
        await desk.TellsAsync("Đã lưu.");
        foreach (var (screen, width) in Widths)
        {
            await desk.Page.SetViewportSizeAsync(width, 844);
            await desk.PictureAsync($"clip-desk-{screen}");
            await desk.FitsAsync();
            await desk.IsAccessibleAsync();
        }

        await ReadAsync(desk, desk.Page.Url.Split('/')[^1]);
    }

    private static (string Screen, int Width)[] Widths => [("Wide", 1280), ("Phone", 390)];

    // what a reader has of it
    private async Task ReadAsync(Desk desk, string id)
    {
        using var client = Fixture.Cms.Client();
        var item = await client.CreatePublishedAsync("Article", string.Create(CultureInfo.InvariantCulture, $"Rửa tay đúng cách {Environment.ProcessId}"), Token, fields: new { body = "Xem clip.", images = new[] { id } });
        foreach (var (screen, width) in Widths)
        {
            await desk.Page.SetViewportSizeAsync(width, 844);
            await desk.GoAsync($"/article/{item.Json.GetProperty("slug").GetString()}");
            var video = desk.Page.Locator("video");
            await Assertions.Expect(video).ToHaveCountAsync(1);
            // fetched and understood by the browser: what is played, and what is read along with it
            Assert.InRange(await video.EvaluateAsync<double>("video => new Promise((done, fail) => { video.onloadedmetadata = () => done(video.duration); video.onerror = () => fail(video.error.message); video.preload = 'metadata'; video.load(); })"), 3.5, 4.5);
            Assert.Equal(["Rửa tay bằng xà phòng.", "Đủ hai mươi giây."], await video.EvaluateAsync<string[]>("""
                video => new Promise(done => {
                    const element = video.querySelector('track'), read = () => done([...element.track.cues].map(cue => cue.text));
                    element.onload = read;
                    element.track.mode = 'hidden';
                    if (element.readyState === 2) read();
                })
                """));
            await desk.PictureAsync($"clip-page-{screen}");
            await desk.FitsAsync();
            await desk.IsAccessibleAsync();
        }
    }

    private static async Task CaptionsAsync(Desk desk, string kind, string text)
    {
        await desk.Page.GetByLabel("Là gì").SelectOptionAsync(new SelectOptionValue { Label = kind });
        await desk.Page.GetByLabel("Tệp phụ đề").SetInputFilesAsync(new FilePayload { Name = "rua-tay.srt", MimeType = "application/x-subrip", Buffer = System.Text.Encoding.UTF8.GetBytes(text) });
        await desk.ClickAsync("Gửi phụ đề");
    }
}
