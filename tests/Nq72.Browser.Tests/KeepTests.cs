using System.Globalization;
using Microsoft.Playwright;

namespace Nq72.Browser.Tests;

/// <summary>Nothing that was typed is lost: not when the line drops, not when the session ends, not when two write at once.</summary>
public sealed class KeepTests(DeskFixture fixture) : Journey(fixture)
{
    private static int count;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Unsaved_text_is_there_when_the_page_is_opened_again_until_it_is_saved_or_thrown_away()
    {
        var (desk, id) = await EditorAsync();
        await desk.FillAsync("Nội dung", "Đoạn chưa lưu.");
        await KeptAsync(desk);
        await desk.GoAsync("/admin");

        await desk.GoAsync($"/admin/items/{id}");
        await desk.SaysAsync("Đây là chữ bạn chưa lưu");
        Assert.Equal("Đoạn chưa lưu.", await desk.Field("Nội dung").InputValueAsync());
        await LookAsync(desk, "unsaved");
        await desk.ClickAsync("Bỏ, mở phiên bản 1 đã lưu");
        await desk.TellsAsync("Đã bỏ chữ chưa lưu.");
        Assert.Equal("Đoạn đầu.", await desk.Field("Nội dung").InputValueAsync());

        await desk.FillAsync("Nội dung", "Đoạn hai.");
        await KeptAsync(desk);
        await desk.ClickAsync("Lưu");
        await desk.TellsAsync("Đã lưu phiên bản 2.");
        await desk.GoAsync($"/admin/items/{id}");
        await Assertions.Expect(desk.Page.GetByText("Đây là chữ bạn chưa lưu")).ToHaveCountAsync(0);
        Assert.Equal("Đoạn hai.", await desk.Field("Nội dung").InputValueAsync());
    }

    [Fact]
    public async Task Line_that_drops_while_typing_loses_nothing()
    {
        var (desk, id) = await EditorAsync();
        await desk.Page.Context.SetOfflineAsync(true);
        await desk.FillAsync("Nội dung", "Gõ khi mất mạng.");
        await Assertions.Expect(desk.Page.Locator("#kept")).ToContainTextAsync("Mất đường truyền");
        await desk.PictureAsync("keep-line-Wide");
        await desk.Page.Context.SetOfflineAsync(false);
        await KeptAsync(desk);

        // and where the browser goes down before the line is back
        await desk.Page.Context.SetOfflineAsync(true);
        await desk.FillAsync("Nội dung", "Gõ trước khi máy tắt.");
        await Assertions.Expect(desk.Page.Locator("#kept")).ToContainTextAsync("Mất đường truyền");
        var another = await desk.Page.Context.NewPageAsync();
        await desk.Page.CloseAsync();
        await another.Context.SetOfflineAsync(false);
        await another.GotoAsync($"/admin/items/{id}");
        await Assertions.Expect(another.GetByText("Đây là chữ bạn chưa lưu")).ToBeVisibleAsync();
        await Assertions.Expect(another.GetByLabel("Nội dung").And(another.Locator("textarea")).First).ToHaveValueAsync("Gõ trước khi máy tắt.");
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Session_that_ends_while_typing_loses_nothing(bool isSent)
    {
        var (desk, id) = await EditorAsync();
        await desk.Page.Context.ClearCookiesAsync();
        await desk.FillAsync("Nội dung", "Gõ khi hết phiên.");
        if (isSent)
        {
            await desk.ClickAsync("Lưu");
            await desk.Page.GetByLabel("Tên đăng nhập").WaitForAsync();
        }
        else
        {
            await Assertions.Expect(desk.Page.Locator("#kept")).ToContainTextAsync("Phiên làm việc đã hết");
            await desk.PictureAsync("keep-out-Wide");
        }

        await desk.SignInAsync(Person.Writer.Name, Fixture.PasswordOf(Person.Writer));
        await desk.Page.WaitForURLAsync("**/admin");
        await desk.GoAsync($"/admin/items/{id}");

        await desk.SaysAsync("Đây là chữ bạn chưa lưu");
        await Assertions.Expect(desk.Field("Nội dung")).ToHaveValueAsync("Gõ khi hết phiên.");
    }

    [Fact]
    public async Task Two_writers_see_each_other_and_both_texts_and_put_them_together()
    {
        var (first, id) = await EditorAsync();
        var second = await OpenAsync(Person.Administrator);
        await second.GoAsync($"/admin/items/{id}");
        await Assertions.Expect(second.Page.Locator("#others")).ToContainTextAsync(Person.Writer.DisplayName);
        await second.FillAsync("Tóm tắt", "Tóm tắt của người thứ hai.");
        await second.ClickAsync("Lưu");
        await second.TellsAsync("Đã lưu phiên bản 2.");

        await first.FillAsync("Nội dung", "Nội dung của người thứ nhất.");
        await first.ClickAsync("Lưu");
        await first.TellsAsync("Người khác đã lưu trước bạn");
        var both = first.Page.GetByLabel("Hai bản cạnh nhau");
        await Assertions.Expect(both).ToContainTextAsync("Tóm tắt của người thứ hai.");
        await Assertions.Expect(both).ToContainTextAsync("Nội dung của người thứ nhất.");
        await LookAsync(first, "conflict");
        await first.ClickAsync("Lưu chữ của tôi, giữ chỗ chỉ người kia sửa");
        await first.TellsAsync("Đã lưu phiên bản 3.");

        Assert.Equal(("Tóm tắt của người thứ hai.", "Nội dung của người thứ nhất."), (await first.Field("Tóm tắt").InputValueAsync(), await first.Field("Nội dung").InputValueAsync()));
    }

    // a new article that is open for writing
    private async Task<(Desk Desk, string Id)> EditorAsync()
    {
        using var client = Fixture.Cms.Client();
        var item = await client.CreateItemAsync("Article", string.Create(CultureInfo.InvariantCulture, $"Bài đang viết {Environment.ProcessId}-{Interlocked.Increment(ref count)}"), Token, fields: new { body = "Đoạn đầu." });
        var desk = await OpenAsync(Person.Writer);
        await desk.GoAsync($"/admin/items/{item.Id}");
        return (desk, item.Id);
    }

    private static Task KeptAsync(Desk desk) => Assertions.Expect(desk.Page.Locator("#kept")).ToContainTextAsync("Đã cất chữ chưa lưu");

    private static async Task LookAsync(Desk desk, string what)
    {
        foreach (var (screen, width) in new[] { ("Wide", 1280), ("Phone", 390) })
        {
            await desk.Page.SetViewportSizeAsync(width, 844);
            await desk.PictureAsync($"keep-{what}-{screen}");
            await desk.FitsAsync();
            await desk.IsAccessibleAsync();
        }

        await desk.Page.SetViewportSizeAsync(1280, 900);
    }
}
