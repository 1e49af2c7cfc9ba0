using System.Net;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Accounts;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.ReleaseRoom;

/// <summary>The board of a release counts its deliveries by item and channel, says why some are not there, and what can be done is done from it.</summary>
public sealed class ReleaseBoardTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task Cells_count_by_state_tell_lateness_and_group_failures_by_reason(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var (release, items) = await GoneAsync(host, items: 2, destinations: 5);
        var (due, now) = (host.Now, host.Now.AddSeconds(30));
        await SetAsync(host, items[0], ["n0", "n1"], DeliveryState.Accepted, null, due.AddSeconds(1));
        await SetAsync(host, items[0], ["n2"], DeliveryState.Accepted, null, due.AddSeconds(8));
        await SetAsync(host, items[0], ["n3"], DeliveryState.Failed, DeliveryCode.ClientError);
        await SetAsync(host, items[0], ["n4"], DeliveryState.Retrying, DeliveryCode.Timeout);
        await SetAsync(host, items[1], ["n0", "n1", "n2"], DeliveryState.Failed, DeliveryCode.ClientError);
        await SetAsync(host, items[1], ["n3"], DeliveryState.Held, DeliveryCode.ItemHeld);
        await SetAsync(host, items[1], ["n4"], DeliveryState.Cancelled, DeliveryCode.Cancelled);

        var board = await host.RunAsync<ReleaseBoard, BoardView>(reader => reader.ReadAsync(release, now, Token));

        Assert.Equal(2, board.Cells.Count);
        var first = board.Cells.Single(cell => cell.Item == items[0]);
        Assert.Equal(("bao", 5, 3, 1, 1, 2, TimeSpan.FromSeconds(8)), (first.Channel, first.Total, first.Of(DeliveryState.Accepted), first.Of(DeliveryState.Failed), first.Of(DeliveryState.Retrying), first.Overdue, first.Worst));
        var second = board.Cells.Single(cell => cell.Item == items[1]);
        Assert.Equal((0, 4, null), (second.Of(DeliveryState.Accepted), second.Overdue, second.Worst));
        Assert.Equal((10, 6, TimeSpan.FromSeconds(8)), (board.Total, board.Overdue, board.Worst));
        Assert.Equal(
            [(DeliveryState.Failed, DeliveryCode.ClientError, 4, true), (DeliveryState.Held, DeliveryCode.ItemHeld, 1, false), (DeliveryState.Retrying, DeliveryCode.Timeout, 1, true)],
            board.Reasons.Select(reason => (reason.State, reason.Code, reason.Count, reason.MayRetry)));
        // within the promise nothing is late yet
        Assert.Equal(0, (await host.RunAsync<ReleaseBoard, BoardView>(reader => reader.ReadAsync(release, due + ReleaseBoard.Promise, Token))).Overdue);
    }

    [Theory, OnEveryDatabase]
    public async Task Questions_to_the_database_do_not_grow_with_deliveries_or_items(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var (small, _) = await GoneAsync(host, items: 1, destinations: 1);
        var (large, _) = await GoneAsync(host, items: 4, destinations: 30);
        await SetAsync(host, null, [.. Enumerable.Range(0, 30).Select(number => $"n{number}")], DeliveryState.Failed, DeliveryCode.ClientError);
        using var browser = await SignInAsync(host);
        await browser.GetAsync($"/admin/releases/{large}", Token);

        var few = await CountedCommands.OfAsync(() => ReadAsync(small));
        var many = await CountedCommands.OfAsync(() => ReadAsync(large));
        Assert.Equal((1, 1), (few, many));

        Task ReadAsync(string release) => host.RunAsync<ReleaseBoard, BoardView>(reader => reader.ReadAsync(release, host.Now, Token));
    }

    [Theory, OnEveryDatabase]
    public async Task Failures_of_one_reason_are_sent_again_and_nothing_else(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var (release, items) = await GoneAsync(host, items: 1, destinations: 4);
        await SetAsync(host, items[0], ["n0", "n1"], DeliveryState.Failed, DeliveryCode.ClientError);
        await SetAsync(host, items[0], ["n2"], DeliveryState.Failed, DeliveryCode.TooLarge);
        await SetAsync(host, items[0], ["n3"], DeliveryState.Accepted, null, host.Now);
        using var browser = await SignInAsync(host);
        var page = (await browser.GetAsync($"/admin/releases/{release}", Token)).Text;
        Assert.Contains("1/4 đã nhận · 3 gửi lỗi", page, StringComparison.Ordinal);
        Assert.Contains("Gửi lại 2 lượt", page, StringComparison.Ordinal);
        Assert.Contains($"/admin/deliveries?release={release}&state=failed&code=tooLarge", page, StringComparison.Ordinal);

        var sent = await browser.PostAsync($"/admin/releases/{release}", "Retry", Token, ("state", "Failed"), ("code", "ClientError"));

        Assert.Equal(HttpStatusCode.Redirect, sent.Status);
        Assert.Contains("Đang gửi lại 2 lượt.", (await browser.GetAsync(sent.To!, Token)).Text, StringComparison.Ordinal);
        Assert.Equal([(DeliveryState.Accepted, 1), (DeliveryState.Available, 2), (DeliveryState.Failed, 1)], await StatesAsync(host, release));
    }

    [Theory, OnEveryDatabase]
    public async Task What_has_not_gone_is_stopped_and_what_failed_waits_for_a_person(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var (release, items) = await GoneAsync(host, items: 1, destinations: 5);
        await SetAsync(host, items[0], ["n0"], DeliveryState.Accepted, null, host.Now);
        await SetAsync(host, items[0], ["n1"], DeliveryState.Failed, DeliveryCode.ClientError);
        await SetAsync(host, items[0], ["n2"], DeliveryState.Retrying, DeliveryCode.Timeout);
        using var browser = await SignInAsync(host);
        Assert.Contains("Dừng 3 lượt chưa gửi?", (await browser.GetAsync($"/admin/releases/{release}", Token)).Text, StringComparison.Ordinal);

        var stopped = await browser.PostAsync($"/admin/releases/{release}", "Stop", Token);

        var page = (await browser.GetAsync(stopped.To!, Token)).Text;
        Assert.Contains("Đã dừng 3 lượt chưa gửi.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("handler=Stop", page, StringComparison.Ordinal);
        Assert.Equal([(DeliveryState.Accepted, 1), (DeliveryState.Cancelled, 3), (DeliveryState.Failed, 1)], await StatesAsync(host, release));
    }

    [Theory, OnEveryDatabase]
    public async Task Retracting_leads_to_the_acknowledgements_of_this_release_alone(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var (other, others) = await GoneAsync(host, items: 1, destinations: 1);
        var (release, items) = await GoneAsync(host, items: 1, destinations: 2);
        await SetAsync(host, null, ["n0", "n1"], DeliveryState.Accepted, null, host.Now);
        (await host.OfReleaseAsync(other, "retract", Token, new { reason = "Sai nguồn" })).ExpectSuccess();
        using var browser = await SignInAsync(host);

        var retracted = await browser.PostAsync($"/admin/releases/{release}", "Retract", Token, ("reason", "Sai số liệu"));

        Assert.Equal($"/admin/retractions?release={release}", retracted.To);
        var page = (await browser.GetAsync(retracted.To!, Token)).Text;
        Assert.Contains($"id=\"{items[0]}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain(others[0], page, StringComparison.Ordinal);
        Assert.Contains($"href=\"{retracted.To}\"", (await browser.GetAsync($"/admin/releases/{release}", Token)).Text, StringComparison.Ordinal);
        Assert.Contains(others[0], (await browser.GetAsync("/admin/retractions", Token)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reader_sees_the_board_and_no_button()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        var (release, items) = await GoneAsync(host, items: 1, destinations: 2);
        await SetAsync(host, items[0], ["n0"], DeliveryState.Failed, DeliveryCode.ClientError);
        using var browser = await SignInAsync(host, "Reader");

        var page = (await browser.GetAsync($"/admin/releases/{release}", Token)).Text;
        Assert.Contains("Chưa tới nơi, theo lý do", page, StringComparison.Ordinal);
        Assert.DoesNotContain("handler=Retry", page, StringComparison.Ordinal);
        foreach (var handler in new[] { "Retry", "Stop" })
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync($"/admin/releases/{release}", handler, Token, ("state", "Failed"), ("code", "ClientError"))).Status);
    }

    [Fact]
    public async Task Desk_listens_by_its_session_and_no_stranger_does()
    {
        await using var host = await CmsHost.StartNewAsync(DatabaseProvider.Sqlite, Token);
        var (release, _) = await GoneAsync(host, items: 1, destinations: 1);
        using var browser = await SignInAsync(host);
        var address = new Uri(host.Url, $"/admin/releases/{release}?handler=Events");
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = browser.Cookies });

        using var answer = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, Token);

        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (answer.StatusCode, answer.Content.Headers.ContentType?.ToString()));
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Token));
        while (await lines.ReadLineAsync(Token) is { } line && line != "event: release")
            Assert.NotNull(line);
        Assert.Contains(release, await lines.ReadLineAsync(Token), StringComparison.Ordinal);
        using var stranger = new DeskBrowser(host);
        Assert.Equal(HttpStatusCode.Redirect, (await stranger.GetAsync(address.PathAndQuery, Token)).Status);
    }

    // a release of so many items to so many destinations, at its instant, nothing sent yet
    private static async Task<(string Release, List<string> Items)> GoneAsync(CmsHost host, int items, int destinations)
    {
        (await host.Admin.PutAsync("/api/v1/manage/channels/bao", new
        {
            displayName = "Báo", format = "portal", transport = "webhook",
            destinations = Enumerable.Range(0, destinations).Select(number => new { key = $"n{number}", url = $"https://n{number}.example/nhan" }),
        }, Token)).ExpectSuccess();
        var ids = new List<string>();
        for (var i = 0; i < items; i++)
            ids.Add((await host.ApprovedAsync(Token)).Id);
        var release = await host.ArmedAsync(host.Now.AddHours(1), Token, [.. ids.Select(id => new { id, channels = new[] { "bao" } })]);
        host.Clock.Advance(TimeSpan.FromHours(1));
        return (release, ids);
    }

    private static Task<int> SetAsync(CmsHost host, string? item, string[] destinations, DeliveryState state, DeliveryCode? code, DateTimeOffset? acceptedAt = null) =>
        host.RunAsync<SchedulerDb, int>(db => db.Set<Delivery>().Where(delivery => (item == null || delivery.ItemId == item) && destinations.Contains(delivery.Destination)).ExecuteUpdateAsync(
            row => row.SetProperty(delivery => delivery.State, state).SetProperty(delivery => delivery.LastCode, code).SetProperty(delivery => delivery.AcceptedAt, acceptedAt), Token));

    private static async Task<List<(DeliveryState, int)>> StatesAsync(CmsHost host, string release) =>
        [.. (await host.RunAsync<DeliveryQueries, IReadOnlyDictionary<DeliveryState, int>>(queries => queries.CountAsync(new DeliveryFilter(Release: release), Token))).Select(row => (row.Key, row.Value)).OrderBy(row => $"{row.Key}", StringComparer.Ordinal)];

    private static async Task<DeskBrowser> SignInAsync(CmsHost host, string role = CreateAccount.AdministratorRole)
    {
        Assert.True((await host.RunAsync<CreateAccount, Outcome<Done>>(verb => verb.PutRoleAsync("Reader", "Reader", [Scopes.Preview], Token))).Succeeded);
        var browser = new DeskBrowser(host);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync("lan", await DeskBrowser.MakeAsync(host, "lan", role), Token)).Status);
        return browser;
    }
}
