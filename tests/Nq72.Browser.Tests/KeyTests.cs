using System.Net;
using Nq72.Testing.Cms;

namespace Nq72.Browser.Tests;

/// <summary>Keys of partners at the desk: made, shown once, changed, counted, taken back.</summary>
public sealed class KeyTests(DeskFixture fixture) : Journey(fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Screens => [nameof(Screen.Wide), nameof(Screen.Phone), nameof(Screen.WideDark), nameof(Screen.PhoneDark)];

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Key_is_made_changed_and_taken_back(bool javaScript)
    {
        var name = $"Báo Lạng Sơn {Guid.NewGuid():N}";
        var desk = await OpenAsync(Person.Administrator, javaScript: javaScript);
        await desk.GoAsync("/admin/tokens");
        await desk.OpenAsync("Tạo mã truy cập");
        await desk.FillAsync("Tên", name);
        await desk.FillAsync("Trang web được dùng mã", "https://baolangson.vn/tin");
        await desk.ClickAsync("Tạo mã");
        // what was typed stays, and the error stands at its field
        await desk.TellsAsync("'https://baolangson.vn/tin' không phải địa chỉ gốc của trang web");
        await desk.FillAsync("Trang web được dùng mã", "https://baolangson.vn");
        await desk.ClickAsync("Tạo mã");
        var first = await SecretAsync(desk);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(first));

        await desk.FollowAsync(name);
        Assert.DoesNotContain(first, await desk.Page.ContentAsync(), StringComparison.Ordinal);
        await desk.ConfirmAsync("Đổi mã", "Đổi mã");
        var second = await SecretAsync(desk);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await AskAsync(first), await AskAsync(second)));
        // a third secret is not made behind the back of who uses the first
        await desk.ConfirmAsync("Đổi mã", "Đổi mã");
        await desk.TellsAsync("Đang đổi mã");

        await desk.OpenAsync("Sửa quyền và giới hạn");
        await desk.FillAsync("Số lần hỏi mỗi ngày", "50000");
        await desk.ClickAsync("Lưu");
        await desk.TellsAsync("Đã lưu.");
        await desk.SaysAsync("50.000 lần/ngày");

        await desk.OpenAsync("Thu hồi mã");
        await desk.SaysAsync("bị từ chối ngay (401)");
        await desk.ClickAsync("Thu hồi");
        await desk.TellsAsync("Đã thu hồi mã.");
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (await AskAsync(first), await AskAsync(second)));
    }

    [Theory, MemberData(nameof(Screens))]
    public async Task Screens_of_keys_are_accessible_and_fit(string name)
    {
        var desk = await OpenAsync(Person.Administrator, Named(name));
        await desk.GoAsync("/admin/tokens");
        await desk.OpenAsync("Tạo mã truy cập");
        await desk.FillAsync("Tên", $"Cổng tỉnh {Guid.NewGuid():N}");
        await desk.FitsAsync();
        await desk.IsAccessibleAsync();
        await desk.FillAsync("Trang web được dùng mã", "*");
        await desk.ClickAsync("Tạo mã");
        await SecretAsync(desk);
        await desk.FitsAsync();
        await desk.IsAccessibleAsync();

        await desk.Page.Locator("main table a").First.ClickAsync();
        await desk.TellsAsync("Trang web nào cũng đọc được bằng mã này");
        await desk.OpenAsync("Đổi mã");
        await desk.FitsAsync();
        await desk.IsAccessibleAsync();
    }

    [Fact]
    public async Task Keys_are_for_administrators()
    {
        var desk = await OpenAsync(Person.Approver);

        Assert.Equal(403, (await desk.GoAsync("/admin/tokens")).Status);
        await Microsoft.Playwright.Assertions.Expect(desk.Page.Locator("a[href='/admin/tokens']")).ToHaveCountAsync(0);
    }

    private static Screen Named(string name) => name switch { nameof(Screen.Phone) => Screen.Phone, nameof(Screen.WideDark) => Screen.WideDark, nameof(Screen.PhoneDark) => Screen.PhoneDark, _ => Screen.Wide };

    private static async Task<string> SecretAsync(Desk desk)
    {
        await desk.TellsAsync("chỉ hiện lần này");
        return await desk.Page.Locator("#secret").InnerTextAsync();
    }

    private async Task<HttpStatusCode> AskAsync(string secret)
    {
        using var client = new CmsClient(Fixture.Cms.Url, secret);
        return (await client.GetAsync("/api/v1/items", Token)).Status;
    }
}
