using Microsoft.Playwright;

namespace Nq72.Browser.Tests;

/// <summary>A slogan's posters at a glance: seen, judged, saved; with keyboard and without script.</summary>
public sealed class PosterTests(DeskFixture fixture) : Journey(fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Screens => [nameof(Screen.Wide), nameof(Screen.Phone), nameof(Screen.WideDark), nameof(Screen.PhoneDark)];

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Posters_of_a_slogan_are_seen_and_saved(bool javaScript)
    {
        var item = await SloganAsync("Sức khỏe là vốn quý - Mỗi người hãy biết giữ gìn!");
        var desk = await OpenAsync(Person.Writer, javaScript: javaScript);
        await desk.GoAsync($"/admin/items/{item}");
        await desk.Page.GetByRole(AriaRole.Navigation, new() { Name = "Các màn hình của nội dung này" }).GetByRole(AriaRole.Link, new() { Name = "Áp phích" }).ClickAsync();
        await desk.SaysAsync("Phiên bản này chưa được duyệt");
        var picture = desk.Page.GetByRole(AriaRole.Img, new() { Name = "Áp phích A3: Sức khỏe" });
        await picture.ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(picture).ToBeVisibleAsync();
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Main).GetByText("Vừa khổ", new() { Exact = true })).ToHaveCountAsync(5);

        var saving = desk.Page.WaitForDownloadAsync();
        await desk.Page.GetByRole(AriaRole.Link, new() { Name = "Tải PDF – Áp phích A3" }).FocusAsync();
        await desk.Page.Keyboard.PressAsync("Enter");
        var saved = await saving;
        Assert.Equal("Áp phích A3 - Sức khỏe là vốn quý Mỗi người hãy biết giữ gìn.pdf", saved.SuggestedFilename);
    }

    [Fact]
    public async Task What_does_not_fit_is_said_with_a_remedy()
    {
        var item = await SloganAsync(string.Join(' ', Enumerable.Repeat("Khỏe để học, khỏe để làm việc, khỏe để bảo vệ Tổ quốc", 3)));
        var desk = await OpenAsync(Person.Writer);
        await desk.GoAsync($"/admin/items/{item}/posters");
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Bảng LED 256 × 64" })).ToContainTextAsync("Hãy rút gọn, hoặc chọn mẫu rộng hơn.");
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Link, new() { Name = "Tải PNG – Bảng LED 256 × 64" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task List_leads_to_posters_of_slogans_only()
    {
        var item = await SloganAsync("Ăn sạch, sống xanh");
        var desk = await OpenAsync(Person.Writer);
        await desk.GoAsync("/admin/items?type=Slogan");
        await Assertions.Expect(desk.Page.Locator($"a[href='/admin/items/{item}/posters']")).ToHaveCountAsync(1);
        await desk.GoAsync("/admin/items?type=Article");
        await Assertions.Expect(desk.Page.Locator("a[href$='/posters']")).ToHaveCountAsync(0);
    }

    [Theory, MemberData(nameof(Screens))]
    public async Task Screen_is_accessible_and_fits(string name)
    {
        var item = await SloganAsync("Bảo vệ và chăm sóc sức khỏe vì một Việt Nam khỏe mạnh, vì hạnh phúc của Nhân dân!");
        var tooLong = await SloganAsync(string.Join(' ', Enumerable.Repeat("Khỏe để học, khỏe để làm việc, khỏe để bảo vệ Tổ quốc", 4)));
        var desk = await OpenAsync(Person.Writer, Named(name));
        foreach (var (id, what) in new[] { (item, "fits"), (tooLong, "too-long") })
        {
            await desk.GoAsync($"/admin/items/{id}/posters");
            await desk.Page.EvaluateAsync("() => document.querySelectorAll('img').forEach(image => image.loading = 'eager')");
            await desk.Page.WaitForFunctionAsync("() => [...document.images].every(image => image.complete && image.naturalWidth > 0)");
            await desk.FitsAsync();
            await desk.IsAccessibleAsync();
            await desk.PictureAsync($"posters-{name}-{what}");
        }
    }

    private static Screen Named(string name) => name switch { nameof(Screen.Phone) => Screen.Phone, nameof(Screen.WideDark) => Screen.WideDark, nameof(Screen.PhoneDark) => Screen.PhoneDark, _ => Screen.Wide };

    private async Task<string> SloganAsync(string title)
    {
        using var client = Fixture.Cms.Client();
        return (await client.CreateItemAsync("Slogan", title, Token, further: new Dictionary<string, object?> { ["authority"] = "Ban Tuyên giáo và Dân vận Tỉnh ủy Lạng Sơn", ["campaign"] = "nq72" })).Id;
    }
}
