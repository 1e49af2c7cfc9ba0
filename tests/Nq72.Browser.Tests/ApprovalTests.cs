using Microsoft.Playwright;

namespace Nq72.Browser.Tests;

/// <summary>The approvers' queue, on a phone: several read and approved in one go, one sent back.</summary>
public sealed class ApprovalTests(DeskFixture fixture) : Journey(fixture)
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task Several_are_read_and_approved_in_one_go_on_a_phone(bool javaScript)
    {
        var mark = Guid.NewGuid().ToString("N");
        var (first, second, open) = (await SubmittedAsync($"Ngắn một {mark}"), await SubmittedAsync($"Ngắn hai {mark}"), await SubmittedAsync($"Có số liệu {mark}", claims: true));
        var desk = await OpenAsync(Person.Approver, Screen.Phone, javaScript);
        await desk.GoAsync("/admin/approvals");
        await desk.SaysAsync($"Ngắn một {mark}");
        await desk.FitsAsync();
        if (javaScript)
            await desk.PictureAsync("approvals-phone");
        var blocked = desk.Page.GetByRole(AriaRole.Article, new() { Name = $"Có số liệu {mark}" });
        await Assertions.Expect(blocked).ToContainTextAsync("Chưa duyệt được");
        await Assertions.Expect(blocked.GetByRole(AriaRole.Checkbox)).ToHaveCountAsync(0);

        foreach (var title in new[] { $"Ngắn một {mark}", $"Ngắn hai {mark}" })
            await desk.Page.GetByRole(AriaRole.Checkbox, new() { Name = $"Đã đọc, duyệt phiên bản 1 {title}" }).CheckAsync();
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Duyệt các bài đã đánh dấu" }).ClickAsync();

        await desk.TellsAsync("Đã duyệt 2 bài.");
        Assert.Equal(("approved", "approved", "submitted"), (await StateAsync(first), await StateAsync(second), await StateAsync(open)));
    }

    [Fact]
    public async Task One_is_sent_back_with_its_reason_from_the_queue()
    {
        var title = $"Sẽ trả lại {Guid.NewGuid():N}";
        var id = await SubmittedAsync(title);
        var desk = await OpenAsync(Person.Approver);
        await desk.GoAsync("/admin/approvals");
        await desk.IsAccessibleAsync();
        await desk.PictureAsync("approvals-wide");
        var one = desk.Page.GetByRole(AriaRole.Article, new() { Name = title });
        await one.Locator("summary").GetByText("Trả lại", new() { Exact = true }).ClickAsync();
        await one.GetByLabel("Lý do").FillAsync("Thiếu nguồn.");
        await one.GetByRole(AriaRole.Button, new() { Name = "Trả lại" }).ClickAsync();

        await desk.TellsAsync($"Đã trả lại “{title}”.");
        Assert.Equal("returned", await StateAsync(id));
    }

    [Fact]
    public async Task Short_ones_are_approved_together_with_one_box()
    {
        var ids = new[] { await SubmittedAsync($"Chùm {Guid.NewGuid():N}"), await SubmittedAsync($"Chùm {Guid.NewGuid():N}") };
        var desk = await OpenAsync(Person.Approver);
        await desk.GoAsync("/admin/approvals");
        await desk.Page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("bài ngắn đang mở trên trang này, duyệt luôn", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)) }).CheckAsync();
        await Assertions.Expect(desk.Page.Locator("[data-ticked]")).ToBeVisibleAsync();
        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "Duyệt các bài đã đánh dấu" }).ClickAsync();

        await desk.TellsAsync("Đã duyệt");
        foreach (var id in ids)
            Assert.Equal("approved", await StateAsync(id));
    }

    private async Task<string> SubmittedAsync(string title, bool claims = false)
    {
        using var client = Fixture.Cms.Client();
        var fields = claims ? (object)new { body = "Chữ.", claims = new[] { new { text = "95% trẻ", kind = "fact", source = "CDC" } } } : new { body = "Chữ." };
        var item = await client.CreateItemAsync("Article", title, TestContext.Current.CancellationToken, fields: fields);
        await client.SubmitAsync(item.Id, TestContext.Current.CancellationToken);
        return item.Id;
    }

    private async Task<string?> StateAsync(string id)
    {
        using var client = Fixture.Cms.Client();
        return (await client.GetAsync($"/api/v1/manage/items/{id}", TestContext.Current.CancellationToken)).ExpectSuccess().Json.GetProperty("state").GetString();
    }
}
