using Microsoft.Playwright;

namespace Nq72.Browser.Tests;

/// <summary>Another time is looked at from the desk's foot, on each screen of it, and left again.</summary>
public sealed class AsOfTests(DeskFixture fixture) : Journey(fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Planner_looks_at_another_time_and_comes_back(bool javaScript)
    {
        var title = await PlannedAsync("2032-04-07T00:00:00Z");
        var desk = await OpenAsync(Person.Approver, javaScript: javaScript);
        await desk.GoAsync("/admin/releases");

        await Side(desk).GetByText("Xem như lúc…").ClickAsync();
        await Side(desk).GetByLabel("Ngày, giờ muốn xem").FillAsync("7/4/2032 7h");
        await Side(desk).GetByRole(AriaRole.Button, new() { Name = "Xem", Exact = true }).ClickAsync();

        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Heading, new() { Name = "Từ bây giờ đến 07/04/2032 07:00" })).ToBeVisibleAsync();
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = title })).ToContainTextAsync("Hiện ra");
        await Banner(desk).GetByRole(AriaRole.Link, new() { Name = "Nội dung" }).ClickAsync();
        await desk.FillAsync("Tìm", title);
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Lọc", Exact = true }).ClickAsync();
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = title })).ToContainTextAsync("Đã đăng");
        await Assertions.Expect(Banner(desk)).ToContainTextAsync("Như sẽ hiện lúc 07/04/2032 07:00");
        await Banner(desk).GetByRole(AriaRole.Link, new() { Name = "Về hiện tại" }).ClickAsync();
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = title })).ToContainTextAsync("Đã hẹn giờ");
        await Assertions.Expect(Banner(desk)).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(nameof(Screen.Wide)), InlineData(nameof(Screen.Phone)), InlineData(nameof(Screen.WideDark)), InlineData(nameof(Screen.PhoneDark))]
    public async Task Each_screen_of_another_time_is_accessible_and_fits(string name)
    {
        var screen = name switch { nameof(Screen.Phone) => Screen.Phone, nameof(Screen.WideDark) => Screen.WideDark, nameof(Screen.PhoneDark) => Screen.PhoneDark, _ => Screen.Wide };
        await PlannedAsync("2032-05-07T00:00:00Z");
        var desk = await OpenAsync(Person.Approver, screen);
        foreach (var (path, picture) in new[]
        {
            ("/admin/as-of", "choose"), ("/admin/as-of?at=2032-05-08T07:00", "changes"), ("/admin/items?at=2032-05-08T07:00", "items"), ("/admin/calendar?at=2032-05-08T07:00", "calendar"),
            ("/admin?at=2032-05-01T07:00", "home"), ("/admin/items?at=2020-05-01T07:00", "past"), ("/admin/releases?at=2032-05-08T07:00", "of-now"), ("/admin/items?at=mai", "refused"), ("/?asOf=2032-05-08T00:00:00Z", "public"),
        })
        {
            await desk.GoAsync(path);
            await desk.FitsAsync();
            await desk.IsAccessibleAsync();
            await desk.PictureAsync($"as-of-{picture}-{screen.Name}");
        }

        await desk.GoAsync("/admin/items?at=2032-05-08T07:00");
        await desk.Page.GetByText("Những gì vẫn là của hiện tại").ClickAsync();
        await desk.SaysAsync("Kế hoạch như bây giờ");
        if (screen.Name.StartsWith("phone", StringComparison.OrdinalIgnoreCase))
            await desk.Page.GetByText("Mục lục").ClickAsync();
        await desk.Page.Locator("summary:visible").GetByText("Xem như lúc…").ClickAsync();
        await Assertions.Expect(desk.Page.GetByLabel("Ngày, giờ muốn xem").And(desk.Page.Locator("input:visible"))).ToHaveValueAsync("08/05/2032 07:00");
        await desk.IsAccessibleAsync();
        await desk.PictureAsync($"as-of-form-{screen.Name}");
    }

    private static ILocator Side(Desk desk) => desk.Page.GetByRole(AriaRole.Complementary).Filter(new() { Has = desk.Page.GetByText("Đăng xuất") });

    private static ILocator Banner(Desk desk) => desk.Page.GetByRole(AriaRole.Complementary, new() { Name = "Đang xem lúc khác" });

    private async Task<string> PlannedAsync(string from)
    {
        using var client = Fixture.Cms.Client();
        var title = $"Bài cho lúc khác {Guid.NewGuid():N}"[..26];
        var item = await client.CreateApprovedAsync("Article", title, Token, fields: new { body = "Nội dung." });
        (await client.PostAsync($"/api/v1/manage/items/{item.Id}/publish", new { from }, Token)).ExpectSuccess();
        return title;
    }
}
