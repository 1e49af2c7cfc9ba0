using Nq72.Testing.Cms;

namespace Nq72.Browser.Tests;

/// <summary>Every main screen, wide and narrow, light and dark: accessible, and no wider than its window.</summary>
public sealed class ScreensTests(DeskFixture fixture) : Journey(fixture)
{
    private const string Nowhere = "/admin/khong-co";

    private static readonly string[] Paths =
    [
        "/admin", "/admin/approvals", "/admin/languages", "/admin/calendar", "/admin/coverage", "/admin/coverage?by=type&from=2031-04-28&to=2031-05-11", "/admin/items", "/admin/items?state=draft&q=suc+khoe", "/admin/items/new", "/admin/releases", "/admin/releases/new", "/admin/peaks?year=2027", "/admin/deliveries", "/admin/deliveries?channel=loa-xa&code=clientError", "/admin/retractions",
        "/admin/channels", "/admin/notices", "/admin/previews", "/admin/media", "/admin/spoken", "/admin/loudspeaker", "/admin/loudspeaker/05977/2027-04-07", "/admin/tokens", "/admin/people", "/admin/roles", "/admin/audit", "/admin/me", "/admin/settings", "/admin/settings/occasions", "/admin/settings/occasion/7-4-suc-khoe-toan-dan", "/admin/settings/campaigns", "/admin/settings/campaign/nq72", "/admin/settings/blackouts",
        "/admin/settings/blackout", "/admin/settings/places?q=kinh", "/admin/settings/place/05977", "/admin/settings/taxonomies", "/admin/settings/taxonomy/genre", "/admin/settings/term/genre/tin", "/admin/settings/site", "/admin/help?screen=items", Nowhere,
    ];

    public static IEnumerable<TheoryDataRow<string>> Screens => Names.Select(name => new TheoryDataRow<string>(name));

    private static string[] Names => [nameof(Screen.Wide), nameof(Screen.PhoneDark), nameof(Screen.WideDark), nameof(Screen.Phone)];

    [Theory, MemberData(nameof(Screens))]
    public async Task Screens_are_accessible_and_fit(string name)
    {
        // one who may open every screen: a refusal would be a screen that is not looked at
        var desk = await OpenAsync(Person.Administrator, Named(name));
        var item = await MakeAsync();
        var release = await BundleAsync(item.Id);
        string[] own =
        [
            $"/admin/items/{item.Id}", $"/admin/items/{item.Id}/review", $"/admin/items/{item.Id}/timeline", $"/admin/items/{item.Id}/versions", $"/admin/items/{item.Id}/previews", $"/admin/items/{item.Id}/alongside", $"/admin/releases/{release}",
            $"/admin/releases/{release}/edit", $"/admin/deliveries/{await DeliveryAsync(release)}",
        ];
        // both widths and both colours are seen on every screen; the other two pairs on those with the most on them
        var wrong = new List<string>();
        foreach (var path in name is nameof(Screen.Wide) or nameof(Screen.PhoneDark) ? Paths.Concat(own) : [Paths[0], own[0], own[5]])
        {
            var answer = await desk.GoAsync(path);
            if (answer.Status != (path == Nowhere ? 404 : 200))
                wrong.Add($"{path} answers {answer.Status}");
            wrong.AddRange(await desk.WrongsAsync());
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Theory, MemberData(nameof(Screens))]
    public async Task Editor_and_sign_in_are_accessible_and_fit(string name)
    {
        var stranger = await OpenAsync(null, Named(name));
        await stranger.GoAsync("/admin/sign-in");
        await stranger.FitsAsync();
        await stranger.IsAccessibleAsync();

        var writer = await OpenAsync(Person.Writer, Named(name));
        await writer.GoAsync($"/admin/items/{(await MakeAsync()).Id}");
        await writer.FitsAsync();
        await writer.IsAccessibleAsync();
    }

    [Fact]
    public async Task Menu_on_a_phone_opens_by_keyboard_and_closes_by_escape()
    {
        var desk = await OpenAsync(Person.Writer, Screen.Phone);
        // the page works before its script is there; Escape is the script's
        await desk.Page.WaitForLoadStateAsync();
        var menu = desk.Page.Locator("summary").GetByText("Mục lục");
        await menu.FocusAsync();
        await desk.Page.Keyboard.PressAsync("Enter");
        await Microsoft.Playwright.Assertions.Expect(desk.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Đợt phát", Exact = true })).ToBeVisibleAsync();
        await desk.Page.Keyboard.PressAsync("Escape");
        await Microsoft.Playwright.Assertions.Expect(desk.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Đợt phát", Exact = true })).ToBeHiddenAsync();
    }

    private static Screen Named(string name) => name switch { nameof(Screen.Phone) => Screen.Phone, nameof(Screen.WideDark) => Screen.WideDark, nameof(Screen.PhoneDark) => Screen.PhoneDark, _ => Screen.Wide };

    private async Task<CmsItem> MakeAsync()
    {
        using var client = Fixture.Cms.Client();
        return await client.CreateApprovedAsync("Article", $"Bài để xem các màn hình {Guid.NewGuid():N}", TestContext.Current.CancellationToken, fields: new
        {
            body = "## Mục\n\nMột đoạn **đậm**.",
            claims = new[] { new { text = "Một số liệu", kind = "fact", source = "Báo cáo", verified = true } },
        });
    }

    private async Task<string> DeliveryAsync(string release)
    {
        using var client = Fixture.Cms.Client();
        var found = await client.GetAsync($"/api/v1/manage/deliveries?release={release}&limit=1", TestContext.Current.CancellationToken);
        return found.ExpectSuccess().Json.GetProperty("items")[0].GetProperty("id").GetString()!;
    }

    private async Task<string> BundleAsync(string item)
    {
        using var client = Fixture.Cms.Client();
        var made = await client.PostAsync("/api/v1/manage/releases", new { name = "Đợt để xem màn hình", at = "2031-05-06T00:00:00Z", items = new[] { new { id = item, channels = new[] { "loa-xa" } } } },
            TestContext.Current.CancellationToken);
        var id = made.ExpectSuccess().Json.GetProperty("id").GetString()!;
        (await client.PostAsync($"/api/v1/manage/releases/{id}/arm", null, TestContext.Current.CancellationToken)).ExpectSuccess();
        return id;
    }
}
