using System.Globalization;
using Microsoft.Playwright;

namespace Nq72.Browser.Tests;

/// <summary>Who never saw Markdown writes with the buttons over the text, with the keyboard as well as with a mouse.</summary>
public sealed class ButtonsTests(DeskFixture fixture) : Journey(fixture)
{
    private static int count;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Article_is_written_with_buttons_alone_by_keyboard()
    {
        var desk = await EditorAsync();
        var keys = desk.Page.Keyboard;
        var text = desk.Field("Nội dung");
        await text.FillAsync("");

        await PressAsync(desk, "Đề mục");
        await keys.TypeAsync("Tiêm chủng");
        await keys.PressAsync("Enter");
        await keys.PressAsync("Enter");
        await PressAsync(desk, "Đậm");
        await keys.TypeAsync("Đủ mũi");
        await keys.PressAsync("End");
        await keys.TypeAsync(", đúng lịch.");
        await keys.PressAsync("Enter");
        await keys.PressAsync("Enter");
        await PressAsync(desk, "Danh sách");
        await keys.TypeAsync("mang sổ");
        await keys.PressAsync("Enter");
        await keys.TypeAsync("ở lại theo dõi");
        await keys.PressAsync("Enter");
        await keys.PressAsync("Enter");
        await keys.PressAsync("Enter");
        await PressAsync(desk, "Trích dẫn");
        await keys.TypeAsync("Phòng bệnh hơn chữa bệnh");
        await keys.PressAsync("Enter");
        await keys.PressAsync("Enter");
        await PressAsync(desk, "Liên kết");
        await keys.TypeAsync("www.langson.gov.vn/y-te");
        await keys.PressAsync("Tab");
        await keys.TypeAsync("Cổng tỉnh");
        await keys.PressAsync("Enter");
        await keys.PressAsync("Enter");
        await PressAsync(desk, "Bảng");
        await keys.PressAsync("Enter");
        await keys.TypeAsync("Tuổi");

        await Assertions.Expect(text).ToHaveValueAsync("""
            ## Tiêm chủng

            **Đủ mũi**, đúng lịch.

            - mang sổ
            - ở lại theo dõi

            > Phòng bệnh hơn chữa bệnh

            [Cổng tỉnh](https://www.langson.gov.vn/y-te)

            | Tuổi | Cột 2 |
            | --- | --- |
            |   |   |
            |   |   |
            |   |   |
            """.ReplaceLineEndings("\n"));
        var preview = desk.Page.GetByRole(AriaRole.Region, new() { Name = "Xem thử: Nội dung" });
        foreach (var (role, name) in new[] { (AriaRole.Heading, "Tiêm chủng"), (AriaRole.Link, "Cổng tỉnh"), (AriaRole.Columnheader, "Tuổi") })
            await Assertions.Expect(preview.GetByRole(role, new() { Name = name })).ToBeVisibleAsync();
        await Assertions.Expect(preview.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(2);
        await Assertions.Expect(preview.Locator("blockquote")).ToContainTextAsync("Phòng bệnh hơn chữa bệnh");
        await desk.IsAccessibleAsync();
        await LookAsync(desk, "buttons");
    }

    [Fact]
    public async Task What_a_button_did_is_taken_back_by_undo_and_by_the_button_again()
    {
        var desk = await EditorAsync();
        var text = desk.Field("Nội dung");
        await text.FillAsync("Một dòng về sức khỏe");
        await desk.Page.Keyboard.PressAsync("End");
        await desk.ClickAsync("Đề mục nhỏ");
        await Assertions.Expect(text).ToHaveValueAsync("### Một dòng về sức khỏe");
        await desk.ClickAsync("Đề mục");
        await Assertions.Expect(text).ToHaveValueAsync("## Một dòng về sức khỏe");
        await desk.ClickAsync("Hoàn tác");
        await Assertions.Expect(text).ToHaveValueAsync("### Một dòng về sức khỏe");
        await desk.ClickAsync("Đề mục nhỏ");
        await Assertions.Expect(text).ToHaveValueAsync("Một dòng về sức khỏe");

        // nothing selected: the syllable around the cursor; by the keys that word processors have
        await desk.Page.Keyboard.PressAsync("End");
        await desk.Page.Keyboard.PressAsync("Control+b");
        await Assertions.Expect(text).ToHaveValueAsync("Một dòng về sức **khỏe**");
        await desk.Page.Keyboard.PressAsync("Control+i");
        await Assertions.Expect(text).ToHaveValueAsync("Một dòng về sức ***khỏe***");
        await desk.Page.Keyboard.PressAsync("Control+b");
        await Assertions.Expect(text).ToHaveValueAsync("Một dòng về sức *khỏe*");
        await desk.Page.Keyboard.PressAsync("Control+z");
        await Assertions.Expect(text).ToHaveValueAsync("Một dòng về sức ***khỏe***");
    }

    [Fact]
    public async Task Several_lines_become_a_list_a_numbered_list_and_lines_again()
    {
        var desk = await EditorAsync();
        var text = desk.Field("Nội dung");
        await text.FillAsync("Mở đầu\nmột\nhai");
        await text.EvaluateAsync("area => area.setSelectionRange(9, 12)");
        await desk.ClickAsync("Danh sách");
        await Assertions.Expect(text).ToHaveValueAsync("Mở đầu\n\n- một\n- hai");
        await desk.ClickAsync("Danh sách số");
        await Assertions.Expect(text).ToHaveValueAsync("Mở đầu\n\n1. một\n2. hai");
        await desk.ClickAsync("Danh sách số");
        await Assertions.Expect(text).ToHaveValueAsync("Mở đầu\n\nmột\nhai");
    }

    [Fact]
    public async Task Link_that_leads_nowhere_is_not_put_in_and_the_dialog_says_why()
    {
        var desk = await EditorAsync();
        var before = await desk.Field("Nội dung").InputValueAsync();
        await desk.ClickAsync("Liên kết");
        var dialog = desk.Page.GetByRole(AriaRole.Dialog, new() { Name = "Chèn liên kết" });
        await dialog.GetByLabel("Địa chỉ trang").FillAsync("javascript:alert(1)");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Chèn" }).ClickAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("Địa chỉ phải bắt đầu bằng https://");
        await desk.IsAccessibleAsync();
        await desk.Page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(dialog).ToBeHiddenAsync();
        await Assertions.Expect(desk.Field("Nội dung")).ToHaveValueAsync(before);
    }

    [Fact]
    public async Task Counts_follow_the_text_without_its_marks()
    {
        var desk = await EditorAsync();
        await desk.Field("Nội dung").FillAsync("## Sức khỏe\n\n**95 %** trẻ em – đủ mũi");
        await Assertions.Expect(desk.Page.Locator("#counts-body")).ToContainTextAsync("7 chữ (âm tiết: mỗi chữ cách nhau bằng dấu cách), 28 ký tự");
    }

    [Fact]
    public async Task Without_a_script_there_are_no_buttons_and_the_counts_are_there()
    {
        var desk = await EditorAsync(javaScript: false);
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Toolbar)).ToHaveCountAsync(0);
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Button, new() { Name = "Chọn từ kho tệp: Ảnh" })).ToHaveCountAsync(0);
        await desk.FillAsync("Nội dung", "Bốn chữ ở đây");
        await desk.ClickAsync("Xem thử");
        await desk.SaysAsync("4 chữ (âm tiết");
        await desk.ClickAsync("Lưu");
        await desk.TellsAsync("Đã lưu phiên bản 2.");
        await Assertions.Expect(desk.Field("Nội dung")).ToHaveValueAsync("Bốn chữ ở đây");
    }

    [Fact]
    public async Task Enter_in_a_line_saves()
    {
        var desk = await EditorAsync();
        await desk.FillAsync("Tiêu đề", "Tiêu đề gõ rồi Enter");
        await desk.Field("Tiêu đề").PressAsync("Enter");
        await desk.TellsAsync("Đã lưu phiên bản 2.");
    }

    // goes along the bar with the arrows, as ARIA's pattern for toolbars has it
    private static async Task PressAsync(Desk desk, string name)
    {
        var keys = desk.Page.Keyboard;
        await keys.PressAsync("Shift+Tab");
        await keys.PressAsync("Home");
        var focused = desk.Page.Locator("[role=toolbar] button:focus");
        for (var i = 0; i < 12 && await focused.TextContentAsync() != name; i++)
            await keys.PressAsync("ArrowRight");
        await Assertions.Expect(focused).ToHaveTextAsync(name);
        await keys.PressAsync("Enter");
    }

    private async Task<Desk> EditorAsync(bool javaScript = true)
    {
        using var client = Fixture.Cms.Client();
        var item = await client.CreateItemAsync("Article", $"Viết bằng nút bấm {Interlocked.Increment(ref count).ToString(CultureInfo.InvariantCulture)}", Token, fields: new { body = "Đoạn đầu." });
        var desk = await OpenAsync(Person.Writer, javaScript: javaScript);
        await desk.GoAsync($"/admin/items/{item.Id}");
        await desk.Page.WaitForLoadStateAsync();
        await desk.Field("Nội dung").FocusAsync();
        return desk;
    }

    private static async Task LookAsync(Desk desk, string name)
    {
        foreach (var screen in new[] { Screen.Wide, Screen.Phone })
        {
            await desk.Page.SetViewportSizeAsync(screen.Width, screen.Height);
            await desk.FitsAsync();
            await desk.PictureAsync($"{name}-{screen.Name}");
        }
    }
}
