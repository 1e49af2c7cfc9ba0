using Microsoft.Playwright;

namespace Nq72.Browser.Tests;

/// <summary>The coverage table: a figure leads to its items, the filter works with and without a script, a phone shows it too.</summary>
public sealed class CoverageTests(DeskFixture fixture) : Journey(fixture)
{
    private const string Week = "/admin/coverage?by=type&from=2031-11-17&to=2031-11-30";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, InlineData(true), InlineData(false)]
    public async Task Figure_leads_to_the_items_that_it_counts(bool javaScript)
    {
        var title = await PlanAsync();
        var desk = await OpenAsync(Person.Approver, javaScript: javaScript);
        await desk.GoAsync(Week);

        await desk.Page.GetByLabel("Mỗi dòng là một").SelectOptionAsync("language");
        if (!javaScript)
            await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Xem bảng" }).ClickAsync();
        var row = desk.Page.GetByRole(AriaRole.Row).Filter(new() { Has = desk.Page.GetByRole(AriaRole.Rowheader, new() { Name = "Tiếng Việt" }) });
        await row.GetByRole(AriaRole.Link, new() { Name = "dự kiến" }).First.ClickAsync();

        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Link, new() { Name = title })).ToBeVisibleAsync();
        await Assertions.Expect(desk.Page.GetByLabel("Trong những ngày ấy")).ToHaveValueAsync("planned");
    }

    [Theory, InlineData(nameof(Screen.Wide)), InlineData(nameof(Screen.Phone))]
    public async Task Table_with_figures_and_gaps_is_accessible_and_fits(string name)
    {
        await PlanAsync();
        var desk = await OpenAsync(Person.Approver, name == nameof(Screen.Phone) ? Screen.Phone : Screen.Wide);
        foreach (var (path, picture) in new[] { (Week, "coverage-type"), ("/admin/coverage?by=strand&from=2030-02-11&to=2030-03-24", "coverage-peak"), ("/admin/coverage?by=audience&from=2031-01-06&to=2032-01-04", "coverage-year"), ("/admin/coverage", "coverage-usual") })
        {
            Assert.Equal(200, (await desk.GoAsync(path)).Status);
            await desk.FitsAsync();
            await desk.IsAccessibleAsync();
            await desk.PictureAsync($"{picture}-{name.ToLowerInvariant()}");
        }
    }

    private async Task<string> PlanAsync()
    {
        using var client = Fixture.Cms.Client();
        var title = $"Bài dự kiến {Guid.NewGuid():N}";
        var item = await client.CreateApprovedAsync("Article", title, Token, fields: new { body = "Một đoạn." });
        (await client.PostAsync("/api/v1/manage/releases", new { name = $"Đợt chưa chốt {Guid.NewGuid():N}"[..30], at = "2031-11-18T00:00:00Z", items = new[] { new { id = item.Id } } }, Token)).ExpectSuccess();
        var late = await client.CreateItemAsync("Article", $"Bài chưa duyệt {Guid.NewGuid():N}", Token, fields: new { body = "Một đoạn." });
        (await client.PostAsync("/api/v1/manage/releases", new { name = "Đợt sắp tới", at = TimeProvider.System.GetUtcNow().AddHours(20), items = new[] { new { id = late.Id } } }, Token)).ExpectSuccess();
        return title;
    }
}
