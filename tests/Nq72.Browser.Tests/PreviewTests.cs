using System.Globalization;
using Microsoft.Playwright;

namespace Nq72.Browser.Tests;

/// <summary>Showing what is not public to somebody without an account: made at the desk, opened elsewhere, taken back.</summary>
public sealed class PreviewTests(DeskFixture fixture) : Journey(fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Screens => [nameof(Screen.Wide), nameof(Screen.Phone), nameof(Screen.WideDark), nameof(Screen.PhoneDark)];

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Draft_is_shown_to_a_stranger_and_withdrawn(bool javaScript)
    {
        var (item, title) = await DraftAsync();
        var desk = await OpenAsync(Person.Writer, javaScript: javaScript);
        await desk.GoAsync($"/admin/items/{item}");
        await desk.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Liên kết xem trước" }).ClickAsync();
        await desk.SaysAsync("Không có liên kết nào đang dùng được");
        await desk.FillAsync("Hết hạn lúc", "2020-01-01T07:00");
        await desk.FillAsync("Ghi chú", "Bác sĩ Minh, CDC");
        await desk.ClickAsync("Tạo liên kết");
        // what was typed stays, and the error stands at its field, in the desk's words
        await desk.TellsAsync("“Hết hạn lúc” phải ở sau bây giờ");
        Assert.Equal("Bác sĩ Minh, CDC", await desk.Field("Ghi chú").InputValueAsync());
        await desk.FillAsync("Hết hạn lúc", TimeProvider.System.GetUtcNow().AddDays(3).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture));
        await desk.ClickAsync("Tạo liên kết");
        await desk.TellsAsync("chỉ hiện lần này");
        var link = await desk.Field("Liên kết để gửi").InputValueAsync();

        var stranger = await OpenAsync(null, javaScript: javaScript);
        await stranger.GoAsync(link);
        await stranger.SaysAsync(title);
        await Assertions.Expect(stranger.Page.GetByRole(AriaRole.Complementary, new() { Name = "Bản xem trước" })).ToContainTextAsync("phiên bản 1");

        await desk.GoAsync($"/admin/items/{item}/previews");
        await desk.SaysAsync("Bác sĩ Minh, CDC");
        Assert.DoesNotContain(link.Split('/')[^1], await desk.Page.ContentAsync(), StringComparison.Ordinal);
        await desk.ClickAsync("Thu hồi (Bác sĩ Minh, CDC)");
        await desk.TellsAsync("Đã thu hồi liên kết.");
        Assert.Equal(410, (await stranger.GoAsync(link)).Status);
        await stranger.SaysAsync("Liên kết xem trước đã bị thu hồi");
    }

    [Fact]
    public async Task Link_is_copied_with_one_press_where_the_browser_lets()
    {
        var desk = await OpenAsync(Person.Writer);
        await desk.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await desk.GoAsync("/admin/previews");
        await desk.OpenAsync("Tạo liên kết xem trước");
        await desk.ClickAsync("Tạo liên kết");
        await desk.TellsAsync("chỉ hiện lần này");
        await desk.ClickAsync("Chép liên kết");
        await desk.TellsAsync("Đã chép");
        Assert.Equal(await desk.Field("Liên kết để gửi").InputValueAsync(), await desk.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
    }

    [Theory, MemberData(nameof(Screens))]
    public async Task Screens_and_previews_are_accessible_and_fit(string name)
    {
        var (item, _) = await DraftAsync();
        var desk = await OpenAsync(Person.Writer, Named(name));
        await desk.GoAsync($"/admin/items/{item}/previews");
        await desk.FillAsync("Ghi chú", "Phòng Tuyên truyền, Báo và phát thanh, truyền hình Lạng Sơn");
        await desk.ClickAsync("Tạo liên kết");
        await LookAsync(desk, name, "item");
        var links = new List<string> { await desk.Field("Liên kết để gửi").InputValueAsync() };
        await desk.GoAsync("/admin/previews");
        await desk.OpenAsync("Tạo liên kết xem trước");
        await desk.FillAsync("Như lúc", "2031-04-07T07:00");
        await LookAsync(desk, name, "form");
        await desk.ClickAsync("Tạo liên kết");
        await LookAsync(desk, name, "all");
        links.Add(await desk.Field("Liên kết để gửi").InputValueAsync());
        links.Add(links[1] + "/article/khong-co");
        links.Add(links[1][..^3] + "AAA");
        var stranger = await OpenAsync(null, Named(name));
        foreach (var (number, link) in links.Index())
        {
            await stranger.GoAsync(link);
            await LookAsync(stranger, name, $"opened-{number}");
        }
    }

    private static async Task LookAsync(Desk desk, string name, string what)
    {
        await desk.FitsAsync();
        await desk.IsAccessibleAsync();
        await desk.PictureAsync($"preview-{name}-{what}");
    }

    private static Screen Named(string name) => name switch { nameof(Screen.Phone) => Screen.Phone, nameof(Screen.WideDark) => Screen.WideDark, nameof(Screen.PhoneDark) => Screen.PhoneDark, _ => Screen.Wide };

    private async Task<(string Id, string Title)> DraftAsync()
    {
        using var client = Fixture.Cms.Client();
        var title = $"Khám sức khỏe định kỳ miễn phí cho người dân {Guid.NewGuid():N}"[..60];
        var item = await client.CreateItemAsync("Article", title, Token, fields: new { body = "## Ai được khám\n\nMọi người dân, **mỗi năm ít nhất một lần**, tại trạm y tế xã." });
        return (item.Id, title);
    }
}
