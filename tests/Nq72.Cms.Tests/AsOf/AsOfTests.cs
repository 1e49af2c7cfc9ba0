using System.Net;
using Nq72.Cms.Accounts;
using Nq72.Cms.AsOf;
using Nq72.Cms.Newsroom;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;
using Nq72.Testing.Cms;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.AsOf;

/// <summary>The desk at another instant: what is shown, what is said to be of now, and that nothing is written.</summary>
public sealed class AsOfTests
{
    private static readonly DateTimeOffset Seven = new(2027, 4, 7, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task List_shows_what_will_be_visible_with_the_version_of_then(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var (corrected, planned, draft) = (await host.PublishedAsync(Token), await host.ApprovedAsync(Token), await host.DraftAsync(Token));
        var version = await host.NextApprovedAsync(corrected.Id, Token, "Bản đính chính");
        await PublishAsync(host, corrected.Id, new { version, from = Seven, correction = "Sửa số liệu." });
        await PublishAsync(host, planned.Id, new { from = Seven, until = Seven.AddDays(1) });

        Assert.Equal(("Published", 1), await StateAsync(host, corrected.Id, Seven.AddMicroseconds(-1)));
        Assert.Equal(("Published", 2), await StateAsync(host, corrected.Id, Seven));
        Assert.Equal(["Scheduled", "Published", "Published", "Expired"], [
            (await StateAsync(host, planned.Id, Seven.AddMicroseconds(-1))).State, (await StateAsync(host, planned.Id, Seven)).State,
            (await StateAsync(host, planned.Id, Seven.AddDays(1).AddMicroseconds(-1))).State, (await StateAsync(host, planned.Id, Seven.AddDays(1))).State,
        ]);
        Assert.Equal(("Draft", 1), await StateAsync(host, draft.Id, Seven));
        using var browser = await SignInAsync(host);
        var before = await browser.GetAsync("/admin/items?state=published&at=2027-04-07T06:59", Token);
        var after = await browser.GetAsync("/admin/items?state=published&at=2027-04-07T07:00", Token);
        Assert.Equal((false, true), (before.Text.Contains("Bản đính chính", StringComparison.Ordinal), after.Text.Contains("Bản đính chính", StringComparison.Ordinal)));
        Assert.Contains("Như sẽ hiện lúc 07/04/2027 07:00", after.Text, StringComparison.Ordinal);
        Assert.Contains("/admin/items?state=draft&at=2027-04-07T07%3A00", after.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/admin/items/new", after.Text, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Past_shows_what_was_visible_and_no_plan_that_was_made_later(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var (retracted, later) = (await host.PublishedAsync(Token), await host.ApprovedAsync(Token));
        host.Clock.Advance(TimeSpan.FromDays(2));
        var then = host.Now;
        host.Clock.Advance(TimeSpan.FromDays(2));
        await host.Admin.RetractAsync(retracted.Id, "Sai nguồn.", Token);
        await PublishAsync(host, later.Id, new { });
        var young = await host.ApprovedAsync(Token);

        Assert.Equal(("Published", 1), await StateAsync(host, retracted.Id, then));
        Assert.Equal("Retracted", (await StateAsync(host, retracted.Id, host.Now)).State);
        Assert.Equal("Approved", (await StateAsync(host, later.Id, then)).State);
        Assert.Equal("Published", (await StateAsync(host, later.Id, host.Now)).State);
        Assert.DoesNotContain(await ListAsync(host, new() { At = then }), row => row.Id == young.Id);
        Assert.Equal(["Retracted", "Appears"], (await ChangesAsync(host, then, host.Now)).Select(change => change.Kind.ToString()));
    }

    [Theory, OnEveryDatabase]
    public async Task Each_state_lists_exactly_what_has_it_at_the_instant(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var (ends, planned, retracted) = (await host.PublishedAsync(Token, until: Seven), await host.ApprovedAsync(Token), await host.PublishedAsync(Token));
        await host.DraftAsync(Token);
        await host.ApprovedAsync(Token);
        await PublishAsync(host, planned.Id, new { from = Seven });
        host.Clock.Advance(TimeSpan.FromDays(1));
        await host.Admin.RetractAsync(retracted.Id, "Sai nguồn.", Token);
        await PublishAsync(host, ends.Id, new { from = Seven.AddDays(3) });

        foreach (var at in new[] { CmsTemplate.Start.AddHours(1), host.Now, Seven.AddMicroseconds(-1), Seven, Seven.AddDays(4) })
        {
            var rows = await ListAsync(host, new() { At = at });
            foreach (var state in Enum.GetValues<ItemState>().Except([ItemState.Trashed]))
                Assert.Equal(rows.Where(row => row.State == state).Select(row => row.Id), (await ListAsync(host, new(State: state) { At = at })).Select(row => row.Id));
            var counts = await host.RunAsync<ItemQueries, IReadOnlyDictionary<ItemState, int>>(queries => queries.CountAsync([ItemState.Scheduled, ItemState.Published], at, Token));
            Assert.Equal((rows.Count(row => row.State == ItemState.Scheduled), rows.Count(row => row.State == ItemState.Published)), (counts[ItemState.Scheduled], counts[ItemState.Published]));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Changes_are_told_by_kind_language_and_channel(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        (await host.Admin.PutAsync("/api/v1/manage/channels/bao", new { format = "ninjs", transport = "webhook", displayName = "Báo", destinations = new[] { new { key = "chinh", url = "https://bao.example/nhan" }, new { key = "phu", url = "https://bao.example/nhan2" } } }, Token)).ExpectSuccess();
        var (source, ends, corrected, unarmed) = (await host.ApprovedAsync(Token), await host.PublishedAsync(Token, until: Seven.AddHours(2)), await host.PublishedAsync(Token), await host.ApprovedAsync(Token));
        var english = await host.ApprovedTranslationAsync(source.Id, Token);
        await host.ArmedAsync(Seven, Token, new { id = source.Id, channels = new[] { "bao" } }, new { id = english.Id, channels = new[] { "bao" } });
        await host.ReleaseAsync(Seven.AddHours(1), Token, new { id = unarmed.Id });
        var version = await host.NextApprovedAsync(corrected.Id, Token);
        await PublishAsync(host, corrected.Id, new { version, from = Seven.AddHours(1), correction = "Sửa số liệu." });

        Assert.Empty(await ChangesAsync(host, host.Now, Seven.AddMicroseconds(-1)));
        Assert.Equal(["Appears", "Appears"], (await ChangesAsync(host, host.Now, Seven)).Select(change => change.Kind.ToString()));
        Assert.Empty(await ChangesAsync(host, Seven, Seven.AddMinutes(59)));
        Assert.Equal(
            ["Appears en 0", "Appears vi 0", "Corrected vi 1", "Expires vi 2"],
            (await ChangesAsync(host, host.Now, Seven.AddHours(2))).Select(change => $"{change.Kind} {change.Lang} {(change.At - Seven).TotalHours}").Order(StringComparer.Ordinal));
        Assert.Equal([english.Id], (await ChangesAsync(host, host.Now, Seven.AddHours(2), "en")).Select(change => change.Item));
        var (rows, items) = await host.RunAsync<ChangesBetween, (IReadOnlyList<ChannelChange> Rows, IReadOnlyCollection<string> Items)>(changes => changes.DeliveriesAsync(Seven, null, "bao", Token));
        Assert.Equal([("bao", "en", 2), ("bao", "vi", 2)], rows.Select(row => (row.Channel, row.Lang, row.Publish)));
        Assert.Equal(new[] { source.Id, english.Id }.Order(StringComparer.Ordinal), items.Order(StringComparer.Ordinal));
        using var browser = await SignInAsync(host);
        var page = await browser.GetAsync("/admin/as-of?at=2027-04-07T09:00&channel=bao", Token);
        Assert.Contains("Từ bây giờ đến 07/04/2027 09:00", page.Text, StringComparison.Ordinal);
        Assert.Contains("Chưa tính 1 đợt phát", page.Text, StringComparison.Ordinal);
        Assert.Contains(TitleOf(source), page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(TitleOf(ends), page.Text, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Interval_that_goes_on_with_the_same_version_changes_nothing(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var item = await host.PublishedAsync(Token, until: Seven);
        await PublishAsync(host, item.Id, new { from = Seven, until = Seven.AddDays(1) });

        Assert.Equal(["Expires"], (await ChangesAsync(host, host.Now, Seven.AddDays(2))).Select(change => change.Kind.ToString()));
    }

    [Fact]
    public async Task Nothing_is_written_while_another_time_is_looked_at()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        var id = await host.ReleaseAsync(Seven, Token);
        var draft = await host.DraftAsync(Token);
        using var browser = await SignInAsync(host);
        const string Then = "/admin/calendar?view=month&at=2027-04-06T07:00";

        var page = await browser.GetAsync(Then, Token);
        var move = await browser.PostAsync(Then + "&handler=Move", "", Token, ("id", id), ("to", "2027-04-09"));
        var submit = await browser.PostAsync($"/admin/items/{draft.Id}/review?at=2027-04-06T07:00&handler=Submit", "", Token);

        Assert.Contains("Lịch tháng 4/2027", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("cal-move", page.Text, StringComparison.Ordinal);
        Assert.Contains("cal-move", (await browser.GetAsync("/admin/calendar?view=month&day=2027-04-06", Token)).Text, StringComparison.Ordinal);
        foreach (var refused in new[] { move, submit })
        {
            Assert.Equal((HttpStatusCode.Conflict, true), (refused.Status, refused.Text.Contains("otherTime", StringComparison.Ordinal)));
            Assert.Contains("Đang xem lúc khác nên không ghi được gì", refused.Text, StringComparison.Ordinal);
        }

        Assert.Equal(Seven, (await host.ReadReleaseAsync(id, Token)).GetProperty("at").GetDateTimeOffset());
        Assert.Equal("draft", (await host.Admin.GetAsync(Items.Manage(draft.Id), Token)).ExpectSuccess().Json.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Time_that_cannot_be_read_is_refused_and_a_screen_of_now_says_so()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        using var browser = await SignInAsync(host);

        foreach (var at in new[] { "hôm nay", "2027-13-01T07:00", "1800-01-01T00:00", "2027-04-07T07:00&at=2027-04-08T07:00" })
        {
            var refused = await browser.GetAsync($"/admin/items?at={at}", Token);
            Assert.Equal((HttpStatusCode.BadRequest, true), (refused.Status, refused.Text.Contains("Không đọc được thời điểm", StringComparison.Ordinal)));
        }

        foreach (var (path, isShown) in new[] { ("/admin/releases", false), ("/admin/channels", false), ("/admin", true), ("/admin/as-of", true), ("/admin/calendar", true) })
        {
            var page = await browser.GetAsync($"{path}?at=2027-04-07T00:00:00Z", Token);
            Assert.Equal((HttpStatusCode.OK, isShown, !isShown), (page.Status, page.Text.Contains("Như sẽ hiện lúc 07/04/2027 07:00", StringComparison.Ordinal), page.Text.Contains("chỉ cho xem hiện tại, không phải 07/04/2027 07:00", StringComparison.Ordinal)));
        }

        // of a past day the home page would not know what was planned then
        Assert.Contains("chỉ cho xem hiện tại", (await browser.GetAsync("/admin?at=2027-01-01T07:00", Token)).Text, StringComparison.Ordinal);
        Assert.Contains("Như lúc 01/01/2027 07:00", (await browser.GetAsync("/admin/items?at=2027-01-01T07:00", Token)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Public_page_of_the_instant_says_so_and_leads_on_within_it()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        var item = await host.ApprovedAsync(Token);
        var english = await host.ApprovedTranslationAsync(item.Id, Token);
        await PublishAsync(host, item.Id, new { from = Seven });
        await PublishAsync(host, english.Id, new { from = Seven });
        using var browser = await SignInAsync(host);
        var view = (await host.Admin.GetAsync(Items.Manage(item.Id), Token)).ExpectSuccess().Json;
        var path = $"/article/{view.GetProperty("slug").GetString()}";

        var page = await browser.GetAsync($"{path}?asOf={Seven.ToWire()}", Token);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(path, Token)).Status);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("như sẽ hiện lúc 07:00, 07/04/2027", page.Text, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"{path}\">về hiện tại</a>", page.Text, StringComparison.Ordinal);
        Assert.Matches($"/article/[^\"]+\\?asOf=2027-04-07T00%3A00%3A00Z\"[^>]*lang=\"en\"|lang=\"en\"[^>]*href=\"/article/[^\"]+\\?asOf=", page.Text);
        Assert.DoesNotContain("rel=\"canonical\"", page.Text, StringComparison.Ordinal);
        using var nobody = new DeskBrowser(host);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync($"{path}?asOf={Seven.ToWire()}", Token)).Status);
    }

    [Fact]
    public async Task Who_may_not_preview_has_no_form_and_is_refused()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        Assert.True((await host.RunAsync<CreateAccount, Outcome<Done>>(verb => verb.PutRoleAsync("Confirmer", "Confirmer", [Scopes.Operate], Token))).Succeeded);
        using var browser = await SignInAsync(host, "Confirmer");

        Assert.DoesNotContain("Xem như lúc", (await browser.GetAsync("/admin", Token)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/admin/as-of?at=2027-04-07T07:00", Token)).Status);
    }

    private static string TitleOf(CmsItem item) => item.Json.GetProperty("title").GetString()!;

    private static async Task<(string State, int Version)> StateAsync(CmsHost host, string id, DateTimeOffset at)
    {
        var row = Assert.Single(await ListAsync(host, new() { At = at }), row => row.Id == id);
        return (row.State.ToString(), row.Version);
    }

    private static async Task<IReadOnlyList<ItemRow>> ListAsync(CmsHost host, ItemQueries.Filter filter)
    {
        var page = await host.RunAsync<ItemQueries, Outcome<ItemQueries.Page>>(queries => queries.ListAsync(filter with { Limit = 100 }, Token));
        return page.Value!.Items;
    }

    private static async Task<IReadOnlyList<TimelineChange>> ChangesAsync(CmsHost host, DateTimeOffset after, DateTimeOffset until, string? lang = null) =>
        (await host.RunAsync<ChangesBetween, TimelineChanges>(changes => changes.ReadAsync(after, until, lang, null, Token))).Rows;

    private static async Task PublishAsync(CmsHost host, string id, object request) => (await host.TryPublishAsync(id, request, Token)).ExpectSuccess();

    private static async Task<DeskBrowser> SignInAsync(CmsHost host, string? role = null)
    {
        var browser = new DeskBrowser(host);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync("lan", await DeskBrowser.MakeAsync(host, "lan", role ?? CreateAccount.AdministratorRole), Token)).Status);
        return browser;
    }
}
