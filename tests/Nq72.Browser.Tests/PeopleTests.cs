using Microsoft.Playwright;

namespace Nq72.Browser.Tests;

/// <summary>People at the desk: invited, changed, closed; and the audit log that tells of it.</summary>
public sealed class PeopleTests(DeskFixture fixture) : Journey(fixture)
{
    private const string Password = "một câu chỉ mình tôi nghĩ ra";

    public static TheoryData<string> Screens => [nameof(Screen.Wide), nameof(Screen.Phone), nameof(Screen.WideDark), nameof(Screen.PhoneDark)];

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Person_is_invited_comes_in_and_is_closed(bool javaScript)
    {
        var name = $"moi{Guid.NewGuid():N}"[..12];
        var desk = await OpenAsync(Person.Administrator, javaScript: javaScript);
        await desk.GoAsync("/admin/people");
        await desk.OpenAsync("Mời một người");
        await desk.FillAsync("Tên đăng nhập", "có dấu");
        await desk.FillAsync("Họ tên", $"Vi Thị {name}");
        await desk.ClickAsync("Mời");
        await desk.TellsAsync("Tên đăng nhập chỉ gồm");
        await desk.FillAsync("Tên đăng nhập", name);
        await desk.Page.GetByLabel("Người viết").CheckAsync();
        await desk.ClickAsync("Mời");
        await desk.TellsAsync("chỉ hiện lần này");
        var link = new Uri(await desk.Page.Locator("#link").InnerTextAsync()).AbsolutePath;

        var guest = await OpenAsync(null, javaScript: javaScript);
        await guest.GoAsync(link);
        await guest.Page.GetByLabel("Mật khẩu mới", new() { Exact = false }).First.FillAsync("password1234");
        await guest.Page.GetByLabel("Gõ lại mật khẩu mới").FillAsync("password1234");
        await guest.ClickAsync("Đặt mật khẩu");
        await guest.TellsAsync("bị thử đầu tiên");
        await guest.Page.GetByLabel("Mật khẩu mới", new() { Exact = false }).First.FillAsync(Password);
        await guest.Page.GetByLabel("Gõ lại mật khẩu mới").FillAsync(Password);
        await guest.ClickAsync("Đặt mật khẩu");
        await guest.SignInAsync(name, Password);
        await guest.GoAsync("/admin/items");
        await guest.SaysAsync("Nội dung");
        await guest.GoAsync("/admin/me");
        await guest.SaysAsync("Phiên này");

        await desk.GoAsync($"/admin/people?q={name}");
        await desk.FollowAsync($"Vi Thị {name}");
        await desk.SaysAsync("Đang hoạt động");
        await desk.ConfirmAsync("Khóa tài khoản", "Khóa");
        await desk.TellsAsync("Đã khóa tài khoản.");
        await guest.GoAsync("/admin/me");
        await guest.Page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/admin/sign-in");

        await desk.GoAsync($"/admin/audit?q={name}");
        await desk.SaysAsync("Khóa tài khoản");
        await desk.SaysAsync("từ 127.0.0.1");
    }

    [Theory, MemberData(nameof(Screens))]
    public async Task Screens_are_accessible_and_fit(string name)
    {
        var screen = name switch { nameof(Screen.Phone) => Screen.Phone, nameof(Screen.WideDark) => Screen.WideDark, nameof(Screen.PhoneDark) => Screen.PhoneDark, _ => Screen.Wide };
        var desk = await OpenAsync(Person.Administrator, screen);
        await desk.GoAsync("/admin/people");
        await desk.OpenAsync("Mời một người");
        await desk.FillAsync("Tên đăng nhập", $"xem{Guid.NewGuid():N}");
        await desk.FillAsync("Họ tên", "Lý Thị Xem");
        await LookAsync(desk, $"people-{screen.Name}");
        await desk.ClickAsync("Mời");
        await desk.TellsAsync("chỉ hiện lần này");
        await LookAsync(desk, $"people-link-{screen.Name}");
        var link = new Uri(await desk.Page.Locator("#link").InnerTextAsync()).AbsolutePath;
        await desk.FollowAsync("Lý Thị Xem");
        await LookAsync(desk, $"person-{screen.Name}");
        await desk.GoAsync("/admin/audit");
        await desk.Page.Locator("main details summary").First.ClickAsync();
        await LookAsync(desk, $"audit-{screen.Name}");
        foreach (var (path, picture) in new[] { ("/admin/me", "me"), ("/admin/me/second-factor", "second-factor"), ("/admin/me/passkeys", "passkeys"), ("/admin/me/delegations", "delegations"), ("/admin/roles", "roles"), ("/admin/roles/Writer", "role") })
        {
            await desk.GoAsync(path);
            await LookAsync(desk, $"{picture}-{screen.Name}");
        }

        var stranger = await OpenAsync(null, screen);
        foreach (var (path, picture) in new[] { (link, "link"), ("/admin/forgot", "forgot"), ("/admin/link/khong-co", "link-gone") })
        {
            await stranger.GoAsync(path);
            await LookAsync(stranger, $"{picture}-{screen.Name}");
        }
    }

    [Fact]
    public async Task People_and_audit_log_are_for_administrators()
    {
        var desk = await OpenAsync(Person.Approver);
        foreach (var path in new[] { "/admin/people", "/admin/roles", "/admin/audit" })
        {
            Assert.Equal(403, (await desk.GoAsync(path)).Status);
            await Assertions.Expect(desk.Page.Locator($"a[href='{path}']")).ToHaveCountAsync(0);
        }
    }

    private static async Task LookAsync(Desk desk, string picture)
    {
        await desk.FitsAsync();
        await desk.IsAccessibleAsync();
        await desk.PictureAsync(picture);
    }
}
