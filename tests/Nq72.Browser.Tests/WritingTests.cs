using Microsoft.Playwright;

namespace Nq72.Browser.Tests;

/// <summary>From a blank page to readers: write, hand in, verify, approve, schedule; and what stands in the way.</summary>
public sealed class WritingTests(DeskFixture fixture) : Journey(fixture)
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task Write_hand_in_approve_and_schedule(bool javaScript)
    {
        var title = $"Tiêm chủng mùa xuân {Guid.NewGuid():N}";
        var writer = await OpenAsync(Person.Writer, javaScript: javaScript);
        await CreateAsync(writer, title);
        await writer.FillAsync("Nội dung", "Mỗi trẻ cần **đủ mũi** tiêm.");
        await writer.ClickAsync("Lưu và gửi duyệt");
        await writer.TellsAsync("Đã gửi duyệt phiên bản 2.");
        var address = new Uri(writer.Page.Url).AbsolutePath;

        var approver = await OpenAsync(Person.Approver, javaScript: javaScript);
        await approver.GoAsync("/admin/items?state=submitted");
        await approver.FollowAsync(title);
        await approver.FollowAsync("Duyệt");
        await approver.SaysAsync("Mỗi trẻ cần đủ mũi tiêm.");
        await approver.ConfirmAsync("Duyệt", "Duyệt phiên bản 2");
        await approver.TellsAsync("Đã duyệt phiên bản 2.");
        await approver.FollowAsync("Đăng hoặc hẹn giờ");
        await approver.FillAsync("Hiển thị từ", "03/02/2031 07:00");
        await approver.ClickAsync("Đăng theo giờ trên");
        await approver.TellsAsync("Đã hẹn hiển thị từ 03/02/2031 07:00.");

        await writer.GoAsync(address);
        await writer.SaysAsync("Đã hẹn giờ");
    }

    [Fact]
    public async Task Return_gives_the_reason_to_the_writer()
    {
        var writer = await OpenAsync(Person.Writer);
        await CreateAsync(writer, "Bài sẽ bị trả lại");
        await writer.FillAsync("Nội dung", "Chưa xong.");
        await writer.ClickAsync("Lưu và gửi duyệt");
        await writer.TellsAsync("Đã gửi duyệt");
        var review = new Uri(writer.Page.Url).AbsolutePath;

        var approver = await OpenAsync(Person.Approver);
        await approver.GoAsync(review);
        await approver.ConfirmAsync("Trả lại", "Trả lại");
        await approver.TellsAsync("Hãy ghi lý do.");
        await approver.FillAsync("Lý do", "Thiếu nguồn.");
        await approver.ClickAsync("Trả lại");
        await approver.TellsAsync("Đã trả lại phiên bản 2.");

        await writer.GoAsync(review.Replace("/review", "", StringComparison.Ordinal));
        await writer.TellsAsync("Thiếu nguồn.");
    }

    [Fact]
    public async Task Claim_is_verified_by_another_person_before_approval()
    {
        var writer = await OpenAsync(Person.Writer);
        await CreateAsync(writer, "Bài có số liệu");
        await writer.FillAsync("Nội dung", "95% trẻ được tiêm.");
        await writer.Page.GetByRole(AriaRole.Group, new() { Name = "Thông tin mới" }).GetByRole(AriaRole.Textbox, new() { Name = "Thông tin mới" }).FillAsync("95% trẻ được tiêm đủ mũi");
        await writer.FillAsync("Nguồn", "Báo cáo của CDC");
        await writer.ClickAsync("Lưu và gửi duyệt");
        await writer.TellsAsync("Đã gửi duyệt");
        var review = new Uri(writer.Page.Url).AbsolutePath;

        var approver = await OpenAsync(Person.Approver);
        await approver.GoAsync(review);
        await approver.TellsAsync("chưa duyệt được");
        await Assertions.Expect(approver.Page.Locator("summary").GetByText("Duyệt", new() { Exact = true })).ToHaveCountAsync(0);

        var reviewer = await OpenAsync(Person.Reviewer);
        await reviewer.GoAsync(review);
        await reviewer.Page.GetByLabel("95% trẻ được tiêm đủ mũi (Báo cáo của CDC)").CheckAsync();
        await reviewer.ClickAsync("Xác nhận đã kiểm chứng");
        await reviewer.TellsAsync("Đã ghi xác nhận vào phiên bản 3");

        await approver.GoAsync(review);
        await approver.ConfirmAsync("Duyệt", "Duyệt phiên bản 3");
        await approver.TellsAsync("Đã duyệt phiên bản 3.");
    }

    [Fact]
    public async Task Two_writers_both_numbers_are_shown_and_no_text_is_lost()
    {
        var first = await OpenAsync(Person.Writer);
        await CreateAsync(first, "Hai người cùng sửa");
        var second = await OpenAsync(Person.Writer);
        await second.GoAsync(new Uri(first.Page.Url).AbsolutePath);
        await second.FillAsync("Nội dung", "Của người thứ hai.");
        await second.ClickAsync("Lưu");
        await second.TellsAsync("Đã lưu phiên bản 2.");

        await first.FillAsync("Nội dung", "Của người thứ nhất.");
        await first.ClickAsync("Lưu");
        await first.TellsAsync("Bạn sửa từ phiên bản 1; nay đã có phiên bản 2.");
        await Assertions.Expect(first.Field("Nội dung")).ToHaveValueAsync("Của người thứ nhất.");
        await first.ClickAsync("Lưu bản của tôi lên trên phiên bản 2");
        await first.TellsAsync("Đã lưu phiên bản 3.");
    }

    [Fact]
    public async Task Preview_follows_what_is_typed()
    {
        var writer = await OpenAsync(Person.Writer);
        await CreateAsync(writer, "Xem thử khi viết");
        await writer.Field("Nội dung").PressSequentiallyAsync("Rửa tay **thường xuyên**.");

        var preview = writer.Page.GetByRole(AriaRole.Region, new() { Name = "Xem thử: Nội dung" });
        await Assertions.Expect(preview.GetByText("thường xuyên")).ToHaveJSPropertyAsync("tagName", "STRONG");
    }

    [Fact]
    public async Task Preview_shows_the_last_of_what_was_typed_on_a_slow_line_too()
    {
        var writer = await OpenAsync(Person.Writer);
        await CreateAsync(writer, "Xem thử trên đường truyền chậm");
        var page = writer.Page;
        // nothing that hangs is given up, so that only a newer question can take its place
        await page.EvaluateAsync("() => { htmx.config.defaultTimeout = 0; }");
        var slow = new TaskCompletionSource();
        await page.RouteAsync(IsPreview, async route =>
        {
            if (!route.Request.PostData!.Contains("x.three", StringComparison.Ordinal)) await slow.Task;
            await route.ContinueAsync();
        });

        foreach (var word in new[] { "x.one ", "x.two ", "x.three" })
        {
            await page.RunAndWaitForRequestAsync(() => writer.Field("Nội dung").PressSequentiallyAsync(word), request => IsPreview(request.Url) && request.PostData!.Contains(word.TrimEnd(), StringComparison.Ordinal));
        }
        var preview = page.GetByRole(AriaRole.Region, new() { Name = "Xem thử: Nội dung" });
        await Assertions.Expect(preview).ToContainTextAsync("x.three");
        slow.SetResult();
        await page.UnrouteAllAsync(new() { Behavior = UnrouteBehavior.IgnoreErrors });
        await Assertions.Expect(preview).ToContainTextAsync("x.one x.two x.three");
    }

    [Fact]
    public async Task What_is_typed_before_the_scripts_are_there_is_previewed_all_the_same()
    {
        var writer = await OpenAsync(Person.Writer);
        await CreateAsync(writer, "Viết trước khi trang sẵn sàng");
        var page = writer.Page;
        var typed = new TaskCompletionSource();
        await page.RouteAsync("**/*.js*", async route =>
        {
            await typed.Task;
            await route.ContinueAsync();
        });

        await page.GotoAsync(page.Url, new() { WaitUntil = WaitUntilState.Commit });
        await writer.FillAsync("Nội dung", "Đeo **khẩu trang**.");
        typed.SetResult();

        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Xem thử: Nội dung" })).ToContainTextAsync("Đeo khẩu trang.");
    }

    [Fact]
    public async Task Preview_without_a_script_is_a_button()
    {
        var writer = await OpenAsync(Person.Writer, javaScript: false);
        await CreateAsync(writer, "Xem thử không có script");
        await writer.FillAsync("Nội dung", "Rửa tay **thường xuyên**.");
        await writer.ClickAsync("Xem thử");

        await Assertions.Expect(writer.Page.GetByRole(AriaRole.Region, new() { Name = "Xem thử: Nội dung" })).ToContainTextAsync("Rửa tay thường xuyên.");
        await Assertions.Expect(writer.Field("Nội dung")).ToHaveValueAsync("Rửa tay **thường xuyên**.");
    }

    private static bool IsPreview(string address) => address.Contains("handler=Preview", StringComparison.Ordinal);

    private static async Task CreateAsync(Desk desk, string title)
    {
        await desk.GoAsync("/admin/items/new");
        await desk.Page.GetByRole(AriaRole.Radio, new() { Name = "Tin, bài" }).CheckAsync();
        await desk.FillAsync("Tiêu đề", title);
        await desk.ClickAsync("Tạo bản nháp");
        await desk.TellsAsync("Đã tạo bản nháp");
    }
}
