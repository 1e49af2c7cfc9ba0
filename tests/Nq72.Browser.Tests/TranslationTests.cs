using Microsoft.Playwright;

namespace Nq72.Browser.Tests;

/// <summary>From the board of languages to a translation that a native speaker stands for; and what people say to one another on the way.</summary>
public sealed class TranslationTests(DeskFixture fixture) : Journey(fixture)
{
    // no text in a minority language is invented, not even for a test: the words stay Vietnamese
    [Fact]
    public async Task Missing_language_is_translated_beside_its_source_and_signed_off()
    {
        var title = $"Bài gốc {Guid.NewGuid():N}";
        using var client = Fixture.Cms.Client();
        var source = await client.CreateApprovedAsync("Article", title, TestContext.Current.CancellationToken, fields: new { body = "Mỗi trẻ cần đủ mũi tiêm." });
        var writer = await OpenAsync(Person.Writer);
        await writer.GoAsync($"/admin/languages?q={title.Split(' ')[^1]}");
        await writer.PictureAsync("languages-wide");
        await writer.Page.GetByRole(AriaRole.Link, new() { NameRegex = new($"{title}” sang tiếng Tày$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)) }).ClickAsync();
        await Assertions.Expect(writer.Page.GetByLabel("Ngôn ngữ")).ToHaveValueAsync("tyz");
        await writer.FillAsync("Tiêu đề", $"Bản dịch của {title}");
        await writer.ClickAsync("Tạo bản nháp");
        await writer.TellsAsync("Đã tạo bản nháp");
        await Assertions.Expect(writer.Page.GetByRole(AriaRole.Region, new() { Name = "Bản gốc: Nội dung" })).ToContainTextAsync("Mỗi trẻ cần đủ mũi tiêm.");
        await writer.PictureAsync("translate-wide");
        await writer.IsAccessibleAsync();
        await writer.FillAsync("Nội dung", "Chữ của người dịch.");
        await writer.ClickAsync("Lưu và gửi duyệt");
        await writer.TellsAsync("Đã gửi duyệt phiên bản 2.");
        var item = new Uri(writer.Page.Url).AbsolutePath.Replace("/review", "", StringComparison.Ordinal);
        await writer.GoAsync($"{item}/native");
        await writer.FillAsync("Họ tên người bản ngữ", "Bà Nông Thị Bản");
        await writer.ClickAsync("Ghi nhận cho phiên bản 2");
        await writer.TellsAsync("Người viết hoặc dịch không tự ghi nhận");

        var other = await OpenAsync(Person.Administrator, Screen.Phone);
        await other.GoAsync($"/admin/languages?q={title.Split(' ')[^1]}");
        await other.PictureAsync("languages-phone");
        await other.FitsAsync();
        await other.FollowAsync("Chờ người bản ngữ");
        await other.SaysAsync("Chữ của người dịch.");
        await other.FitsAsync();
        await other.IsAccessibleAsync();
        await other.FillAsync("Họ tên người bản ngữ", "Bà Nông Thị Bản");
        await other.ClickAsync("Ghi nhận cho phiên bản 2");
        await other.TellsAsync("Đã ghi nhận người bản ngữ duyệt phiên bản 2: Bà Nông Thị Bản.");

        // the source moves on: the translation is behind until somebody brings it up
        (await client.PutAsync($"/api/v1/manage/items/{source.Id}", new { summary = "Tóm tắt mới" }, TestContext.Current.CancellationToken, ("If-Match", "*"))).ExpectSuccess();
        await writer.GoAsync(item);
        await writer.Page.GetByLabel("Tôi đã dịch theo bản gốc phiên bản 2").CheckAsync();
        await writer.ClickAsync("Lưu");
        await writer.TellsAsync("Đã lưu phiên bản 3.");
        await Assertions.Expect(writer.Page.GetByLabel("Tôi đã dịch theo bản gốc phiên bản 2")).ToHaveCountAsync(0);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Comment_is_read_by_the_other_and_settled(bool javaScript)
    {
        using var client = Fixture.Cms.Client();
        var item = await client.CreateItemAsync("Article", $"Bài để trao đổi {Guid.NewGuid():N}", TestContext.Current.CancellationToken, fields: new { body = "Chữ." });
        var approver = await OpenAsync(Person.Approver, javaScript: javaScript);
        await approver.GoAsync($"/admin/items/{item.Id}/review");
        await approver.FillAsync("Ý kiến", "Thiếu nguồn ở đoạn hai.");
        await approver.ClickAsync("Gửi ý kiến");
        await approver.TellsAsync("Đã gửi ý kiến.");

        var writer = await OpenAsync(Person.Writer, javaScript: javaScript);
        await writer.GoAsync($"/admin/items/{item.Id}/review");
        await writer.SaysAsync("Thiếu nguồn ở đoạn hai.");
        await writer.ClickAsync("Đã xong: Thiếu nguồn ở đoạn hai.");
        await writer.TellsAsync("Đã đánh dấu xong.");
        await writer.SaysAsync("đánh dấu xong");
    }
}
