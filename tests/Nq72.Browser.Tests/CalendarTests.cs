using Microsoft.Playwright;

namespace Nq72.Browser.Tests;

/// <summary>The calendar: a release is moved by dragging it, or by its form; what gets in each other's way is told.</summary>
public sealed class CalendarTests(DeskFixture fixture) : Journey(fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dragging_a_draft_moves_it_to_the_other_day()
    {
        var name = await MakeAsync("2031-09-10T00:00:00Z", arm: false);
        var desk = await OpenAsync(Person.Approver);
        await desk.GoAsync("/admin/calendar?view=month&day=2031-09-10");

        await Entry(desk, name).DragToAsync(Day(desk, "2031-09-12"));

        await desk.TellsAsync($"Đã dời “{name}” sang 12/09/2031 07:00.");
        await Assertions.Expect(Day(desk, "2031-09-12")).ToContainTextAsync(name);
        await Assertions.Expect(Day(desk, "2031-09-10")).Not.ToContainTextAsync(name);
    }

    [Fact]
    public async Task Dragging_an_armed_release_asks_before_it_moves()
    {
        var name = await MakeAsync("2031-10-10T00:00:00Z", arm: true);
        var desk = await OpenAsync(Person.Approver);
        await desk.GoAsync("/admin/calendar?view=month&day=2031-10-10");

        await Entry(desk, name).DragToAsync(Day(desk, "2031-10-13"));

        await Assertions.Expect(Entry(desk, name).GetByText("Nơi đã nhận trước được báo giờ mới.")).ToBeVisibleAsync();
        await Assertions.Expect(Entry(desk, name).GetByLabel("Sang ngày")).ToHaveValueAsync("13/10/2031");
        await desk.PictureAsync("calendar-move-wide");
        await desk.IsAccessibleAsync();
        await desk.Page.Keyboard.PressAsync("Enter");
        await desk.TellsAsync($"Đã dời “{name}” sang 13/10/2031 07:00.");
    }

    [Fact]
    public async Task Keyboard_moves_it_without_a_script_and_a_refusal_says_why()
    {
        var name = await MakeAsync("2031-11-10T00:00:00Z", arm: true);
        var desk = await OpenAsync(Person.Approver, javaScript: false);
        await desk.GoAsync("/admin/calendar?view=list&day=2031-11-10");

        await Entry(desk, name).Locator("summary").FocusAsync();
        await desk.Page.Keyboard.PressAsync("Enter");
        await Entry(desk, name).GetByLabel("Sang ngày").FillAsync("2020-01-01");
        await Entry(desk, name).GetByRole(AriaRole.Button, new() { Name = "Dời ngày" }).ClickAsync();

        await desk.TellsAsync("Giờ phát đã qua.");
        await Entry(desk, name).GetByLabel("Sang ngày").FillAsync("20-11-2031");
        await Entry(desk, name).GetByRole(AriaRole.Button, new() { Name = "Dời ngày" }).ClickAsync();
        await desk.TellsAsync($"Đã dời “{name}” sang 20/11/2031 07:00.");
    }

    [Fact]
    public async Task Two_releases_at_one_instant_tell_of_each_other_and_a_writer_has_no_form()
    {
        var (one, two) = (await MakeAsync("2031-12-10T00:00:00Z", arm: false), await MakeAsync("2031-12-10T00:00:00Z", arm: false));
        var desk = await OpenAsync(Person.Writer);
        await desk.GoAsync("/admin/calendar?view=month&day=2031-12-10");

        await Assertions.Expect(Entry(desk, one).First).ToContainTextAsync($"Cùng giờ với đợt phát “{two}”.");
        await Assertions.Expect(desk.Page.Locator("summary").GetByText("Dời", new() { Exact = false }).And(desk.Page.Locator("summary:visible"))).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(nameof(Screen.Wide)), InlineData(nameof(Screen.Phone)), InlineData(nameof(Screen.WideDark)), InlineData(nameof(Screen.PhoneDark))]
    public async Task Each_layout_is_accessible_and_fits(string name)
    {
        var screen = name switch { nameof(Screen.Phone) => Screen.Phone, nameof(Screen.WideDark) => Screen.WideDark, nameof(Screen.PhoneDark) => Screen.PhoneDark, _ => Screen.Wide };
        using var client = Fixture.Cms.Client();
        (await client.PutAsync("/api/v1/manage/blackouts/xem-lich", new { name = "Quốc tang (thử màn hình)", from = "2030-04-13", to = "2030-04-16" }, Token)).ExpectSuccess();
        if (!(await client.GetAsync("/api/v1/manage/releases?limit=100", Token)).Text.Contains("Xem lịch sáng", StringComparison.Ordinal))
        {
            await MakeAsync("2030-04-07T00:00:00Z", arm: true, "Xem lịch sáng 7/4: Ngày Sức khỏe toàn dân");
            await MakeAsync("2030-04-07T00:00:00Z", arm: false, "Xem lịch, đợt nháp cùng giờ");
            await MakeAsync("2030-04-14T00:00:00Z", arm: false, "Xem lịch, đợt giữa thời gian tạm dừng");
            var item = await client.CreateApprovedAsync("Article", "Bài tự hiện và tự hết hạn để xem lịch", Token, fields: new { body = "Nội dung." });
            (await client.PostAsync($"/api/v1/manage/items/{item.Id}/publish", new { from = "2030-04-10T01:00:00Z", until = "2030-04-12T10:00:00Z" }, Token)).ExpectSuccess();
        }

        var desk = await OpenAsync(Person.Approver, screen);
        foreach (var view in new[] { "month", "year", "list" })
        {
            await desk.GoAsync($"/admin/calendar?view={view}&day=2030-04-07");
            await desk.FitsAsync();
            await desk.IsAccessibleAsync();
            await desk.PictureAsync($"calendar-{view}-{screen.Name}");
        }

        await desk.GoAsync("/admin/calendar?view=month&day=2030-04-07&kind=release&kind=peak&lang=vi");
        await desk.IsAccessibleAsync();
    }

    private static ILocator Entry(Desk desk, string name) => desk.Page.GetByRole(AriaRole.Listitem).Filter(new() { Has = desk.Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }) });

    private static ILocator Day(Desk desk, string day) => desk.Page.Locator($"td[data-day='{day}']");

    private async Task<string> MakeAsync(string at, bool arm, string? name = null)
    {
        using var client = Fixture.Cms.Client();
        name ??= $"Đợt {Guid.NewGuid():N}"[..14];
        var item = await client.CreateApprovedAsync("Article", $"Bài cho lịch {Guid.NewGuid():N}", Token, fields: new { body = "Nội dung." });
        var made = await client.PostAsync("/api/v1/manage/releases", new { name, at, items = new[] { new { id = item.Id } } }, Token);
        if (arm)
            (await client.PostAsync($"/api/v1/manage/releases/{made.ExpectSuccess().Json.GetProperty("id").GetString()}/arm", null, Token)).ExpectSuccess();
        made.ExpectSuccess();
        return name;
    }
}
