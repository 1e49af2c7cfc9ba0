using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Nq72.Browser.Tests;

/// <summary>A Word document becomes text of a field, with a script and without; channels stand beside the text.</summary>
public sealed partial class WordTests(DeskFixture fixture) : Journey(fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Document_lands_in_the_field_and_is_not_saved(bool script)
    {
        var desk = await EditorAsync(script);
        await desk.OpenAsync("Nhập từ Word");
        await desk.Page.GetByLabel("Tệp Word (.docx)").SetInputFilesAsync(new FilePayload { Name = "công văn.docx", MimeType = "application/octet-stream", Buffer = Document("Đưa trẻ đi tiêm đúng lịch.") });

        await desk.ClickAsync("Nhập");

        await desk.TellsAsync("Đã nhập từ Word, chưa lưu");
        await Assertions.Expect(desk.Field("Nội dung")).ToHaveValueAsync(Ending());
        using var client = Fixture.Cms.Client();
        Assert.Equal(1, (await client.GetItemAsync(desk.Page.Url.Split('/')[^1].Split('?')[0], Token)).Json.GetProperty("version").GetInt32());
        if (script)
            await desk.IsAccessibleAsync();
        await desk.PictureAsync($"word-{script}");
    }

    [Fact]
    public async Task Channels_follow_what_is_typed()
    {
        var desk = await EditorAsync(script: true);
        await desk.OpenAsync("Bản đọc loa");

        await desk.FillAsync("Nội dung", "Rửa tay bằng xà phòng.");

        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Region, new() { Name = "Bản đọc loa" })).ToContainTextAsync("Rửa tay bằng xà phòng.");
        await desk.IsAccessibleAsync();
        await desk.PictureAsync("alongside");
    }

    private static byte[] Document(string text)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = archive.CreateEntry("word/document.xml").Open();
            part.Write(Encoding.UTF8.GetBytes($"""<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"""));
        }

        return stream.ToArray();
    }

    private async Task<Desk> EditorAsync(bool script)
    {
        using var client = Fixture.Cms.Client();
        var item = await client.CreateItemAsync("Article", "Bài từ Word", Token);
        var desk = await OpenAsync(Person.Writer, javaScript: script);
        await desk.GoAsync($"/admin/items/{item.Id}");
        await desk.Page.WaitForLoadStateAsync();
        return desk;
    }

    [GeneratedRegex("Đưa trẻ đi tiêm đúng lịch\\.$", RegexOptions.None, 1000)]
    private static partial Regex Ending();
}
