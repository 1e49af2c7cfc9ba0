using Microsoft.Playwright;
using Nq72.Testing.Cms;

namespace Nq72.Browser.Tests;

/// <summary>
/// One article all the way: written, handed in, sent back, mended, approved, bundled, looked over, armed, seen going out, received; then somebody finds a mistake, it is corrected, retracted, and every receiver says so.
/// By pointer, by keyboard alone, and without scripts.
/// </summary>
public sealed class WholeWayTests(DeskFixture fixture) : Journey(fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, InlineData("pointer"), InlineData("keyboard"), InlineData("noscript")]
    public async Task Article_goes_all_the_way(string by)
    {
        var channel = $"toan-trinh-{by}";
        using var client = Fixture.Cms.Client();
        (await client.PutAsync($"/api/v1/manage/channels/{channel}", new { displayName = $"Đường đi {by}", format = "portal", transport = "fileDrop", destinations = new[] { new { key = "cong" } } }, Token)).ExpectSuccess();
        var title = $"Toàn trình {by} {Guid.NewGuid():N}";
        var writer = await HandsOfAsync(Person.Writer, by);
        var approver = await HandsOfAsync(Person.Approver, by);

        var review = await WriteAsync(writer, title);
        await SendBackAsync(approver, review);
        await MendAsync(writer, review);
        await ApproveAsync(approver, title);
        var release = await BundleAsync(approver, review, $"Đợt {title}", $"Đường đi {by}");
        await SeeItGoAsync(approver, release, by != "noscript");
        await client.PostAsync("/api/v1/manage/receipts", new { delivery = await DeliveryAsync(client, release), kind = "accepted", at = TimeProvider.System.GetUtcNow(), note = "Cổng đã đăng" }, Token);
        await SeeReceiptAsync(approver, await DeliveryAsync(client, release));
        await ReportMistakeAsync(approver, review);
        await CorrectAsync(writer, approver, review);
        await approver.Desk.GoAsync("/admin/retractions");
        await Assertions.Expect(ToldOf(approver, title)).ToContainTextAsync("đính chính");
        await FitsOnPhoneAsync(approver.Desk);
        await RetractAsync(approver, review);
        await AcknowledgeAsync(approver, title);

        await writer.Desk.GoAsync(review);
        await writer.Desk.SaysAsync("Đã thu hồi");
    }

    private static async Task<string> WriteAsync(Hands writer, string title)
    {
        await writer.Desk.GoAsync("/admin/items/new");
        await writer.ChooseAsync(writer.Desk.Page.GetByRole(AriaRole.Radio, new() { Name = "Tin, bài" }));
        await writer.FillAsync("Tiêu đề", title);
        await writer.PressAsync("Tạo bản nháp");
        await writer.Desk.TellsAsync("Đã tạo bản nháp");
        await writer.FillAsync("Nội dung", "Mỗi trẻ cần đủ mủi tiêm.");
        await writer.PressAsync("Lưu và gửi duyệt");
        await writer.Desk.TellsAsync("Đã gửi duyệt phiên bản 2.");
        return new Uri(writer.Desk.Page.Url).AbsolutePath;
    }

    private static async Task SendBackAsync(Hands approver, string review)
    {
        await approver.Desk.GoAsync(review);
        await approver.ConfirmAsync("Trả lại", "Trả lại", "Lý do", "Sai chính tả: “mủi”.");
        await approver.Desk.TellsAsync("Đã trả lại phiên bản 2.");
    }

    private static async Task MendAsync(Hands writer, string review)
    {
        await writer.Desk.GoAsync(EditorOf(review));
        await writer.Desk.TellsAsync("Sai chính tả: “mủi”.");
        await writer.FillAsync("Nội dung", "Mỗi trẻ cần đủ năm mũi tiêm.");
        await writer.PressAsync("Lưu và gửi duyệt");
        await writer.Desk.TellsAsync("Đã gửi duyệt phiên bản 3.");
    }

    private static async Task ApproveAsync(Hands approver, string title)
    {
        var page = approver.Desk.Page;
        var waiting = page.GetByRole(AriaRole.Article, new() { Name = title });
        // others' work waits before it
        for (var address = "/admin/approvals"; address is not null;)
        {
            await approver.Desk.GoAsync(address);
            var more = page.Locator("a[rel=next]");
            address = await waiting.CountAsync() == 0 && await more.CountAsync() > 0 ? await more.GetAttributeAsync("href") : null;
        }

        await approver.TickAsync(waiting.GetByRole(AriaRole.Checkbox));
        await approver.UseAsync(page.GetByRole(AriaRole.Button, new() { Name = "Duyệt các bài đã đánh dấu" }));
        await approver.Desk.TellsAsync("Đã duyệt 1 bài.");
        await approver.Desk.GoAsync($"/admin/items?q={title.Split(' ')[^1]}&state=approved");
        await approver.Desk.SaysAsync(title);
    }

    private static async Task<string> BundleAsync(Hands approver, string review, string name, string channel)
    {
        var page = approver.Desk.Page;
        await approver.Desk.GoAsync(EditorOf(review) + "/timeline");
        await approver.FollowAsync("Đưa vào một đợt phát");
        await approver.FillAsync("Tên đợt phát", name);
        await approver.FillInstantAsync("Thời điểm phát", NextMinute());
        await approver.TickAsync(page.GetByLabel(channel).First);
        await approver.PressAsync("Lập bản nháp");
        await approver.Desk.TellsAsync("Đã lập bản nháp");
        await approver.ConfirmAsync("Chốt đợt phát", "Chốt");
        await approver.Desk.TellsAsync("Đã chốt: phát lúc");
        return new Uri(page.Url).AbsolutePath;
    }

    // with scripts the page shows it by itself; without them it is asked again
    private async Task SeeItGoAsync(Hands approver, string release, bool live)
    {
        var page = approver.Desk.Page;
        var progress = page.GetByRole(AriaRole.Heading, new() { Name = "Tiến độ gửi" }).Locator("xpath=..");
        if (live)
        {
            await Assertions.Expect(progress).ToContainTextAsync("Đã nhận", new() { Timeout = 150_000 });
            return;
        }

        using var client = Fixture.Cms.Client();
        await Eventually.TrueAsync(async () => (await client.GetAsync($"/api/v1/manage/deliveries?release={release.Split('/')[^1]}&state=accepted", Token)).Json.GetProperty("items").GetArrayLength() == 1,
            TimeSpan.FromSeconds(150), Token, "the delivery is accepted");
        await approver.Desk.GoAsync(release);
        await Assertions.Expect(progress).ToContainTextAsync("Đã nhận");
    }

    private static async Task SeeReceiptAsync(Hands approver, string delivery)
    {
        await approver.Desk.GoAsync($"/admin/deliveries/{delivery}");
        await approver.Desk.SaysAsync("Cổng đã đăng");
    }

    private static async Task ReportMistakeAsync(Hands finder, string review)
    {
        await finder.Desk.GoAsync(review);
        await finder.FillAsync("Ý kiến", "Bạn đọc báo: sáu mũi, không phải năm.");
        await finder.PressAsync("Gửi ý kiến");
        await finder.Desk.SaysAsync("Bạn đọc báo: sáu mũi, không phải năm.");
    }

    private static async Task CorrectAsync(Hands writer, Hands approver, string review)
    {
        await writer.Desk.GoAsync(review);
        await writer.Desk.SaysAsync("Bạn đọc báo: sáu mũi, không phải năm.");
        await writer.Desk.GoAsync(EditorOf(review));
        await writer.FillAsync("Nội dung", "Mỗi trẻ cần đủ sáu mũi tiêm.");
        await writer.PressAsync("Lưu và gửi duyệt");
        await writer.Desk.TellsAsync("Đã gửi duyệt phiên bản 4.");

        await approver.Desk.GoAsync(review);
        await approver.ConfirmAsync("Duyệt", "Duyệt phiên bản 4");
        await approver.Desk.TellsAsync("Đã duyệt phiên bản 4.");
        await approver.Desk.GoAsync(EditorOf(review) + "/timeline");
        await approver.FillAsync("Lời đính chính (công khai)", "Bản trước ghi năm mũi; đúng là sáu mũi.");
        await approver.PressAsync("Đăng theo giờ trên");
        await approver.Desk.TellsAsync("Đã");
    }

    private static async Task RetractAsync(Hands approver, string review)
    {
        await approver.Desk.GoAsync(EditorOf(review) + "/timeline");
        await approver.ConfirmAsync("Thu hồi", "Thu hồi ngay", "Lý do (công khai)", "Nguồn đã rút số liệu.");
        await approver.Desk.TellsAsync("Đã thu hồi.");
    }

    // on the board until the receiver confirmed, by telephone; then it says that everyone has
    private static async Task AcknowledgeAsync(Hands approver, string title)
    {
        var told = ToldOf(approver, title);
        await approver.Desk.GoAsync("/admin/retractions?show=open");
        var open = told.Locator("summary").GetByText("Ghi xác nhận", new() { Exact = true });
        await approver.UseAsync(open.First);
        await approver.UseAsync(told.Locator("details[open]").GetByRole(AriaRole.Button));
        await approver.Desk.TellsAsync("Đã ghi xác nhận.");
        await approver.Desk.GoAsync("/admin/retractions?show=open");
        await Assertions.Expect(told).ToHaveCountAsync(0);
    }

    // the title holds a word that is longer than a telephone is wide
    private static async Task FitsOnPhoneAsync(Desk desk)
    {
        var wide = desk.Page.ViewportSize!;
        await desk.Page.SetViewportSizeAsync(390, 844);
        await desk.FitsAsync();
        await desk.Page.SetViewportSizeAsync(wide.Width, wide.Height);
    }

    private static ILocator ToldOf(Hands hands, string title)
    {
        var page = hands.Desk.Page;
        return page.Locator("section.panel").Filter(new() { Has = page.GetByRole(AriaRole.Link, new() { Name = title, Exact = true }) });
    }

    private static async Task<string> DeliveryAsync(CmsClient client, string release)
    {
        var found = await client.GetAsync($"/api/v1/manage/deliveries?release={release.Split('/')[^1]}&limit=1", Token);
        return found.ExpectSuccess().Json.GetProperty("items")[0].GetProperty("id").GetString()!;
    }

    // the form takes minutes: the next one that leaves time to arm
    private static DateTime NextMinute()
    {
        var now = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh")).DateTime;
        var minute = new DateTime(now.Year, now.Month, now.Day, now.Hour, now.Minute, 0);
        return minute.AddMinutes(now.Second < 35 ? 1 : 2);
    }

    private static string EditorOf(string review) => review[..review.LastIndexOf('/')];

    private async Task<Hands> HandsOfAsync(Person person, string by) => new(await OpenAsync(person, javaScript: by != "noscript"), by == "keyboard");
}
