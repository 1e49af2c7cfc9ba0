using Microsoft.Playwright;
using Nq72.Testing.Cms;
using Nq72.Testing.Http;

namespace Nq72.Browser.Tests;

/// <summary>A release is put together by searching, goes out before the eyes of whoever made it, and what failed is sent again from its board.</summary>
public sealed class ReleaseBoardTests(DeskFixture fixture) : Journey(fixture)
{
    // not again by itself within this test
    private static readonly ReceiverAnswer Later = new(503) { Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Retry-After"] = "3600" } };

    [Theory, InlineData(true), InlineData(false)]
    public async Task Release_is_put_together_by_searching_on_one_page(bool javaScript)
    {
        var (one, two) = ($"Tiêm chủng mở rộng {Guid.NewGuid():N}", $"Tiêm chủng vùng cao {Guid.NewGuid():N}");
        await MakeAsync(one);
        await MakeAsync(two);
        var desk = await OpenAsync(Person.Approver, javaScript: javaScript);
        var posted = new System.Collections.Concurrent.ConcurrentQueue<string>();
        desk.Page.Request += (_, request) => posted.Enqueue($"{request.Method} {request.ResourceType}");
        await desk.GoAsync("/admin/releases/new");
        await desk.FillAsync("Tên đợt phát", "Đợt lập bằng tìm kiếm");
        await desk.FillAsync("Thời điểm phát", "07/04/2031 07:00");
        foreach (var title in new[] { one, two })
        {
            await desk.FillAsync("Tìm", $"tiem chung {title.Split(' ')[^1]}");
            if (!javaScript)
                await desk.ClickAsync("Tìm nội dung");
            await desk.Page.GetByRole(AriaRole.Checkbox, new() { Name = title }).CheckAsync();
            await desk.ClickAsync("Thêm mục đã chọn");
            await Assertions.Expect(desk.Page.GetByRole(AriaRole.Link, new() { Name = title, Exact = true })).ToBeVisibleAsync();
        }

        await desk.Page.Locator("summary").GetByText("Kênh cho mọi nội dung").ClickAsync();
        await desk.Page.GetByRole(AriaRole.Group, new() { Name = "Kênh cho mọi nội dung" }).GetByLabel("Loa truyền thanh").CheckAsync();
        await desk.ClickAsync("Đặt cho mọi nội dung");
        foreach (var number in new[] { 1, 2 })
            await Assertions.Expect(desk.Page.GetByRole(AriaRole.Group, new() { Name = $"Nội dung {number}:" }).GetByLabel("Loa truyền thanh")).ToBeCheckedAsync();
        await Assertions.Expect(desk.Page.GetByLabel("Tên đợt phát")).ToHaveValueAsync("Đợt lập bằng tìm kiếm");
        await Assertions.Expect(desk.Page.GetByLabel("Thời điểm phát")).ToHaveValueAsync("07/04/2031 07:00");

        // the preflight follows what is typed
        await desk.FillAsync("Thời điểm phát", "7/4/2021 7h");
        if (!javaScript)
            await desk.ClickAsync("Kiểm tra lại");
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Region, new() { Name = "Nếu chốt bây giờ" })).ToContainTextAsync("Giờ phát đã qua");
        await desk.PictureAsync($"release-form-{(javaScript ? "wide" : "plain")}");
        if (javaScript)
            await desk.IsAccessibleAsync();
        await desk.FillAsync("Thời điểm phát", "07/04/2031 07:00");
        Assert.Equal(javaScript, posted.All(request => request != "POST document"));
        await desk.ClickAsync("Lập bản nháp");
        await desk.TellsAsync("Đã lập bản nháp “Đợt lập bằng tìm kiếm”.");
        await desk.SaysAsync(one);
        await desk.SaysAsync(two);
    }

    [Fact]
    public async Task Board_goes_live_at_the_instant_names_the_failure_and_sends_it_again()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var receiver = await RecordingReceiver.StartNewAsync(cancellation);
        receiver.Answer(request => request.Path.EndsWith("/hong", StringComparison.Ordinal) ? Later : ReceiverAnswer.Ok);
        using var client = Fixture.Cms.Client();
        var channel = $"bao-{Guid.NewGuid():N}"[..20];
        (await client.PutAsync($"/api/v1/manage/channels/{channel}", new
        {
            displayName = "Báo đang phát", format = "ninjs", transport = "webhook",
            destinations = new[] { new { key = "tot", name = "Tòa soạn", url = $"{receiver.Url}tot" }, new { key = "hong", name = "Trang phụ", url = $"{receiver.Url}hong" } },
        }, cancellation)).ExpectSuccess();
        var title = $"Bài phát trực tiếp {Guid.NewGuid():N}";
        var item = await MakeAsync(title);
        var made = await client.PostAsync("/api/v1/manage/releases", new { name = "Phát trực tiếp", at = TimeProvider.System.GetUtcNow().AddSeconds(20), items = new[] { new { id = item.Id, channels = new[] { channel } } } }, cancellation);
        var id = made.ExpectSuccess().Json.GetProperty("id").GetString()!;
        var desk = await OpenAsync(Person.Approver);
        await desk.GoAsync($"/admin/releases/{id}");
        await desk.ConfirmAsync("Chốt đợt phát", "Chốt");
        await desk.TellsAsync("Đã chốt");
        await Assertions.Expect(desk.Page.Locator("summary").GetByText("Hủy chốt", new() { Exact = true })).ToBeVisibleAsync();

        // nothing is pressed: the page learns of it
        await Assertions.Expect(desk.Page.Locator(".board-sum")).ToContainTextAsync("1/2 đã nhận · 1 chờ gửi lại", new() { Timeout = 60_000 });
        await desk.SaysAsync("Nơi nhận hẹn lại");
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Link, new() { Name = $"{title}, Báo đang phát: 1/2 đã nhận" })).ToBeVisibleAsync();
        // what can be done is another thing by now
        await Assertions.Expect(desk.Page.Locator("summary").GetByText("Thu hồi đợt phát", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(desk.Page.Locator("summary").GetByText("Hủy chốt", new() { Exact = true })).ToHaveCountAsync(0);
        // so is the list below
        await desk.Page.Locator("#deliveries").ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Tòa soạn" })).ToContainTextAsync("Đã nhận");
        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Trang phụ" })).ToContainTextAsync("Nơi nhận hẹn lại");
        await desk.Page.EvaluateAsync("window.scrollTo(0, 0)");
        await desk.PictureAsync("release-board-wide");
        await desk.IsAccessibleAsync();

        receiver.Answer(_ => ReceiverAnswer.Ok);
        await desk.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Gửi lại 1 lượt", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)) }).ClickAsync();
        await desk.TellsAsync("Đang gửi lại 1 lượt.");
        await Assertions.Expect(desk.Page.Locator(".board-sum")).ToContainTextAsync("2/2 đã nhận", new() { Timeout = 60_000 });
        await desk.Page.SetViewportSizeAsync(390, 844);
        await desk.FitsAsync();
        await desk.PictureAsync("release-board-phone");
    }

    [Fact]
    public async Task List_below_the_board_goes_with_it_while_it_is_seen_and_not_under_anybodys_hands()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var receiver = await RecordingReceiver.StartNewAsync(cancellation);
        receiver.Answer(_ => Later);
        using var client = Fixture.Cms.Client();
        var channel = $"bao-{Guid.NewGuid():N}"[..20];
        (await client.PutAsync($"/api/v1/manage/channels/{channel}", new { displayName = "Báo theo bảng", format = "ninjs", transport = "webhook", destinations = new[] { new { key = "mot", name = "Trang một", url = $"{receiver.Url}mot" } } }, cancellation)).ExpectSuccess();
        var item = await MakeAsync($"Bài theo bảng {Guid.NewGuid():N}");
        var made = await client.PostAsync("/api/v1/manage/releases", new { name = "Theo bảng", at = TimeProvider.System.GetUtcNow().AddSeconds(10), items = new[] { new { id = item.Id, channels = new[] { channel } } } }, cancellation);
        var id = made.ExpectSuccess().Json.GetProperty("id").GetString()!;
        (await client.PostAsync($"/api/v1/manage/releases/{id}/arm", null, cancellation)).ExpectSuccess();
        var desk = await OpenAsync(Person.Approver);
        var asked = new System.Collections.Concurrent.ConcurrentQueue<string>();
        desk.Page.Request += (_, request) => asked.Enqueue(request.Url);
        await desk.Page.SetViewportSizeAsync(1280, 300);
        await desk.GoAsync($"/admin/releases/{id}?deliveries=");
        var list = desk.Page.Locator("#deliveries");
        await Assertions.Expect(list).ToContainTextAsync("Đã hẹn giờ");

        // out of sight nobody asks for it
        await Assertions.Expect(desk.Page.Locator(".board-sum")).ToContainTextAsync("0/1 đã nhận · 1 chờ gửi lại", new() { Timeout = 60_000 });
        await Assertions.Expect(list).ToContainTextAsync("Đã hẹn giờ");
        Assert.DoesNotContain(asked, url => url.Contains("handler=Deliveries", StringComparison.Ordinal));
        await desk.Page.EvaluateAsync("document.querySelector('#deliveries').scrollIntoView()");
        await Assertions.Expect(list).ToContainTextAsync("Nơi nhận hẹn lại");
        Assert.Contains(asked, url => url.Contains("handler=Deliveries", StringComparison.Ordinal));

        // a hand on its button
        var again = desk.Page.GetByRole(AriaRole.Button, new() { Name = "Gửi lại tới Trang một" });
        await again.FocusAsync();
        asked.Clear();
        receiver.Answer(_ => ReceiverAnswer.Ok);
        var delivery = (await client.GetAsync($"/api/v1/manage/deliveries?release={id}", cancellation)).ExpectSuccess().Json.GetProperty("items")[0].GetProperty("id").GetString();
        (await client.PostAsync($"/api/v1/manage/deliveries/{delivery}/retry", null, cancellation)).ExpectSuccess();
        await Assertions.Expect(desk.Page.Locator(".board-sum")).ToContainTextAsync("1/1 đã nhận", new() { Timeout = 60_000 });
        await Assertions.Expect(again).ToBeFocusedAsync();
        Assert.DoesNotContain(asked, url => url.Contains("handler=Deliveries", StringComparison.Ordinal));
        // let go, it gets what it missed, though nothing moves any more
        await again.BlurAsync();
        await Assertions.Expect(list).ToContainTextAsync("Đã nhận");
        await Assertions.Expect(again).ToHaveCountAsync(0);
        // and by way of what it shows: the same list, not a page within the page
        await Assertions.Expect(desk.Page.Locator("#deliveries table")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Line_that_is_lost_is_said()
    {
        using var client = Fixture.Cms.Client();
        var item = await MakeAsync($"Bài {Guid.NewGuid():N}");
        var made = await client.PostAsync("/api/v1/manage/releases", new { name = "Sắp phát", at = TimeProvider.System.GetUtcNow().AddMinutes(20), items = new[] { new { id = item.Id, channels = new[] { "loa-xa" } } } }, TestContext.Current.CancellationToken);
        var id = made.ExpectSuccess().Json.GetProperty("id").GetString()!;
        (await client.PostAsync($"/api/v1/manage/releases/{id}/arm", null, TestContext.Current.CancellationToken)).ExpectSuccess();
        var desk = await OpenAsync(Person.Approver);
        await desk.Page.RouteAsync("**/admin/releases/*handler=Events*", route => route.AbortAsync());
        await desk.GoAsync($"/admin/releases/{id}");
        await desk.TellsAsync("Mất đường truyền trực tiếp");

        await desk.Page.RouteAsync("**/admin/releases/*handler=Progress*", route => route.AbortAsync());
        await desk.TellsAsync("Không liên lạc được với máy chủ");
        await desk.Page.UnrouteAsync("**/admin/releases/*handler=Progress*");
        await desk.TellsAsync("Mất đường truyền trực tiếp");
    }

    [Fact]
    public async Task Ledger_and_destination_are_seen_wide_and_narrow()
    {
        foreach (var (screen, name) in new[] { (Screen.Wide, "wide"), (Screen.Phone, "phone") })
        {
            var desk = await OpenAsync(Person.Administrator, screen);
            foreach (var (path, picture) in new[] { ("/admin/deliveries?channel=loa-xa&state=scheduled", "ledger"), ("/admin/channels/bao-lang-son-day/bao-lang-son", "destination"), ("/admin/releases/new", "release-new") })
            {
                await desk.GoAsync(path);
                await desk.PictureAsync($"{picture}-{name}");
                Assert.Empty(await desk.WrongsAsync());
            }
        }
    }

    private async Task<CmsItem> MakeAsync(string title)
    {
        using var client = Fixture.Cms.Client();
        return await client.CreateApprovedAsync("Article", title, TestContext.Current.CancellationToken, fields: new { body = "Nội dung." });
    }
}
