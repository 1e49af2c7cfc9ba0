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
        await desk.FillAsync("Thời điểm phát", "4/3/2031 7h00");
        await desk.Page.GetByLabel("Loa truyền thanh").CheckAsync();
        await desk.ClickAsync("Lập bản nháp");
        await desk.TellsAsync("Đã lập bản nháp “Cao điểm mùa xuân”.");

        await desk.OpenAsync("Chốt đợt phát");
        await desk.SaysAsync("Đúng 04/03/2031 07:00, 1 nội dung xuất hiện công khai cùng lúc và được gửi tới 1 kênh.");
        await desk.ClickAsync("Chốt");
        await desk.TellsAsync("Đã chốt: phát lúc 04/03/2031 07:00.");
        await desk.SaysAsync("65");
        await desk.SaysAsync("sẽ gửi 03/03/2031 19:00");

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

    [Fact]
    public async Task Error_names_the_field_by_its_label()
    {
        var desk = await OpenAsync(Person.Approver);
        await desk.GoAsync("/admin/releases/new");
        await desk.ClickAsync("Lập bản nháp");

        await desk.TellsAsync("“Tên đợt phát” không được để trống.");
    }

    [Fact]
    public async Task Editing_a_draft_keeps_the_versions_it_was_made_with()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var client = Fixture.Cms.Client();
        var item = await MakeAsync(approved: true);
        var made = await client.PostAsync("/api/v1/manage/releases", new { name = "Ghim phiên bản 1", at = "2031-03-06T00:00:00Z", items = new[] { new { id = item.Id, version = 1, channels = Array.Empty<string>() } } }, cancellation);
        var id = made.ExpectSuccess().Json.GetProperty("id").GetString()!;
        (await client.PutAsync($"/api/v1/manage/items/{item.Id}", new { title = "Bản hai" }, cancellation, ("If-Match", "*"))).ExpectSuccess();
        await client.SubmitAsync(item.Id, cancellation);
        await client.ApproveAsync(item.Id, 2, cancellation);

        var desk = await OpenAsync(Person.Approver);
        await desk.GoAsync($"/admin/releases/{id}/edit");
        await desk.FillAsync("Tên đợt phát", "Đổi tên thôi");
        await desk.ClickAsync("Lưu");
        await desk.TellsAsync("Đã lưu đợt phát.");

        var release = (await client.GetAsync($"/api/v1/manage/releases/{id}", cancellation)).ExpectSuccess().Json;
        Assert.Equal(1, release.GetProperty("items")[0].GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Date_that_is_typed_stands_in_words_beside_its_field()
    {
        var desk = await OpenAsync(Person.Approver);
        await desk.GoAsync("/admin/releases/new");
        await desk.FillAsync("Thời điểm phát", "07/04/2031 07:00");

        await Assertions.Expect(desk.Page.Locator("output").Filter(new() { HasText = "Thứ Hai" })).ToContainTextAsync("07/04/2031");
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Release_that_goes_out_shows_itself_going_also_where_no_events_come_through(bool events)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var client = Fixture.Cms.Client();
        (await client.PutAsync("/api/v1/manage/channels/tep-truc-tiep", new { format = "portal", transport = "fileDrop", destinations = new[] { new { key = "a" } } }, cancellation)).ExpectSuccess();
        var item = await MakeAsync(approved: true);
        var made = await client.PostAsync("/api/v1/manage/releases", new { name = "Đang phát", at = TimeProvider.System.GetUtcNow().AddSeconds(12), items = new[] { new { id = item.Id, channels = new[] { "tep-truc-tiep" } } } }, cancellation);
        var id = made.ExpectSuccess().Json.GetProperty("id").GetString()!;
        (await client.PostAsync($"/api/v1/manage/releases/{id}/arm", null, cancellation)).ExpectSuccess();
        var desk = await OpenAsync(Person.Approver);
        var asked = new System.Collections.Concurrent.ConcurrentQueue<string>();
        desk.Page.Request += (_, request) => asked.Enqueue(request.Url);
        if (!events)
            await desk.Page.RouteAsync("**/admin/releases/*handler=Events*", route => route.AbortAsync());

        await desk.GoAsync($"/admin/releases/{id}");
        var progress = desk.Page.GetByRole(AriaRole.Heading, new() { Name = "Tiến độ gửi" }).Locator("xpath=..");
        await Assertions.Expect(progress).Not.ToContainTextAsync("Đã nhận");

        await Assertions.Expect(progress).ToContainTextAsync("Đã nhận", new() { Timeout = 30_000 });
        Assert.Contains(asked, url => url.EndsWith($"/admin/releases/{id}?handler=Events", StringComparison.Ordinal));
        Assert.Contains(asked, url => url.Contains("handler=Progress", StringComparison.Ordinal));
    }

    private async Task<CmsItem> MakeAsync(bool approved)
    {
        using var client = Fixture.Cms.Client();
        var (title, fields) = ($"Bài cho đợt phát {Guid.NewGuid():N}", new { body = "Nội dung." });
        var cancellation = TestContext.Current.CancellationToken;
        return approved ? await client.CreateApprovedAsync("Article", title, cancellation, fields: fields) : await client.CreateItemAsync("Article", title, cancellation, fields: fields);
    }
}
