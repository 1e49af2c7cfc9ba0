using Microsoft.Playwright;

namespace Nq72.Browser.Tests;

/// <summary>Getting in, and not.</summary>
public sealed class SignInTests(DeskFixture fixture) : Journey(fixture)
{
    [Fact]
    public async Task Sign_in_leads_to_the_page_that_was_asked_for()
    {
        var desk = await OpenAsync(null);
        await desk.GoAsync("/admin/items?state=draft");
        await desk.FillAsync("Tên đăng nhập", Person.Writer.Name);
        await desk.FillAsync("Mật khẩu", Fixture.PasswordOf(Person.Writer));
        await desk.ClickAsync("Đăng nhập");

        await desk.Page.WaitForURLAsync(url => new Uri(url).PathAndQuery == "/admin/items?state=draft");
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Complementary).GetByText(Person.Writer.DisplayName)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Wrong_password_says_so_and_keeps_the_name()
    {
        var desk = await OpenAsync(null);
        await desk.SignInAsync("khong-co", "sai-mat-khau");

        await desk.TellsAsync("Tên đăng nhập hoặc mật khẩu không đúng");
        await Assertions.Expect(desk.Page.GetByLabel("Tên đăng nhập")).ToHaveValueAsync("khong-co");
    }

    [Fact]
    public async Task Language_is_a_choice_that_stays()
    {
        var desk = await OpenAsync(Person.Writer);
        await desk.ClickAsync("English");
        await desk.SaysAsync("Today");
        await desk.GoAsync("/admin/items");
        await desk.SaysAsync("Content");
        Assert.Equal("en", await desk.Page.Locator("html").GetAttributeAsync("lang"));
    }

    [Fact]
    public async Task Operator_of_a_commune_sees_no_drafts()
    {
        var desk = await OpenAsync(Person.Operator);

        Assert.Equal(403, (await desk.GoAsync("/admin/items")).Status);
        await desk.SaysAsync("Bạn chưa có quyền làm việc này");
        Assert.Equal(404, (await desk.GoAsync("/admin/khong-co-trang-nay")).Status);
        await desk.SaysAsync("Không có trang này");
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Navigation, new() { Name = "Các màn hình" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Sign_out_ends_the_session()
    {
        var desk = await OpenAsync(Person.Writer);
        await desk.ClickAsync("Đăng xuất");
        await desk.GoAsync("/admin");

        await desk.Page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/admin/sign-in");
    }
}
