using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Nq72.Browser.Tests;

/// <summary>What is pasted from word processors becomes clean Markdown; what has no form is left to the browser. And pictures of the library come into the text by a dialog.</summary>
public sealed class PasteTests(DeskFixture fixture) : Journey(fixture)
{
    // as Word puts it on the clipboard: lists are paragraphs with drawn marks, headings and everything else carry styles
    private const string Word = """
        <html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=Generator content="Microsoft Word 15">
        <!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--><style>p.MsoNormal {margin:0}</style></head><body lang=VI><!--StartFragment-->
        <h1>Chăm sóc trẻ<o:p></o:p></h1>
        <p class=MsoNormal>Trẻ cần <b>đủ mũi</b> và <i>đúng lịch</i>.&nbsp;<o:p></o:p></p>
        <h2>Việc của cha mẹ</h2>
        <p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><!--[if !supportLists]--><span style='font-family:Symbol;mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><!--[endif]-->Mang sổ</p>
        <p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><!--[if !supportLists]--><span style='mso-list:Ignore'>o<span>&nbsp; </span></span><!--[endif]-->sổ tiêm chủng</p>
        <p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><!--[if !supportLists]--><span style='mso-list:Ignore'>·<span>&nbsp; </span></span><!--[endif]-->Ở lại 30 phút</p>
        <p class=MsoNormal>Theo thứ tự:</p>
        <p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><!--[if !supportLists]--><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span><!--[endif]-->Đăng ký</p>
        <p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><!--[if !supportLists]--><span style='mso-list:Ignore'>2.<span>&nbsp; </span></span><!--[endif]-->Tiêm</p>
        <table class=MsoTableGrid border=1><tr><td><p class=MsoNormal><b>Tuổi</b><o:p></o:p></p></td><td><p class=MsoNormal><b>Vắc xin</b></p></td></tr><tr><td><p class=MsoNormal>Sơ sinh</p></td><td><p class=MsoNormal>Lao | viêm gan B</p></td></tr></table>
        <p class=MsoNormal>Xem <a href="https://moh.gov.vn/tiem-chung">Bộ Y tế</a><a href="#_ftn1" style='mso-footnote-id:ftn1'><span>[1]</span></a>. <script>document.title = "xấu"</script></p>
        <p class=MsoNormal><img width=300 height=200 src="file:///C:/Users/lan/AppData/Local/Temp/image001.png" alt="Ảnh"></p>
        <!--EndFragment--></body></html>
        """;

    private const string GoogleDocs = """
        <meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr"><span style="font-size:16pt;font-weight:400;">Rửa tay</span></h2>
        <p dir="ltr"><span style="font-weight:400;">Rửa tay </span><span style="font-weight:700;">thường xuyên</span><span style="font-weight:400;font-style:italic;"> bằng xà phòng</span>.</p>
        <ul><li dir="ltr" style="font-weight:400"><p dir="ltr"><span style="font-weight:400;">Trước khi ăn</span></p></li></ul><p><a href="https://www.google.com/url?q=https://who.int/hand&amp;sa=D">WHO</a></p></b>
        """;

    private const string LibreOffice = """
        <html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/><style type="text/css">p { margin-bottom: 0.25cm }</style></head><body lang="vi-VN" dir="ltr">
        <h3><font face="Liberation Sans">Dinh dưỡng</font></h3><p style="margin-bottom: 0cm"><font face="Times"><b>Ăn</b> đủ <i>bốn</i> nhóm</font></p><ol><li><p>Bột đường</p></li><li><p>Đạm</p><ol><li><p>cá</p></li></ol></li></ol></body></html>
        """;

