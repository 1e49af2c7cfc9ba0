using Microsoft.Playwright;

namespace Nq72.Browser.Tests;

/// <summary>A text read out at the desk: both sides, a question answered for everyone, without a script.</summary>
public sealed class SpokenTests(DeskFixture fixture) : Journey(fixture)
{
    private const string Text = "Thực hiện Nghị quyết số 72-NQ/TW, ngày 7/4 trạm y tế phường khám cho 95% người có thẻ BHYT.\n\nHỏi thêm ZQK gần nhà, điện thoại 0912 345 678; chia 1/2 cho trẻ.";

    public static IEnumerable<TheoryDataRow<string>> Screens => new[] { nameof(Screen.Wide), nameof(Screen.Phone) }.Select(name => new TheoryDataRow<string>(name));

    [Theory, MemberData(nameof(Screens))]
    public async Task Text_is_seen_as_read_out_and_an_answer_is_kept_for_everyone(string name)
    {
        // each run asks about letters of its own: what is kept is kept for everyone
        var (token, text) = (name == nameof(Screen.Wide) ? "ZQK" : "ZQP", Text.Replace("ZQK", name == nameof(Screen.Wide) ? "ZQK" : "ZQP", StringComparison.Ordinal));
        var desk = await OpenAsync(Person.Writer, name == nameof(Screen.Wide) ? Screen.Wide : Screen.Phone, javaScript: false);
        await desk.GoAsync("/admin/spoken");
        await desk.Page.GetByLabel("Văn bản").FillAsync(text);
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Đọc thử" }).ClickAsync();

        var spoken = desk.Page.GetByRole(AriaRole.Region, new() { Name = "Như đọc" });
        await Assertions.Expect(spoken).ToContainTextAsync("Nghị quyết số bảy mươi hai của Bộ Chính trị");
        await Assertions.Expect(spoken).ToContainTextAsync($"⟦{token}⟧");
        await desk.PictureAsync($"spoken-asked-{name}");
        await desk.FitsAsync();

        var question = desk.Page.GetByRole(AriaRole.Group, new() { Name = $"Cách đọc “{token}”" });
        await question.GetByLabel("Cách đọc khác, viết bằng chữ").FillAsync("trạm y tế");
        await question.GetByRole(AriaRole.Button).ClickAsync();

        await Assertions.Expect(desk.Page.GetByText($"Đã lưu: “{token}” đọc là “trạm y tế”.")).ToBeVisibleAsync();
        await Assertions.Expect(spoken).ToContainTextAsync("Hỏi thêm trạm y tế gần nhà");
        await desk.PictureAsync($"spoken-kept-{name}");
        // the form reads again, and does not keep again
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Đọc thử" }).ClickAsync();
        await Assertions.Expect(desk.Page.GetByText("Đã lưu:")).ToHaveCountAsync(0);

        await desk.Page.GetByRole(AriaRole.Row, new() { Name = token }).GetByRole(AriaRole.Button).ClickAsync();
        await desk.TellsAsync("Đã bỏ cách đọc.");
    }

    [Theory, MemberData(nameof(Screens))]
    public async Task Page_with_a_text_is_accessible(string name)
    {
        var desk = await OpenAsync(Person.Writer, name == nameof(Screen.Wide) ? Screen.Wide : Screen.Phone);
        await desk.GoAsync("/admin/spoken");
        await desk.Page.GetByLabel("Văn bản").FillAsync(Text);
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Đọc thử" }).ClickAsync();
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Region, new() { Name = "Như đọc" })).ToBeVisibleAsync();
        await desk.FitsAsync();
        await desk.IsAccessibleAsync();
    }
}
