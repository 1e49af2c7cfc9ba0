using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Nq72.Browser.Tests;

/// <summary>A Word document becomes text of a field, with a script and without; channels stand beside it.</summary>
public sealed class WordTests(DeskFixture fixture) : Journey(fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Word_document_lands_in_the_field_and_is_saved_by_nobody(bool script)
    {
        var item = await new Newsroom(Cms).DraftAsync("Công văn tiêm chủng", Token);
        var desk = await ChiefAsync(new Window(script ? Browser.Desktop : Browser.DesktopWithoutScript));
        await desk.GoAsync($"/admin/items/{item.Id}");
        await desk.OpenAsync("Nhập từ Word");
        await desk.Page.GetByLabel("Tệp Word (.docx)").SetInputFilesAsync(new FilePayload { Name = "công văn.docx", MimeType = "application/octet-stream", Buffer = Document("Đưa trẻ đi tiêm đúng lịch.") });

        await desk.ClickAsync("Nhập");

        await desk.TellsAsync("Đã nhập từ Word, chưa lưu");
        await Assertions.Expect(desk.Field("Nội dung")).ToHaveValueAsync(new Regex("Đưa trẻ đi tiêm đúng lịch\\.$"));
        await desk.IsAccessibleAsync();
    }
}