    private static int count;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Word_becomes_clean_markdown_and_what_did_not_come_along_is_told()
    {
        var desk = await EditorAsync();
        await PasteAsync(desk, Word);

        await Assertions.Expect(desk.Field("Nội dung")).ToHaveValueAsync("""
            ## Chăm sóc trẻ

            Trẻ cần **đủ mũi** và *đúng lịch*.

            ### Việc của cha mẹ

            - Mang sổ
              - sổ tiêm chủng
            - Ở lại 30 phút

            Theo thứ tự:

            1. Đăng ký
            2. Tiêm

            | **Tuổi** | **Vắc xin** |
            | --- | --- |
            | Sơ sinh | Lao \| viêm gan B |

            Xem [Bộ Y tế](https://moh.gov.vn/tiem-chung)\[1\].
            """.ReplaceLineEndings("\n"));
        await desk.TellsAsync("Đã dán và giữ định dạng: 2 đề mục, 3 danh sách, 1 bảng. 1 ảnh không đi theo khi dán");
        Assert.DoesNotContain("xấu", await desk.Page.TitleAsync(), StringComparison.Ordinal);
        var preview = desk.Page.GetByRole(AriaRole.Region, new() { Name = "Xem thử: Nội dung" });
        await Assertions.Expect(preview.GetByRole(AriaRole.Cell, new() { Name = "Lao | viêm gan B" })).ToBeVisibleAsync();
        await desk.PictureAsync("paste-wide");
        // what was pasted is kept as what was typed is, and taken back as that is
        await Assertions.Expect(desk.Page.Locator("#kept")).ToContainTextAsync("Đã cất chữ chưa lưu");
        await desk.ClickAsync("Hoàn tác");
        await Assertions.Expect(desk.Field("Nội dung")).ToHaveValueAsync("");
    }

    [Theory]
    [InlineData(GoogleDocs, "## Rửa tay\n\nRửa tay **thường xuyên** *bằng xà phòng*.\n\n- Trước khi ăn\n\n[WHO](https://who.int/hand)")]
    [InlineData("<p><b>Kế hoạch</b></p><p>I. MỤC ĐÍCH</p><p>a) Ý một *</p>", "**Kế hoạch**\n\nI\\. MỤC ĐÍCH\n\na\\) Ý một \\*")]
    [InlineData(LibreOffice, "### Dinh dưỡng\n\n**Ăn** đủ *bốn* nhóm\n\n1. Bột đường\n2. Đạm\n   1. cá")]
    public async Task Other_word_processors_become_clean_markdown(string html, string markdown)
    {
        var desk = await EditorAsync();
        await PasteAsync(desk, html);
        await Assertions.Expect(desk.Field("Nội dung")).ToHaveValueAsync(markdown);
    }

    [Fact]
    public async Task Decomposed_letters_are_pasted_composed()
    {
        var desk = await EditorAsync();
        await PasteAsync(desk, $"<p><b>{"Sức khỏe".Normalize(System.Text.NormalizationForm.FormD)}</b> tốt</p>");
        await Assertions.Expect(desk.Field("Nội dung")).ToHaveValueAsync("**Sức khỏe** tốt");
    }

    [Fact]
    public async Task Picture_that_comes_along_goes_into_the_library()
    {
        var desk = await EditorAsync();
        await PasteAsync(desk, $"<p><b>Ảnh:</b></p><p><img alt=\"Trẻ được tiêm\" src=\"data:image/png;base64,{Convert.ToBase64String(Picture())}\"></p>");
        var text = desk.Field("Nội dung");
        await Assertions.Expect(text).ToHaveValueAsync(new Regex(@"^\*\*Ảnh:\*\*\n\n!\[Trẻ được tiêm\]\(/media/[0-9a-z]{26}\)$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await desk.TellsAsync("Đã dán và giữ định dạng: 1 ảnh.");
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Region, new() { Name = "Xem thử: Nội dung" }).GetByAltText("Trẻ được tiêm")).ToHaveJSPropertyAsync("complete", true);
        Assert.NotEqual(0, await desk.Page.GetByAltText("Trẻ được tiêm").EvaluateAsync<int>("picture => picture.naturalWidth"));
    }

