using Microsoft.Playwright;
using Nq72.Testing.Cms;

namespace Nq72.Browser.Tests;

/// <summary>The release room: bundle, see what blocks, arm, undo.</summary>
public sealed class ReleaseTests(DeskFixture fixture) : Journey(fixture)
{
    [Fact]
    public async Task Create_arm_and_disarm_a_release()
    {
        var desk = await OpenAsync(Person.Approver);
        var item = await MakeAsync(approved: true);
        await desk.GoAsync($"/admin/releases/new?item={item.Id}");
        await desk.FillAsync("Tên đợt phát", "Cao điểm mùa xuân");
        await desk.FillAsync("Thời điểm phát", "2031-03-04T07:00");
        await desk.Page.GetByLabel("Loa truyền thanh").CheckAsync();
        await desk.ClickAsync("Lập bản nháp");
        await desk.TellsAsync("Đã lập bản nháp “Cao điểm mùa xuân”.");

        await desk.OpenAsync("Chốt đợt phát");
        await desk.SaysAsync("Đúng 04/03/2031 07:00, 1 nội dung xuất hiện công khai cùng lúc và được gửi tới 1 kênh.");
        await desk.ClickAsync("Chốt");
        await desk.TellsAsync("Đã chốt: phát lúc 04/03/2031 07:00.");
        await desk.SaysAsync("65");

        await desk.ConfirmAsync("Hủy chốt", "Hủy chốt");
        await desk.TellsAsync("Đã hủy chốt.");
    }

    [Fact]
    public async Task Preflight_names_what_blocks_and_arming_is_not_offered()
    {
        var desk = await OpenAsync(Person.Approver, javaScript: false);
        var item = await MakeAsync(approved: false);
        await desk.GoAsync($"/admin/releases/new?item={item.Id}");
        await desk.FillAsync("Tên đợt phát", "Chưa sẵn sàng");
        await desk.FillAsync("Thời điểm phát", "2031-03-05T07:00");
        await desk.Page.GetByLabel("Báo Lạng Sơn (gửi chủ động)").CheckAsync();
        await desk.ClickAsync("Lập bản nháp");

        await desk.SaysAsync("chưa được duyệt");
        await desk.SaysAsync("chưa có địa chỉ");
        await Assertions.Expect(desk.Page.Locator("summary").GetByText("Chốt đợt phát", new() { Exact = true })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Form_keeps_what_was_typed_and_names_each_error()
    {
        var desk = await OpenAsync(Person.Approver);
        await desk.GoAsync("/admin/releases/new");
        await desk.FillAsync("Tên đợt phát", "Thiếu giờ");
        await desk.ClickAsync("Lập bản nháp");

        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Assertions.Expect(desk.Page.GetByLabel("Tên đợt phát")).ToHaveValueAsync("Thiếu giờ");
        await Assertions.Expect(desk.Page.GetByLabel("Thời điểm phát")).ToHaveAttributeAsync("aria-invalid", "true");
    }

    private async Task<CmsItem> MakeAsync(bool approved)
    {
        using var client = Fixture.Cms.Client();
        var (title, fields) = ($"Bài cho đợt phát {Guid.NewGuid():N}", new { body = "Nội dung." });
        var cancellation = TestContext.Current.CancellationToken;
        return approved ? await client.CreateApprovedAsync("Article", title, cancellation, fields: fields) : await client.CreateItemAsync("Article", title, cancellation, fields: fields);
    }
}
