using System.Net;
using Nq72.Cms.Accounts;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Tests.Admin;

/// <summary>Every page that takes a day or a time takes it as people type it, and shows it so; what is stored does not change its form.</summary>
public sealed class TypedTimePageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Release_goes_out_at_the_local_instant_that_was_typed()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        var item = await host.ApprovedAsync(Token);
        using var browser = await SignInAsync(host);

        var made = await browser.PostAsync("/admin/releases/new", "", Token, ("name", "Ngày sức khỏe"), ("at", "07/04/2027 07:00"), ("missed.policy", "SendUntil"), ("missed.until", "7/4/2027 19h30"), ("onNewBlock", "Go"),
            ("items[0].id", item.Id), ("items[0].public", "true"), ("items[0].until", "8-4-2027 0h"));

        var release = await host.ReadReleaseAsync(made.To!.Split('/')[^1], Token);
        Assert.Equal("2027-04-07T00:00:00Z", release.GetProperty("at").GetString());
        Assert.Equal("2027-04-07T12:30:00Z", release.GetProperty("missed").GetProperty("until").GetString());
        Assert.Equal("2027-04-07T17:00:00Z", release.GetProperty("items")[0].GetProperty("until").GetString());
        var form = (await browser.GetAsync($"{made.To}/edit", Token)).Text;
        Assert.Contains("value=\"07/04/2027 07:00\"", form, StringComparison.Ordinal);
        Assert.DoesNotContain("type=\"datetime-local\"", form, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Time_that_there_is_not_stands_as_typed_and_says_so_at_its_field()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        var item = await host.ApprovedAsync(Token);
        using var browser = await SignInAsync(host);

        var page = (await browser.PostAsync("/admin/releases/new", "", Token, ("name", "Ngày sức khỏe"), ("at", "31/11/2027 07:00"), ("items[0].id", item.Id), ("items[0].public", "true"))).Text;

        Assert.Contains("value=\"31/11/2027 07:00\"", page, StringComparison.Ordinal);
        Assert.Contains("id=\"f-at-error\">Không có ngày giờ “31/11/2027 07:00”. Viết ngày/tháng/năm giờ:phút, như 07/04/2027 07:00.", page, StringComparison.Ordinal);
        Assert.Contains("aria-describedby=\"f-at-help f-at-error\"", page, StringComparison.Ordinal);
        // the summary names it as the verb does, in the form of the desk
        Assert.Contains("Giờ '31/11/2027 07:00' không đúng dạng; viết như 07/04/2027 07:00.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forms_take_days_as_typed()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        var item = await host.DraftAsync(Token);
        using var browser = await SignInAsync(host);

        await Gone(browser.PostAsync($"/admin/items/{item.Id}", "", Token, ("version", "1"), ("title", "Tin"), ("fields.body", "Nội dung."), ("fields.signedOn", "7/4/2027")));
        Assert.Equal("2027-04-07", (await host.Admin.GetAsync($"/api/v1/manage/items/{item.Id}", Token)).ExpectSuccess().Json.GetProperty("fields").GetProperty("signedOn").GetString());
        Assert.Contains("value=\"07/04/2027\"", (await browser.GetAsync($"/admin/items/{item.Id}", Token)).Text, StringComparison.Ordinal);

        await Gone(browser.PostAsync("/admin/settings/campaign", "", Token, ("name", "Sức khỏe"), ("key", "suc-khoe"), ("from", "1/2/2027"), ("to", "31.12.2027")));
        var campaign = (await host.Admin.GetAsync("/api/v1/manage/campaigns/suc-khoe", Token)).ExpectSuccess().Json;
        Assert.Equal(("2027-02-01", "2027-12-31"), (campaign.GetProperty("from").GetString(), campaign.GetProperty("to").GetString()));

        await Gone(browser.PostAsync("/admin/settings/blackout", "", Token, ("name", "Tang"), ("key", "tang"), ("from", "6/4/2027"), ("fromTime", "7g30"), ("to", "07/04/2027"), ("toTime", "19h")));
        var blackout = (await host.Admin.GetAsync("/api/v1/manage/blackouts/tang", Token)).ExpectSuccess().Json;
        Assert.Equal(("2027-04-06T00:30:00Z", "2027-04-07T12:00:00Z"), (blackout.GetProperty("from").GetString(), blackout.GetProperty("to").GetString()));
        var shown = (await browser.GetAsync("/admin/settings/blackout/tang", Token)).Text;
        Assert.All(new[] { "06/04/2027", "07:30", "07/04/2027", "19:00" }, value => Assert.Contains($"value=\"{value}\"", shown, StringComparison.Ordinal));

        var release = await host.ReleaseAsync(host.Now.AddDays(9), Token, new { id = (await host.ApprovedAsync(Token)).Id });
        await Gone(browser.PostAsync("/admin/calendar", "Move", Token, ("id", release), ("to", "20/4/2027")));
        Assert.Equal(new DateTimeOffset(2027, 4, 20, 0, 0, 0, TimeSpan.Zero), (await host.ReadReleaseAsync(release, Token)).GetProperty("at").GetDateTimeOffset());

        async Task Gone(Task<(HttpStatusCode Status, string Text, string? To)> posted)
        {
            var (status, text, _) = await posted;
            Assert.True(status == HttpStatusCode.Redirect, text);
        }
    }

    [Theory]
    [InlineData("/admin/items?from={0}&to={0}", "from"), InlineData("/admin/deliveries?from={0}&to={0}", "from"), InlineData("/admin/audit?from={0}&to={0}", "from"), InlineData("/admin/coverage?by=genre&from={0}&to={0}", "from"),
     InlineData("/admin/calendar?view=month&day={0}", "day"), InlineData("/admin/as-of?at={0}T07:00", "at")]
    public async Task Address_takes_a_day_in_either_form_and_shows_the_same_page(string address, string field)
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        await host.PublishedAsync(Token);
        using var browser = await SignInAsync(host);
        var days = new[] { "2027-03-01", "1/3/2027" }.Select(day => string.Format(System.Globalization.CultureInfo.InvariantCulture, address, day)).Select(path => path.Replace("/2027T", "/2027 ", StringComparison.Ordinal)).ToArray();

        var (iso, typed) = (await browser.GetAsync(days[0], Token), await browser.GetAsync(days[1], Token));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (iso.Status, typed.Status));
        Assert.Equal(Heads(iso.Text), Heads(typed.Text));
        Assert.Contains($"name=\"{field}\"", iso.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Không có ngày “", typed.Text, StringComparison.Ordinal);

        static string[] Heads(string page) => [.. Markup.All(page, "<h1[^>]*>(?<x>[^<]*)</h1>"), .. Markup.All(page, "class=\"title-link\"[^>]*>(?<x>[^<]*)<"), .. Markup.All(page, "<th scope=\"(row|col)\"[^>]*>(?<x>[^<]*)<")];
    }

    [Theory, InlineData("/admin/items?from=31/4/2027"), InlineData("/admin/deliveries?from=31/4/2027"), InlineData("/admin/audit?from=31/4/2027")]
    public async Task Filter_by_a_day_that_there_is_not_says_so(string address)
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        using var browser = await SignInAsync(host);

        Assert.Contains("id=\"f-from-error\">Không có ngày “31/4/2027”. Viết ngày/tháng/năm, như 07/04/2027.", (await browser.GetAsync(address, Token)).Text, StringComparison.Ordinal);
    }

    private static async Task<DeskBrowser> SignInAsync(CmsHost host)
    {
        var browser = new DeskBrowser(host);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync("lan", await DeskBrowser.MakeAsync(host, "lan", CreateAccount.AdministratorRole), Token)).Status);
        return browser;
    }
}
