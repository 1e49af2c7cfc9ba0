using System.Globalization;
using System.Net;
using Nq72.Cms.Accounts;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Today;

/// <summary>The desk's home page: what goes out today, how far the coming peak is prepared, whether every channel is well.</summary>
public sealed class HomeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Today_tells_each_release_with_what_its_channels_got(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await host.ArmDropsAsync(host.Now.AddMinutes(10), 2, Token);
        using var browser = await SignInAsync(host);

        var before = await HomeAsync(browser);
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        await host.DeliverAsync(Token);
        var after = await HomeAsync(browser);

        Assert.Contains("0 trên 2 lượt gửi đã nhận", before, StringComparison.Ordinal);
        Assert.Contains("2 trên 2 lượt gửi đã nhận", after, StringComparison.Ordinal);
        Assert.Contains("Mọi kênh đều ổn.", after, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Channel_that_cannot_be_used_is_named(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        (await host.Admin.PutAsync("/api/v1/manage/channels/bao", new { format = "ninjs", transport = "webhook", destinations = new[] { new { key = "a" } } }, Token)).ExpectSuccess();
        using var browser = await SignInAsync(host);

        var page = await HomeAsync(browser);

        Assert.DoesNotContain("Mọi kênh đều ổn.", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/admin/channels#bao\"", page, StringComparison.Ordinal);
        Assert.Contains("Hôm nay không có đợt phát nào.", page, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Coming_peak_tells_its_releases(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var day = DateOnly.FromDateTime(host.Now.UtcDateTime).AddDays(20);
        (await host.Admin.PutAsync("/api/v1/manage/occasions/ngay", new { name = "Ngày thử", date = day.ToString("MM-dd", CultureInfo.InvariantCulture), evidence = "Thử" }, Token)).ExpectSuccess();
        (await host.Admin.PutAsync("/api/v1/manage/campaigns/c", new { name = "C", purpose = "Thử", from = day.AddYears(-1), to = day.AddYears(1), peaks = new[] { new { occasion = "ngay", leadDays = 7, tailDays = 3 } } }, Token)).ExpectSuccess();
        using var browser = await SignInAsync(host);
        Assert.Contains("Chưa có đợt phát nào.", await HomeAsync(browser), StringComparison.Ordinal);

        await host.ReleaseAsync(host.Now.AddDays(20), Token, new { id = (await host.ApprovedAsync(Token)).Id });
        await host.ReleaseAsync(host.Now.AddDays(40), Token, new { id = (await host.ApprovedAsync(Token)).Id });
        var page = await HomeAsync(browser);

        Assert.DoesNotContain("Chưa có đợt phát nào.", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/admin/releases?state=draft\"", page, StringComparison.Ordinal);
    }

    private static async Task<DeskBrowser> SignInAsync(CmsHost host)
    {
        var browser = new DeskBrowser(host);
        await browser.SignInAsync("quan", await DeskBrowser.MakeAsync(host, "quan", CreateAccount.AdministratorRole), Token);
        return browser;
    }

    private static async Task<string> HomeAsync(DeskBrowser browser)
    {
        var page = await browser.GetAsync("/admin", Token);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return page.Text;
    }
}
