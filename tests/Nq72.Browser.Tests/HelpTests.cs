using Microsoft.Playwright;

namespace Nq72.Browser.Tests;

/// <summary>Keys do what the list says, do nothing while somebody types, and can be turned off; settings are changed without a script too.</summary>
public sealed class HelpTests(DeskFixture fixture) : Journey(fixture)
{
    [Theory, InlineData("Wide"), InlineData("Phone")]
    public async Task Question_mark_opens_the_keys_of_this_page_and_the_button_does_too(string width)
    {
        var desk = await OpenAsync(Person.Administrator, width == "Wide" ? Screen.Wide : Screen.Phone);
        await desk.GoAsync("/admin/items");
        await desk.Page.WaitForLoadStateAsync();
        var dialog = desk.Page.GetByRole(AriaRole.Dialog, new() { Name = "Phím tắt" });

        await desk.Page.Keyboard.PressAsync("?");

        await Assertions.Expect(dialog).ToBeVisibleAsync();
        await Assertions.Expect(dialog.GetByText("Đến ô tìm kiếm")).ToBeVisibleAsync();
        await Assertions.Expect(dialog.GetByText("Chữ đậm, trong ô soạn thảo")).ToBeHiddenAsync();
        await desk.PictureAsync($"keys-{width}");
        await desk.IsAccessibleAsync();
        await desk.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(dialog).ToBeHiddenAsync();

        // a page without a search field does not list it
        await desk.GoAsync("/admin/me");
        if (width == "Phone")
            await desk.Page.Locator("summary").GetByText("Mục lục").ClickAsync();
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Phím tắt" }).ClickAsync();
        await Assertions.Expect(dialog).ToBeVisibleAsync();
        await Assertions.Expect(dialog.GetByText("Đến ô tìm kiếm")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Keys_go_places_but_not_while_somebody_types_and_not_when_they_are_off()
    {
        var desk = await OpenAsync(Person.Approver);
        await desk.GoAsync("/admin/items");
        await desk.Page.WaitForLoadStateAsync();
        await desk.Page.Keyboard.PressAsync("/");
        var search = desk.Page.Locator("main input[type=search]").First;
        await Assertions.Expect(search).ToBeFocusedAsync();
        await desk.Page.Keyboard.TypeAsync("g l?");
        await Assertions.Expect(search).ToHaveValueAsync("g l?");
        await Assertions.Expect(desk.Page.Locator("#keys")).ToBeHiddenAsync();

        await search.BlurAsync();
        await desk.Page.Keyboard.PressAsync("g");
        await desk.Page.Keyboard.PressAsync("l");
        await desk.Page.WaitForURLAsync("**/admin/calendar");

        await desk.GoAsync("/admin/help");
        await desk.ClickAsync("Tắt phím đơn");
        await desk.TellsAsync("Đã tắt phím đơn.");
        await desk.Page.WaitForLoadStateAsync();
        await desk.Page.Keyboard.PressAsync("?");
        await desk.Page.Keyboard.PressAsync("g");
        await desk.Page.Keyboard.PressAsync("h");
        await Assertions.Expect(desk.Page.Locator("#keys")).ToBeHiddenAsync();
        Assert.EndsWith("/admin/help", desk.Page.Url, StringComparison.Ordinal);
        await desk.ClickAsync("Bật phím đơn");
        await desk.TellsAsync("Đã bật phím đơn.");
    }

    [Theory]
    [InlineData("home", "/admin", false), InlineData("help", "/admin/help?screen=items", false), InlineData("help-phone", "/admin/help?screen=items", true), InlineData("settings", "/admin/settings", false), InlineData("occasions", "/admin/settings/occasions?only=doubtful", false),
     InlineData("campaign", "/admin/settings/campaign/nq72", false), InlineData("place", "/admin/settings/place/05977", true), InlineData("calendar", "/admin/calendar?view=month&day=2027-04-07", false), InlineData("notices", "/admin/notices", true)]
    public async Task Screens_of_the_guides_fit_and_are_pictured(string name, string path, bool onPhone)
    {
        // scripts/desk-pictures makes those of docs/ of them
        var desk = await OpenAsync(Person.Administrator, onPhone ? Screen.Phone : Screen.Wide);
        Assert.Equal(200, (await desk.GoAsync(path)).Status);
        await desk.FitsAsync();
        await desk.PictureAsync($"guide-{name}");
    }

    [Fact]
    public async Task Blackout_is_declared_and_lifted_without_a_script()
    {
        var desk = await OpenAsync(Person.Approver, javaScript: false);
        await desk.GoAsync("/admin/settings/blackout");
        await desk.Page.GetByLabel("Tên").FillAsync("Tạm dừng để thử");
        await desk.Page.GetByLabel("Từ ngày").FillAsync("1/2/2034");
        await desk.Page.GetByLabel("Đến hết ngày").FillAsync("02/02/2034");
        await desk.PictureAsync("settings-blackout-wide");
        await desk.ClickAsync("Lưu");
        await desk.TellsAsync("Đã lưu “Tạm dừng để thử”: 0 nội dung vừa được giữ.");

        await desk.Page.GetByRole(AriaRole.Link, new() { Name = "Tạm dừng để thử" }).ClickAsync();
        await desk.Page.Locator("summary").GetByText("Bãi bỏ").ClickAsync();
        await desk.ClickAsync("Bãi bỏ");
        await desk.TellsAsync("Đã bãi bỏ “Tạm dừng để thử”");
    }
}