    [Fact]
    public async Task Text_without_form_is_left_to_the_browser()
    {
        var desk = await EditorAsync();
        Assert.False(await PasteAsync(desk, "<meta charset='utf-8'><span style='color:red'>chữ thường</span>"));
        await Assertions.Expect(desk.Field("Nội dung")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Picture_of_the_library_is_found_described_and_put_into_the_text_by_keyboard()
    {
        var desk = await EditorAsync();
        var name = $"Phiên chợ {Guid.NewGuid():N}";
        var id = await UploadAsync(desk, $"{name}.png");
        await desk.Field("Nội dung").FillAsync("Đoạn trên.");
        await desk.Page.Keyboard.PressAsync("End");
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Ảnh", Exact = true }).FocusAsync();
        await desk.Page.Keyboard.PressAsync("Enter");
        var dialog = desk.Page.GetByRole(AriaRole.Dialog, new() { Name = "Chọn từ kho tệp" });
        await desk.Page.Keyboard.TypeAsync(name.Replace("Phiên chợ", "phien cho", StringComparison.Ordinal));
        var found = dialog.GetByRole(AriaRole.Button, new() { Name = name });
        await Assertions.Expect(found).ToHaveCountAsync(1);
        await found.FocusAsync();
        await desk.Page.Keyboard.PressAsync("Space");
        await Assertions.Expect(found).ToHaveAttributeAsync("aria-pressed", "true");
        await desk.IsAccessibleAsync();
        await desk.PictureAsync("pick-wide");
        await desk.Page.SetViewportSizeAsync(390, 844);
        await desk.FitsAsync();
        await desk.PictureAsync("pick-phone");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Chèn" }).FocusAsync();
        await desk.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("Hãy ghi ảnh cho thấy gì.");
        await dialog.GetByLabel("Mô tả ảnh").FillAsync("Người dân [đi chợ]");
        await desk.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(desk.Field("Nội dung")).ToHaveValueAsync($@"Đoạn trên.

![Người dân \[đi chợ\]](/media/{id})".ReplaceLineEndings("\n"));
        await Assertions.Expect(desk.Page.GetByAltText("Người dân [đi chợ]").First).ToHaveJSPropertyAsync("complete", true);
    }

    [Fact]
    public async Task File_of_the_library_is_chosen_for_a_field()
    {
        var desk = await EditorAsync();
        var name = $"Bìa {Guid.NewGuid():N}.png";
        var id = await UploadAsync(desk, name);
        await desk.ClickAsync("Chọn từ kho tệp: Ảnh");
        var dialog = desk.Page.GetByRole(AriaRole.Dialog, new() { Name = "Chọn từ kho tệp" });
        await dialog.GetByLabel("Tìm theo tên").FillAsync(name);
        await dialog.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Chèn" }).ClickAsync();
        await Assertions.Expect(desk.Page.GetByLabel(name)).ToBeCheckedAsync();
        await desk.FillAsync("Nội dung", "Có ảnh.");
        await desk.ClickAsync("Lưu");
        await desk.TellsAsync("Đã lưu phiên bản 2.");

        using var client = Fixture.Cms.Client();
        var saved = await client.GetItemAsync(desk.Page.Url.Split('/')[^1], Token);
        Assert.Equal(id, saved.Json.GetProperty("fields").GetProperty("images")[0].GetString());
    }

    // whether the script took it
    private static async Task<bool> PasteAsync(Desk desk, string html)
    {
        var text = desk.Field("Nội dung");
        await text.FillAsync("");
        return await text.EvaluateAsync<bool>("""
            (area, html) => {
              const data = new DataTransfer();
              data.setData("text/html", html);
              data.setData("text/plain", "x");
              return !area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
            }
            """, html);
    }

    private static byte[] Picture() => MediaTests.Own(MediaTests.Coloured(64, 48));

    private static async Task<string> UploadAsync(Desk desk, string name)
    {
        var back = desk.Page.Url;
        await desk.GoAsync("/admin/media");
        await desk.Page.GetByLabel("Tải tệp lên").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "image/png", Buffer = Picture() });
        await desk.ClickAsync("Tải lên");
        var link = desk.Page.Locator(".media-results").GetByRole(AriaRole.Link, new() { Name = name });
        var id = (await link.GetAttributeAsync("href"))!.Split('/')[^1];
        await desk.GoAsync(back);
        await desk.Page.WaitForLoadStateAsync();
        return id;
    }

    private async Task<Desk> EditorAsync()
    {
        using var client = Fixture.Cms.Client();
        var item = await client.CreateItemAsync("Article", $"Bài dán {Interlocked.Increment(ref count).ToString(CultureInfo.InvariantCulture)}", Token);
        var desk = await OpenAsync(Person.Writer);
        await desk.GoAsync($"/admin/items/{item.Id}");
        await desk.Page.WaitForLoadStateAsync();
        return desk;
    }
}
