using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Accounts;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Releases;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.ReleaseRoom;

/// <summary>A release is put together on one page, without a script too: search, add, send to channels, see what would go wrong, save.</summary>
public sealed partial class ReleaseFormTests
{
    private const string New = "/admin/releases/new";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Search_finds_without_accents_by_type_state_and_language_and_keeps_what_was_typed(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var ready = await host.Admin.CreateApprovedAsync("Article", "Đường về bản Tày", Token, fields: Items.Complete);
        var draft = await host.Admin.CreateItemAsync("Article", "Đường về bản Dao", Token, fields: Items.Complete);
        using var browser = await SignInAsync(host);

        var (status, page, _) = await browser.PostAsync(New, "Search", Token, ("name", "Đợt đang lập"), ("at", "2030-04-07T07:00"), ("find.q", "duong ve ban"), ("find.state", "Approved"));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal([ready.Id], Picks(page));
        Assert.Contains("value=\"Đợt đang lập\"", page, StringComparison.Ordinal);
        Assert.Contains("value=\"07/04/2030 07:00\"", page, StringComparison.Ordinal);

        Assert.Equivalent(new[] { draft.Id, ready.Id }, Picks((await browser.PostAsync(New, "Search", Token, ("find.q", "duong ve ban"))).Text), strict: true);
        Assert.Empty(Picks((await browser.PostAsync(New, "Search", Token, ("find.q", "duong ve ban"), ("find.lang", "en"))).Text));
        Assert.Empty(Picks((await browser.PostAsync(New, "Search", Token, ("find.q", "duong ve ban"), ("find.type", "Clip"))).Text));
        // at first what is ready is shown
        Assert.Equal([ready.Id], Picks((await browser.GetAsync(New, Token)).Text));
    }

    [Theory, OnEveryDatabase]
    public async Task Several_are_added_sent_to_the_same_channels_taken_out_and_saved(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        (await host.Admin.PutAsync("/api/v1/manage/channels/tep", new { format = "portal", transport = "fileDrop", destinations = new[] { new { key = "a" } } }, Token)).ExpectSuccess();
        var (one, two, three) = (await host.ApprovedAsync(Token), await host.ApprovedAsync(Token), await host.ApprovedAsync(Token));
        using var browser = await SignInAsync(host);

        var added = (await browser.PostAsync(New, "Add", Token, ("items[0].id", one.Id), ("items[0].until", "2030-05-01T07:00"), ("pick", two.Id), ("pick", three.Id), ("pick", one.Id))).Text;
        Assert.Equal([one.Id, two.Id, three.Id], Rows(added));
        Assert.Contains("value=\"01/05/2030 07:00\"", added, StringComparison.Ordinal);

        var sent = (await browser.PostAsync(New, "Channels", Token, ("items[0].id", one.Id), ("items[1].id", two.Id), ("all.channels", "tep"))).Text;
        Assert.Equal(2, Regex.Count(sent, "name=\"items\\[\\d\\].channels\" value=\"tep\" checked", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Equal([two.Id], Rows((await browser.PostAsync(New, "Remove", Token, ("items[0].id", one.Id), ("items[1].id", two.Id), ("remove", one.Id))).Text));

        var saved = await browser.PostAsync(New, "", Token, ("name", "Đợt phát"), ("at", "2030-04-07T07:00"), ("missed.policy", "Ask"), ("onNewBlock", "Hold"),
            ("items[0].id", one.Id), ("items[0].channels", "tep"), ("items[0].public", "true"), ("items[1].id", two.Id), ("items[1].channels", "tep"));
        var release = await host.ReadReleaseAsync(saved.To!.Split('/')[^1], Token);
        Assert.Equal(("ask", "hold"), (release.GetProperty("missed").GetProperty("policy").GetString(), release.GetProperty("onNewBlock").GetString()));
        Assert.Equal([(one.Id, true), (two.Id, false)], release.GetProperty("items").EnumerateArray().Select(item => (item.GetProperty("id").GetString()!, item.GetProperty("public").GetBoolean())));

        // an edit keeps what a new block does
        var edit = (await browser.GetAsync($"{saved.To}/edit", Token)).Text;
        Assert.Matches("value=\"Hold\" selected|selected=\"\" value=\"Hold\"", edit);
    }

    [Theory, OnEveryDatabase]
    public async Task Preflight_beside_the_form_tells_what_would_block_and_writes_nothing(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        (await host.Admin.PutAsync("/api/v1/manage/channels/bao", new { format = "portal", transport = "webhook", destinations = new[] { new { key = "a" } } }, Token)).ExpectSuccess();
        (await host.Admin.PutAsync("/api/v1/manage/blackouts/tang", new { name = "Quốc tang", from = "2030-04-01", to = "2030-04-30" }, Token)).ExpectSuccess();
        var draft = await host.DraftAsync(Token);
        using var browser = await SignInAsync(host);
        var before = await CountAsync(host);

        var page = (await browser.PostAsync(New, "Check", Token, ("items[0].id", draft.Id), ("items[0].public", "true"), ("items[0].channels", "bao"))).Text;
        Assert.Contains("“Tên đợt phát” không được để trống", page, StringComparison.Ordinal);
        Assert.Contains("Đợt phát cần giờ phát", page, StringComparison.Ordinal);
        Assert.Contains("chưa được duyệt", page, StringComparison.Ordinal);
        Assert.Contains("chưa có địa chỉ", page, StringComparison.Ordinal);
        // what depends on the instant is not told before there is one
        Assert.DoesNotContain("Giờ phát đã qua", page, StringComparison.Ordinal);
        var past = (await browser.PostAsync(New, "Check", Token, ("at", "2020-04-07T07:00"), ("items[0].id", draft.Id), ("items[0].public", "true"))).Text;
        Assert.Equal(1, Regex.Count(past, "Giờ phát đã qua", RegexOptions.None, TimeSpan.FromSeconds(1)));

        Assert.Equal(before, await CountAsync(host));
    }

    [Fact]
    public async Task Form_is_for_those_who_publish()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        using var browser = await SignInAsync(host, "Reader");
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(New, Token)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync(New, "Check", Token, ("name", "x"))).Status);
    }

    private static async Task<(int, int)> CountAsync(CmsHost host) =>
        await host.RunAsync<SchedulerDb, (int, int)>(async db => (await db.Set<Release>().CountAsync(Token), await db.Set<AuditEntry>().CountAsync(Token)));

    private static string[] Picks(string page) => [.. Pick().Matches(page).Select(match => match.Groups["id"].Value)];

    private static string[] Rows(string page) => [.. Row().Matches(page).Select(match => match.Groups["id"].Value)];

    private static async Task<DeskBrowser> SignInAsync(CmsHost host, string role = CreateAccount.AdministratorRole)
    {
        Assert.True((await host.RunAsync<CreateAccount, Outcome<Done>>(verb => verb.PutRoleAsync("Reader", "Reader", [Scopes.Preview], Token))).Succeeded);
        var browser = new DeskBrowser(host);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync("lan", await DeskBrowser.MakeAsync(host, "lan", role), Token)).Status);
        return browser;
    }

    [GeneratedRegex("name=\"pick\" value=\"(?<id>[0-9a-z]{26})\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pick();

    [GeneratedRegex("name=\"items\\[\\d+\\].id\" value=\"(?<id>[0-9a-z]{26})\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();
}
