using Microsoft.Playwright;

namespace Nq72.Browser.Tests;

/// <summary>Passkeys in a real browser, with an authenticator that the browser plays itself.</summary>
public sealed class PasskeyTests(DeskFixture fixture) : Journey(fixture)
{
    // passkeys know domains only; this one is the machine itself
    private string Localhost => $"http://localhost:{Fixture.Cms.Url.Port}";

    [Fact]
    public async Task Passkey_is_added_signs_in_and_is_removed()
    {
        var desk = await OpenAsync(null);
        var devtools = await desk.Page.Context.NewCDPSessionAsync(desk.Page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });
        await SignInAtLocalhostAsync(desk);
        await desk.GoAsync($"{Localhost}/admin/me/passkeys");
        await desk.SaysAsync("Chưa có khóa truy cập nào");
        await desk.FillAsync("Tên khóa", "Máy ở phòng biên tập");
        await desk.FillAsync("Mật khẩu hiện tại", "sai sai sai sai");
        await desk.ClickAsync("Thêm khóa");
        await desk.TellsAsync("Mật khẩu hiện tại không đúng.");
        await desk.FillAsync("Mật khẩu hiện tại", Fixture.PasswordOf(Person.Reviewer));
        await desk.ClickAsync("Thêm khóa");
        await desk.TellsAsync("Đã thêm khóa truy cập.");
        await desk.SaysAsync("Máy ở phòng biên tập");
        await desk.IsAccessibleAsync();

        await desk.ClickAsync("Đăng xuất");
        await desk.GoAsync($"{Localhost}/admin/items");
        await desk.ClickAsync("Đăng nhập bằng khóa truy cập");
        await desk.Page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/admin/items");
        await desk.GoAsync($"{Localhost}/admin/me");
        await desk.SaysAsync(Person.Reviewer.DisplayName);

        await desk.GoAsync($"{Localhost}/admin/me/passkeys");
        await desk.ConfirmAsync("Bỏ khóa", "Bỏ");
        await desk.TellsAsync("Đã bỏ khóa truy cập.");
        await desk.ClickAsync("Đăng xuất");
        await desk.GoAsync($"{Localhost}/admin/sign-in");
        await desk.ClickAsync("Đăng nhập bằng khóa truy cập");
        await desk.TellsAsync("Khóa truy cập không dùng được");
    }

    [Fact]
    public async Task Page_says_why_there_are_none_at_an_address_of_numbers()
    {
        var desk = await OpenAsync(Person.Writer);
        await desk.GoAsync("/admin/me/passkeys");

        await desk.SaysAsync("địa chỉ số (IP)");
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Button, new() { Name = "Thêm khóa", Exact = true })).ToHaveCountAsync(0);
        var stranger = await OpenAsync(null);
        await stranger.GoAsync("/admin/sign-in");
        await Assertions.Expect(stranger.Page.GetByRole(AriaRole.Button, new() { Name = "Đăng nhập bằng khóa truy cập" })).ToHaveCountAsync(0);
    }

    private async Task SignInAtLocalhostAsync(Desk desk)
    {
        await desk.GoAsync($"{Localhost}/admin/sign-in");
        await desk.FillAsync("Tên đăng nhập", Person.Reviewer.Name);
        await desk.FillAsync("Mật khẩu", Fixture.PasswordOf(Person.Reviewer));
        await desk.ClickAsync("Đăng nhập");
        await desk.Page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/admin");
    }
}
