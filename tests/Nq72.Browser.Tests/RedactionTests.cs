namespace Nq72.Browser.Tests;

/// <summary>Personal data is blacked out on the screen of versions.</summary>
public sealed class RedactionTests(DeskFixture fixture) : Journey(fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Screens => [nameof(Screen.Wide), nameof(Screen.Phone), nameof(Screen.WideDark)];

    [Theory, MemberData(nameof(Screens))]
    public async Task Old_versions_are_blacked_out_and_what_is_left_to_do_is_said(string screen)
    {
        using var client = Fixture.Cms.Client();
        var name = $"Hoàng Văn {Letters()}";
        var item = await client.CreateItemAsync("Article", $"Chuyện của {name}", Token, fields: new { body = $"Ông {name} kể lại." });
        var other = await client.CreateItemAsync("Article", $"Gặp lại {name}", Token, fields: new { body = "Nội dung." });
        var desk = await OpenAsync(Person.Administrator, screen switch { nameof(Screen.Phone) => Screen.Phone, nameof(Screen.WideDark) => Screen.WideDark, _ => Screen.Wide });

        await desk.GoAsync($"/admin/items/{item.Id}/versions");
        await desk.OpenAsync("Che dữ liệu cá nhân");
        await desk.FillAsync("Đoạn cần che, mỗi dòng một đoạn", name);
        await desk.FillAsync("Lý do", "Theo đề nghị của gia đình");
        await desk.PictureAsync($"redact-form-{screen}");
        await desk.FitsAsync();
        await desk.IsAccessibleAsync();
        await desk.ClickAsync("Che, không lấy lại được");
        await desk.TellsAsync("vẫn còn dữ liệu này");
        await desk.PictureAsync($"redact-refused-{screen}");

        (await client.PutAsync($"/api/v1/manage/items/{item.Id}", new { title = "Chuyện của một người bệnh", slug = $"nguoi-benh-{Letters().ToLowerInvariant()}", fields = new { body = "Ông kể lại." } }, Token, ("If-Match", "*"))).ExpectSuccess();
        await desk.ClickAsync("Che, không lấy lại được");
        await desk.TellsAsync("chỗ");
        await desk.SaysAsync(other.Id);
        await desk.SaysAsync("đã che dữ liệu cá nhân");
        await desk.PictureAsync($"redact-done-{screen}");
        await desk.FitsAsync();
        await desk.IsAccessibleAsync();
    }

    [Fact]
    public async Task Only_administrators_are_offered_it()
    {
        using var client = Fixture.Cms.Client();
        var item = await client.CreateItemAsync("Article", $"Bài {Letters()}", Token, fields: new { body = "Nội dung." });
        var desk = await OpenAsync(Person.Approver);

        await desk.GoAsync($"/admin/items/{item.Id}/versions");

        await desk.SaysAsync("Các phiên bản");
        await Microsoft.Playwright.Assertions.Expect(desk.Page.Locator("summary").GetByText("Che dữ liệu cá nhân")).ToHaveCountAsync(0);
    }

    private static string Letters() => string.Concat(Guid.NewGuid().ToByteArray().Take(8).Select(value => (char)('a' + (value % 26))));
}
