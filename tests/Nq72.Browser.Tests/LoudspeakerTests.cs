using System.Globalization;
using Microsoft.Playwright;

namespace Nq72.Browser.Tests;

/// <summary>A planner plans a week of 65 communes; an operator reads a commune's script and says what became of it.</summary>
public sealed class LoudspeakerTests(DeskFixture fixture) : Journey(fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Week_is_planned_read_and_told()
    {
        using var client = Fixture.Cms.Client();
        var title = $"Đo huyết áp tại trạm {Guid.NewGuid():N}";
        var item = await client.CreateApprovedAsync("Article", title, Token, fields: new { body = "Ngày 7/4, trạm y tế đo huyết áp cho 120 người từ 7h30. Mời bà con tới dự." });
        // what was due a minute ago is read in the next slots
        var release = (await client.PostAsync("/api/v1/manage/releases", new { name = "Loa", at = TimeProvider.System.GetUtcNow().AddSeconds(2), items = new[] { new { id = item.Id, channels = new[] { "loa-xa" } } } }, Token)).ExpectSuccess().Json.GetProperty("id").GetString();
        (await client.PostAsync($"/api/v1/manage/releases/{release}/arm", null, Token)).ExpectSuccess();
        var desk = await OpenAsync(Person.Approver);
        await desk.GoAsync("/admin/loudspeaker");
        await desk.Page.GetByRole(AriaRole.Link, new() { Name = "Tuần sau" }).ClickAsync();
        await desk.ClickAsync("Xếp lịch tuần này");
        await desk.TellsAsync("lượt phát cho 65 xã, phường");
        var row = desk.Page.GetByRole(AriaRole.Row).Filter(new() { Has = desk.Page.GetByRole(AriaRole.Rowheader, new() { Name = "phường Đông Kinh" }) });
        await Assertions.Expect(row.Locator(".week-cell").First).ToContainTextAsync("sẽ phát");
        await LookAsync(desk, "week");
        await row.Locator(".week-cell").First.ClickAsync();
        await desk.SaysAsync("Ngày mùng bảy tháng tư, trạm y tế đo huyết áp cho một trăm hai mươi người từ bảy giờ ba mươi phút");
        await desk.SaysAsync("Kính thưa quý vị và bà con phường Đông Kinh!");
        await LookAsync(desk, "script");
        await Assertions.Expect(desk.Page.GetByText("Ghi là đã phát")).ToHaveCountAsync(0);
    }

    private static async Task LookAsync(Desk desk, string what)
    {
        foreach (var (screen, width) in new[] { ("wide", 1280), ("phone", 390) })
        {
            await desk.Page.SetViewportSizeAsync(width, 844);
            // the address names a slot: what lies under the bar at the top then is no fault of the page
            await desk.Page.EvaluateAsync("() => scrollTo(0, 0)");
            await desk.PictureAsync(string.Create(CultureInfo.InvariantCulture, $"loudspeaker-{what}-{screen}"));
            await desk.FitsAsync();
            await desk.IsAccessibleAsync();
        }

        await desk.Page.SetViewportSizeAsync(1280, 900);
    }
}
