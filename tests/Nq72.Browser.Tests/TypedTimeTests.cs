using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Nq72.Browser.Tests;

/// <summary>A day is typed and shown day first in every browser; a button opens the browser's own picker, and what is chosen there stands in the field like what was typed.</summary>
public sealed class TypedTimeTests(DeskFixture fixture) : Journey(fixture)
{
    private const string At = "Thời điểm phát";

    // the popup of a picker is drawn by the browser itself: what it would give is given by the test
    private const string Spy = "HTMLInputElement.prototype.showPicker = function () { window.nq72picked = this; };";

    private const string Choose = """
        value => {
          const native = window.nq72picked;
          native.value = value;
          for (const kind of ["input", "change"]) native.dispatchEvent(new Event(kind, { bubbles: true }));
        }
        """;

    [Theory, InlineData(nameof(Screen.Wide)), InlineData(nameof(Screen.Phone))]
    public async Task Time_is_typed_by_keyboard_and_chosen_by_button(string name)
    {
        var desk = await OpenAsync(Person.Approver, name == nameof(Screen.Phone) ? Screen.Phone : Screen.Wide);
        await desk.Page.AddInitScriptAsync(Spy);
        await desk.GoAsync("/admin/releases/new");
        var field = desk.Page.GetByLabel(At);
        var report = desk.Page.GetByRole(AriaRole.Region, new() { Name = "Nếu chốt bây giờ" });
        await Assertions.Expect(field).ToHaveAttributeAsync("placeholder", "ngày/tháng/năm giờ:phút");

        // half a time says what no time says, and nothing about what was typed so far
        await field.FocusAsync();
        await desk.Page.Keyboard.TypeAsync("7/4/2021 ");
        await Assertions.Expect(report).ToContainTextAsync("không đúng dạng");
        await desk.Page.Keyboard.TypeAsync("7h00");
        await Assertions.Expect(Words(desk)).ToHaveTextAsync("07:00 Thứ Tư, 07/04/2021");
        await Assertions.Expect(report).ToContainTextAsync("Giờ phát đã qua");
        await desk.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(field).ToHaveValueAsync("07/04/2021 07:00");

        // the button is next, and large enough for a finger
        var button = desk.Page.GetByRole(AriaRole.Button, new() { Name = "Chọn ngày, giờ" }).And(desk.Page.Locator("main button:visible")).First;
        await Assertions.Expect(button).ToBeFocusedAsync();
        var box = (await button.BoundingBoxAsync())!;
        Assert.True(box is { Width: >= 44, Height: >= 44 }, $"{box.Width} × {box.Height}");
        await desk.Page.Keyboard.PressAsync("Enter");
        Assert.Equal(["datetime-local", "2021-04-07T07:00"], await desk.Page.EvaluateAsync<string[]>("[window.nq72picked.type, window.nq72picked.value]"));
        await desk.Page.EvaluateAsync(Choose, "2031-04-08T19:30");

        await Assertions.Expect(field).ToHaveValueAsync("08/04/2031 19:30");
        await Assertions.Expect(Words(desk)).ToHaveTextAsync("19:30 Thứ Ba, 08/04/2031");
        // what is chosen is heard like what is typed
        await Assertions.Expect(report).Not.ToContainTextAsync("Giờ phát đã qua");
        await desk.PictureAsync($"typed-time-{(name == nameof(Screen.Phone) ? "phone" : "wide")}");
        Assert.Empty(await desk.WrongsAsync());
        if (name == nameof(Screen.Phone))
        {
            await desk.Page.SetViewportSizeAsync(320, 700);
            await desk.FitsAsync();
        }
    }

    [Fact]
    public async Task Browsers_own_picker_opens()
    {
        var desk = await OpenAsync(Person.Approver);
        await desk.GoAsync("/admin/releases/new");

        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Chọn ngày, giờ" }).And(desk.Page.Locator("main button:visible")).First.ClickAsync();

        await Assertions.Expect(desk.Page.Locator("main .typed-native:open")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Day_that_is_chosen_narrows_a_list_once()
    {
        var desk = await OpenAsync(Person.Approver);
        await desk.Page.AddInitScriptAsync(Spy);
        await desk.GoAsync("/admin/coverage?by=type&from=2031-04-28&to=2031-05-11");
        var asked = new ConcurrentQueue<string>();
        desk.Page.Request += (_, request) => asked.Enqueue(request.Url);

        await desk.Page.GetByLabel("Đến tuần có ngày").Locator("..").GetByRole(AriaRole.Button, new() { Name = "Chọn ngày" }).ClickAsync();
        await desk.Page.EvaluateAsync(Choose, "2031-05-25");

        await Assertions.Expect(desk.Page.GetByLabel("Đến tuần có ngày")).ToHaveValueAsync("25/05/2031");
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Columnheader, new() { Name = "19/05–25/05" })).ToBeVisibleAsync();
        Assert.Single(asked, url => url.Contains("/admin/coverage", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("7/4/2031 7h", "07/04/2031 07:00"), InlineData("7.4.2031 19g05", "07/04/2031 19:05"), InlineData("07042031 0730", "07/04/2031 07:30"), InlineData("2031-04-07T07:00", "07/04/2031 07:00"),
     InlineData("7-4-2031,  7:00", "07/04/2031 07:00"), InlineData("31/11/2031 7h", null), InlineData("4/13/2031 7:00", null), InlineData("7/4/31 7:00", null), InlineData("7/4/2031", null), InlineData("7/4/2031 24:00", null)]
    public async Task Browser_reads_what_the_server_reads(string typed, string? shown)
    {
        var desk = await OpenAsync(Person.Approver);
        await desk.GoAsync("/admin/releases/new");

        await desk.FillAsync(At, typed);
        await desk.Page.Keyboard.PressAsync("Tab");

        await Assertions.Expect(desk.Page.GetByLabel(At)).ToHaveValueAsync(shown ?? typed);
        Assert.Equal(shown is not null, (await Words(desk).TextContentAsync())!.Length > 0);
    }

    [Fact]
    public async Task Without_a_script_there_is_a_field_and_no_button()
    {
        var desk = await OpenAsync(Person.Approver, javaScript: false);
        await desk.GoAsync("/admin/releases/new");

        await Assertions.Expect(desk.Page.GetByLabel(At)).ToBeVisibleAsync();
        await Assertions.Expect(desk.Page.Locator(".typed-pick:visible")).ToHaveCountAsync(0);
    }

    private static ILocator Words(Desk desk) => desk.Page.Locator("#about output");
}
