using System.Net;
using Nq72.Cms.Accounts;
using Nq72.Cms.Admin;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Help;

/// <summary>Help speaks of what is there, first steps tick themselves off from facts, and what a person chose stays chosen.</summary>
public sealed class HelpTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task First_steps_tick_off_what_the_person_did_and_go_for_good_when_dismissed(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        using var writer = await SignInAsync(host, "viet", Scopes.Preview, Scopes.Write);
        Assert.Equal([("Viết một bài", false), ("Gửi duyệt một bài", false), ("Thêm khóa đăng nhập hoặc mã hai bước cho tài khoản", false)], await StepsAsync(writer));

        // somebody else's writing is not theirs
        await host.DraftAsync(Token);
        Assert.All(await StepsAsync(writer), step => Assert.False(step.Done));
        Assert.Equal(HttpStatusCode.Redirect, (await writer.PostAsync("/admin/items/new?type=Article&lang=vi", "", Token, ("type", "Article"), ("lang", "vi"), ("title", "Bài đầu tiên"))).Status);

        Assert.Equal([true, false, false], (await StepsAsync(writer)).Select(step => step.Done));
        var dismissed = await writer.PostAsync("/admin/help", "Steps", Token, ("done", "true"));
        Assert.Equal((HttpStatusCode.Redirect, "/admin"), (dismissed.Status, dismissed.To));
        Assert.Empty(await StepsAsync(writer));
        // on another computer too
        using var elsewhere = new DeskBrowser(host);
        await elsewhere.SignInAsync("viet", passwords["viet"], Token);
        Assert.Empty(await StepsAsync(elsewhere));
        Assert.Equal(HttpStatusCode.Redirect, (await writer.PostAsync("/admin/help", "Steps", Token, ("done", "false"))).Status);
        Assert.Equal(3, (await StepsAsync(writer)).Count);
        Assert.Contains("desk.choose", (await host.Admin.GetAsync("/api/v1/manage/audit?limit=100", Token)).ExpectSuccess().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task First_steps_fit_what_each_may_do()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        const string Safe = "Thêm khóa đăng nhập hoặc mã hai bước cho tài khoản", Notice = "Đọc một thông báo";
        var cases = new (string Name, string[] Scopes, string[] Steps)[]
        {
            ("duyet", [Scopes.Preview, Scopes.Approve, Scopes.Publish], ["Duyệt hoặc trả lại một bài", "Lập một đợt phát", "Kiểm tra rồi chốt một đợt phát", Notice, Safe]),
            ("y-te", [Scopes.Preview, Scopes.Approve], ["Duyệt hoặc trả lại một bài", Notice, Safe]),
            ("ke-hoach", [Scopes.Preview, Scopes.Publish], ["Lập một đợt phát", "Kiểm tra rồi chốt một đợt phát", Notice, Safe]),
            ("loa", [Scopes.Operate], ["Xác nhận một lần đã phát thanh", Safe]),
            ("bao-cao", [Scopes.Preview], [Notice, Safe]),
            ("quan-tri", [Scopes.Admin], ["Mời một người", "Khai báo hoặc thử một kênh", "Xem lại và lưu cài đặt trang", Notice, Safe]),
        };
        foreach (var (name, scopes, steps) in cases)
        {
            using var browser = await SignInAsync(host, name, scopes);
            Assert.Equal((name, string.Join('|', steps)), (name, string.Join('|', (await StepsAsync(browser)).Select(step => step.Text))));
        }
    }

    [Fact]
    public async Task Arming_and_reading_are_facts_too()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        var item = await host.ApprovedAsync(Token);
        var id = await host.ReleaseAsync(host.Now.AddDays(1), Token, new { id = item.Id });
        using var planner = await SignInAsync(host, "duy", Scopes.Preview, Scopes.Publish);

        Assert.Equal(HttpStatusCode.Redirect, (await planner.PostAsync($"/admin/releases/{id}", "Arm", Token)).Status);

        Assert.Equal([("Lập một đợt phát", false), ("Kiểm tra rồi chốt một đợt phát", true)], (await StepsAsync(planner)).Take(2));
    }

    [Theory, OnEveryDatabase]
    public async Task Single_keys_are_turned_off_by_each_person_and_listed_only_where_they_may_be_used(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        using var writer = await SignInAsync(host, "viet", Scopes.Preview, Scopes.Write);
        using var reader = await SignInAsync(host, "doc", Scopes.Preview);

        var (written, read) = (Keys((await writer.GetAsync("/admin/items", Token)).Text), Keys((await reader.GetAsync("/admin/items", Token)).Text));
        Assert.Contains("n", written);
        Assert.DoesNotContain("n", read);
        Assert.DoesNotContain("g d", written);

        Assert.Equal(HttpStatusCode.Redirect, (await writer.PostAsync("/admin/help", "Keys", Token, ("off", "true"))).Status);
        var off = (await writer.GetAsync("/admin/items", Token)).Text;
        Assert.Equal(["Ctrl B", "Ctrl I", "Ctrl K"], Keys(off));
        Assert.Contains("keys is-off", off, StringComparison.Ordinal);
        Assert.DoesNotContain("keys is-off", (await reader.GetAsync("/admin/items", Token)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await writer.PostAsync("/admin/help", "Keys", Token, ("off", "false"))).Status);
        Assert.Equal(written, Keys((await writer.GetAsync("/admin/items", Token)).Text));
    }

    [Fact]
    public async Task Every_screen_of_the_navigation_is_explained_and_every_key_leads_somewhere()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        using var admin = await SignInAsync(host, "quan", Scopes.Admin);
        var home = (await admin.GetAsync("/admin", Token)).Text;
        var places = Markup.All(Markup.First(home, "(?s)<aside class=\"side\">(?<x>.*?)</aside>")!, "<a href=\"(?<x>/admin[^\"?#]*)\"").Distinct(StringComparer.Ordinal).ToList();
        Assert.True(places.Count >= 18, string.Join(' ', places));

        foreach (var place in places)
        {
            var screen = HelpScreen.Of(place);
            Assert.True((await admin.GetAsync($"/admin/help?screen={screen}", Token)).Text.Contains("<h2>Màn hình ", StringComparison.Ordinal), place);
        }

        foreach (var key in DeskKey.All.Where(key => key.Path is not null))
            Assert.Equal((key.Keys, HttpStatusCode.OK), (key.Keys, (await admin.GetAsync(key.Path!, Token)).Status));
        Assert.Equal(DeskKey.All.Count, DeskKey.All.Select(key => key.Keys).Distinct(StringComparer.Ordinal).Count());
        // what nobody explains is passed over
        Assert.DoesNotContain("<h2>Màn hình ", (await admin.GetAsync("/admin/help?screen=khong-co&role=khong-co", Token)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Scopes.Admin, "Người quản trị"), InlineData(Scopes.Operate, "Cán bộ truyền thanh"), InlineData(Scopes.Preview, "Cán bộ báo cáo"), InlineData(Scopes.Write, "Người viết"), InlineData(Scopes.Approve, "Người duyệt chuyên môn"), InlineData(Scopes.Publish, "Người lập kế hoạch")]
    public async Task Help_begins_with_the_role_of_who_asks(string scope, string role)
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        using var browser = await SignInAsync(host, "lan", scope);

        Assert.Equal(role, Markup.First((await browser.GetAsync("/admin/help", Token)).Text, "aria-current=\"page\">(?<x>[^<]+)</a>\\s*(<a href=\"/admin/help|</nav>)"));
    }

    private readonly Dictionary<string, string> passwords = new(StringComparer.Ordinal);

    private static IReadOnlyList<string> Keys(string page) => Markup.All(page, "data-keys=\"(?<x>[^\"]+)\"");

    private static async Task<IReadOnlyList<(string Text, bool Done)>> StepsAsync(DeskBrowser browser)
    {
        var list = Markup.First((await browser.GetAsync("/admin", Token)).Text, "(?s)<ul class=\"steps-first\">(?<x>.*?)</ul>");
        return list is null ? [] :
        [
            .. Markup.All(list, "(?s)<li(?<x>.*?)</li>").Select(step => (Markup.First(step.Replace("<span class=\"unseen\">Đã làm: </span>", "", StringComparison.Ordinal).Replace("</span>", "", StringComparison.Ordinal).Replace("</a>", "", StringComparison.Ordinal), "(?<x>\\p{Lu}\\p{L}[^<>]*[^<>\\s])\\s*$")!,
                step.Contains("is-done", StringComparison.Ordinal))),
        ];
    }

    private async Task<DeskBrowser> SignInAsync(CmsHost host, string name, params string[] scopes)
    {
        Assert.True((await host.RunAsync<CreateAccount, Outcome<Done>>(verb => verb.PutRoleAsync($"Role-{name}", name, scopes, Token))).Succeeded);
        var browser = new DeskBrowser(host);
        passwords[name] = await DeskBrowser.MakeAsync(host, name, $"Role-{name}");
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync(name, passwords[name], Token)).Status);
        return browser;
    }
}
