using Microsoft.Playwright;
using Nq72.Testing.Http;

namespace Nq72.Browser.Tests;

/// <summary>What is put on a wall or on a table: the calendar, the coverage and a release's board on sheets of A4.</summary>
public sealed class PrintTests(DeskFixture fixture) : Journey(fixture)
{
    // A4 within 10 mm on each side, at 96 px to the inch
    private const int Upright = 718;
    private const int Across = 1046;

    // what no sheet shows: beside its edge, or within a frame that would have to be pushed
    private const string Lost = """
        () => {
          const width = document.documentElement.clientWidth, told = e => e.outerHTML.slice(0, 160);
          const shown = [...document.body.querySelectorAll("*")].filter(e => e.checkVisibility({ visibilityProperty: true }) && !e.closest(".unseen, .skip, svg"));
          const beyond = shown.filter(e => e.getBoundingClientRect().right > width + 1).map(e => `beyond ${width}: ${e.getBoundingClientRect().right} ${told(e)}`);
          const cut = shown.filter(e => getComputedStyle(e).overflowX !== "visible" && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1).map(e => `cut: ${e.scrollWidth} in ${e.clientWidth} ${told(e)}`);
          return [...beyond, ...cut].slice(0, 5);
        }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, InlineData(nameof(Screen.Wide)), InlineData(nameof(Screen.WideDark))]
    public async Task Sheets_hold_all_of_it_and_nothing_to_press(string name)
    {
        var release = await SendAsync();
        var desk = await OpenAsync(Person.Approver, name == nameof(Screen.Wide) ? Screen.Wide : Screen.WideDark);
        (string Path, string Picture, int Width)[] sheets =
        [
            ("/admin/calendar?view=month&day=2027-04-07", "calendar-month", Across), ("/admin/calendar?view=year&day=2027-04-07", "calendar-year", Across), ("/admin/calendar?view=list&day=2027-04-07", "calendar-list", Upright),
            ("/admin/coverage", "coverage", Across), ("/admin/coverage?by=audience&from=2031-01-06&to=2032-01-04", "coverage-year", Across), ($"/admin/releases/{release}", "release", Upright),
        ];
        foreach (var (path, picture, width) in sheets)
        {
            await desk.Page.EmulateMediaAsync(new() { Media = Media.Screen });
            await desk.Page.SetViewportSizeAsync(width, 900);
            Assert.Equal(200, (await desk.GoAsync(path)).Status);
            await desk.Page.EmulateMediaAsync(new() { Media = Media.Print });
            await desk.PictureAsync($"print-{picture}{(name == nameof(Screen.Wide) ? "" : "-dark")}");

            Assert.Equal((path, 0), (path, await desk.Page.Locator("nav:visible, button:visible, select:visible, input:visible:not([type=hidden]), summary:visible").CountAsync()));
            Assert.Empty(await desk.Page.EvaluateAsync<string[]>(Lost));
            await Assertions.Expect(desk.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        }
    }

    private async Task<string> SendAsync()
    {
        await using var receiver = await RecordingReceiver.StartNewAsync(Token);
        receiver.Answer(request => request.Path.EndsWith("/hong", StringComparison.Ordinal) ? new ReceiverAnswer(400) : ReceiverAnswer.Ok);
        using var client = Fixture.Cms.Client();
        var channels = new[] { "Báo in", "Báo hình", "Loa xã", "Trang tin điện tử" }.Select(display => (Display: display, Name: $"in-{Guid.NewGuid():N}"[..20])).ToList();
        foreach (var (display, channel) in channels)
            (await client.PutAsync($"/api/v1/manage/channels/{channel}", new
            {
                displayName = display, format = "ninjs", transport = "webhook",
                destinations = new[] { new { key = "tot", name = $"{display} tỉnh", url = $"{receiver.Url}tot" }, new { key = "hong", name = $"{display} xã Hữu Lũng", url = $"{receiver.Url}hong" } },
            }, Token)).ExpectSuccess();
        var items = new List<object>();
        foreach (var title in new[] { "Ngày Sức khỏe toàn dân 7/4: khám sức khỏe định kỳ tại trạm y tế xã", "Lịch tiêm chủng mở rộng cho các xã vùng cao" })
            items.Add(new { id = (await client.CreateApprovedAsync("Article", title, Token, fields: new { body = "Nội dung." })).Id, channels = channels.Select(channel => channel.Name) });
        var made = await client.PostAsync("/api/v1/manage/releases", new { name = "Đợt in ra giấy", at = TimeProvider.System.GetUtcNow().AddSeconds(5), items }, Token);
        var id = made.ExpectSuccess().Json.GetProperty("id").GetString()!;
        (await client.PostAsync($"/api/v1/manage/releases/{id}/arm", null, Token)).ExpectSuccess();
        string[] before = ["scheduled", "available", "sending"];
        await Eventually.TrueAsync(async () => !(await client.GetAsync($"/api/v1/manage/deliveries?release={id}&limit=100", Token)).ExpectSuccess().Json.GetProperty("items").EnumerateArray().Any(one => before.Contains(one.GetProperty("state").GetString())), TimeSpan.FromSeconds(60), Token, "all deliveries were tried");
        return id;
    }
}
