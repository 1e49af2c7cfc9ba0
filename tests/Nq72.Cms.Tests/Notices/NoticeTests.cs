using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Notices;
using Nq72.Cms.Tests.Support;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;
using Nq72.Scheduler.Releases;
using Nq72.Testing.Databases;

namespace Nq72.Cms.Tests.Notices;

/// <summary>What does not go as promised is told once, is news again when it becomes more, and is over when its cause is gone.</summary>
public sealed class NoticeTests
{
    private const string All = "/api/v1/manage/notices";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [OnEveryDatabase(DeliveryState.Failed, "deliveryFailed", "bad"), OnEveryDatabase(DeliveryState.Held, "deliveryHeld", "warn"), OnEveryDatabase(DeliveryState.Expired, "deliveryExpired", "bad")]
    [OnEveryDatabase(DeliveryState.Unknown, "deliveryUnknown", "warn")]
    public async Task Deliveries_in_trouble_are_one_notice_a_destination_until_they_are_not(DatabaseProvider provider, DeliveryState state, string kind, string severity)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var deliveries = await ArmAsync(host);
        Assert.Equal(0, await SweepAsync(host));

        await SetAsync(host, deliveries[..2], state);
        Assert.Equal(1, await SweepAsync(host));
        Assert.Equal(0, await SweepAsync(host));
        var notice = Assert.Single(await ListAsync(host));
        Assert.Equal((kind, severity, "open", "bao/chinh", 2), (Text(notice, "kind"), Text(notice, "severity"), Text(notice, "state"), Text(notice, "subject"), notice.GetProperty("count").GetInt32()));
        Assert.Equal($"/admin/deliveries?channel=bao&destination=chinh&state={JsonNamingPolicy.CamelCase.ConvertName($"{state}")}", Text(notice, "link"));

        // seen, and then more of it: news again
        (await host.Client(Scopes.Preview).PostAsync($"{All}/{Text(notice, "id")}/seen", null, Token)).ExpectSuccess();
        Assert.Equal(("seen", "preview"), (Text(Assert.Single(await ListAsync(host)), "state"), Text((await ListAsync(host))[0], "seenBy")));
        var first = host.Now;
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await SetAsync(host, deliveries, state);
        await SweepAsync(host);
        notice = Assert.Single(await ListAsync(host));
        Assert.Equal(("open", 3, first.ToWire(), host.Now.ToWire()), (Text(notice, "state"), notice.GetProperty("count").GetInt32(), Text(notice, "firstAt"), Text(notice, "lastAt")));

        await SetAsync(host, deliveries, DeliveryState.Accepted);
        Assert.Equal(1, await SweepAsync(host));
        Assert.Empty(await ListAsync(host));
        var resolved = Assert.Single(await ListAsync(host, "?state=resolved"));
        Assert.Equal(host.Now.ToWire(), Text(resolved, "resolvedAt"));
        // and again: another notice, the old one stays as history
        await SetAsync(host, deliveries[..1], state);
        await SweepAsync(host);
        Assert.NotEqual(Text(resolved, "id"), Text(Assert.Single(await ListAsync(host)), "id"));
    }

    [Theory, OnEveryDatabase]
    public async Task Retraction_that_nobody_acknowledges_is_told_after_its_deadline_and_ends_with_the_receipt(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token, "--Nq72:Scheduler:RetractionDeadline=02:00:00");
        var deliveries = await ArmAsync(host);
        var item = await host.RunAsync<SchedulerDb, string>(db => db.Set<Delivery>().Where(delivery => delivery.Id == deliveries[0]).Select(delivery => delivery.ItemId).SingleAsync(Token));
        host.Clock.Advance(TimeSpan.FromHours(2));
        await SetAsync(host, deliveries, DeliveryState.Accepted);
        await host.Admin.RetractAsync(item, "Sai nguồn.", Token);
        var retraction = await host.RunAsync<SchedulerDb, Guid>(db => db.Set<Delivery>().Where(delivery => delivery.Operation == DeliveryOperation.Retract).Select(delivery => delivery.Id).SingleAsync(Token));
        await SetAsync(host, [retraction], DeliveryState.Accepted);

        host.Clock.Advance(TimeSpan.FromHours(2) - TimeSpan.FromMicroseconds(1));
        Assert.Equal(0, await SweepAsync(host));
        host.Clock.Advance(TimeSpan.FromMicroseconds(1));
        Assert.Equal(1, await SweepAsync(host));
        Assert.Equal(("retractionOpen", "bad"), (Text(Assert.Single(await ListAsync(host)), "kind"), Text((await ListAsync(host))[0], "severity")));

        (await host.Admin.PostAsync("/api/v1/manage/receipts", new { delivery = retraction, kind = "retractionAcknowledged" }, Token)).ExpectSuccess();
        Assert.Equal(1, await SweepAsync(host));
        Assert.Empty(await ListAsync(host));
    }

    [Theory, OnEveryDatabase]
    public async Task Blackout_is_one_notice_a_release_however_many_receivers_wait(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        var release = await host.RunAsync<SchedulerDb, string>(async db => { await ArmAsync(host); return await db.Set<Release>().Select(row => row.Id).SingleAsync(Token); });

        (await host.Admin.PutAsync("/api/v1/manage/blackouts/tang", new { name = "Quốc tang", from = host.Now.AddMinutes(30), to = host.Now.AddDays(1) }, Token)).ExpectSuccess();
        await SweepAsync(host);

        var notice = Assert.Single(await ListAsync(host));
        Assert.Equal(("releaseHeld", release, 3), (Text(notice, "kind"), Text(notice, "subject"), notice.GetProperty("count").GetInt32()));
    }

    [Theory, OnEveryDatabase]
    public async Task Open_circuit_is_told_until_it_closes(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await PutChannelAsync(host);
        await SetDestinationsAsync(host, DestinationState.Open);
        await SweepAsync(host);

        var notice = Assert.Single(await ListAsync(host));
        Assert.Equal(("destinationOpen", "publish", "/admin/channels#bao"), (Text(notice, "kind"), Text(notice, "scope"), Text(notice, "link")));
        Assert.Contains("Báo Lạng Sơn / Tòa soạn", Text(notice, "title"), StringComparison.Ordinal);
        await SetDestinationsAsync(host, DestinationState.Ok);
        await SweepAsync(host);
        Assert.Empty(await ListAsync(host));
    }

    [Theory, OnEveryDatabase]
    public async Task Stopped_destination_is_told_to_those_who_can_set_it_again(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await PutChannelAsync(host);
        await SetDestinationsAsync(host, DestinationState.Stopped);
        await SweepAsync(host);

        var notice = Assert.Single(await ListAsync(host));
        Assert.Equal(("destinationStopped", "admin", "/admin/channels#bao"), (Text(notice, "kind"), Text(notice, "scope"), Text(notice, "link")));
        await SetDestinationsAsync(host, DestinationState.Ok);
        await SweepAsync(host);
        Assert.Empty(await ListAsync(host));
    }

    [Theory, OnEveryDatabase]
    public async Task Armed_release_that_would_be_blocked_now_and_one_never_armed_are_told(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await PutChannelAsync(host);
        var item = await host.ApprovedAsync(Token);
        var armed = await ReleaseAsync(host, [item.Id], host.Now.AddHours(6));
        (await host.Admin.PostAsync($"/api/v1/manage/releases/{armed}/arm", null, Token)).ExpectSuccess();
        var forgotten = await ReleaseAsync(host, [item.Id], host.Now.AddHours(1));
        Assert.Equal(0, await SweepAsync(host));

        // its approval is taken back behind the program's back
        await host.InDatabaseAsync(db => db.ContentVersions.Where(version => version.ItemId == item.Id).ExecuteUpdateAsync(row => row.SetProperty(version => version.Review, Nq72.Cms.ContentItems.ReviewState.Returned), Token));
        // the next preflight that runs by itself sees it
        host.Clock.Advance(TimeSpan.FromHours(5));
        Assert.Equal(1, await host.RunAsync<RunDuePreflights, int>(due => due.ExecuteAsync(Token)));
        await SweepAsync(host);

        var notices = (await ListAsync(host)).ToDictionary(notice => Text(notice, "kind")!);
        Assert.Equal((armed, "notApproved"), (Text(notices["releaseBlocked"], "subject"), Text(notices["releaseBlocked"], "code")));
        Assert.Equal((forgotten, $"/admin/releases/{forgotten}"), (Text(notices["releaseMissed"], "subject"), Text(notices["releaseMissed"], "link")));
        Assert.Equal(2, notices.Count);
    }

    [Theory, OnEveryDatabase]
    public async Task Sweeps_at_once_open_one_notice_a_cause(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await SetAsync(host, await ArmAsync(host), DeliveryState.Failed);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => SweepAsync(host), Token)));

        Assert.Single(await ListAsync(host));
        Assert.Empty(await ListAsync(host, "?state=resolved"));
    }

    [Theory, OnEveryDatabase]
    public async Task List_goes_page_by_page_in_the_readers_language_for_those_who_may_preview(DatabaseProvider provider)
    {
        await using var host = await CmsHost.StartNewAsync(provider, Token);
        await host.InDatabaseAsync(async db =>
        {
            for (var i = 0; i < 5; i++)
                db.Add(new Notice { Id = Guid.CreateVersion7(host.Now), Kind = NoticeKind.DeliveryHeld, Subject = $"bao/{i}", Name = $"bao / {i}", Scope = Scopes.Publish, Count = 1, FirstAt = host.Now, LastAt = host.Now.AddSeconds(i / 2) });
            return await db.SaveChangesAsync(Token);
        });

        var subjects = new List<string>();
        for (var next = ""; next is not null;)
        {
            var page = (await host.Admin.GetAsync($"{All}?limit=2{next}", Token, ("Accept-Language", "en"))).ExpectSuccess().Json;
            subjects.AddRange(page.GetProperty("items").EnumerateArray().Select(notice => Text(notice, "subject")!));
            Assert.Contains("held", Text(page.GetProperty("items")[0], "title"), StringComparison.Ordinal);
            next = page.GetProperty("next").GetString() is { } cursor ? $"&cursor={cursor}" : null;
        }

        Assert.Equal(["bao/0", "bao/1", "bao/2", "bao/3", "bao/4"], subjects.Order(StringComparer.Ordinal));
        Assert.Equal("bao/4", subjects[0]);
        Assert.Contains("tạm giữ", Text((await ListAsync(host))[0], "title"), StringComparison.Ordinal);
        (await host.Admin.GetAsync($"{All}?state=lost", Token)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "unknownState");
        (await host.Admin.GetAsync($"{All}?cursor=khong", Token)).ExpectProblem(HttpStatusCode.BadRequest, "cursor");
        (await host.Admin.PostAsync($"{All}/{Guid.NewGuid()}/seen", null, Token)).ExpectProblem(HttpStatusCode.NotFound, "notFound");
        (await host.Client(Scopes.Write).GetAsync(All, Token)).ExpectProblem(HttpStatusCode.Forbidden, "scope");
        (await host.Public.GetAsync(All, Token)).ExpectProblem(HttpStatusCode.Unauthorized, "noToken");
    }

    private static Task<int> SetDestinationsAsync(CmsHost host, DestinationState state) =>
        host.RunAsync<SchedulerDb, int>(db => db.Set<Destination>().ExecuteUpdateAsync(row => row.SetProperty(destination => destination.State, state), Token));

    // three items to one destination, armed for an hour ahead
    private static async Task<List<Guid>> ArmAsync(CmsHost host)
    {
        await PutChannelAsync(host);
        var items = new List<string>();
        for (var i = 0; i < 3; i++)
            items.Add((await host.ApprovedAsync(Token)).Id);
        var release = await ReleaseAsync(host, items, host.Now.AddHours(1));
        (await host.Admin.PostAsync($"/api/v1/manage/releases/{release}/arm", null, Token)).ExpectSuccess();
        return await host.RunAsync<SchedulerDb, List<Guid>>(db => db.Set<Delivery>().OrderBy(delivery => delivery.Id).Select(delivery => delivery.Id).ToListAsync(Token));
    }

    private static async Task PutChannelAsync(CmsHost host) => (await host.Admin.PutAsync(
        "/api/v1/manage/channels/bao", new { displayName = "Báo Lạng Sơn", format = "portal", transport = "webhook", destinations = new[] { new { key = "chinh", name = "Tòa soạn", url = "https://bao.example/nhan" } } }, Token)).ExpectSuccess();

    private static async Task<string> ReleaseAsync(CmsHost host, IEnumerable<string> items, DateTimeOffset at) => (await host.Admin.PostAsync("/api/v1/manage/releases", new
    {
        name = "Đợt thử", at, items = items.Select(id => new { id, channels = new[] { "bao" } }), missed = new { policy = "skip" },
    }, Token)).ExpectSuccess().Json.GetProperty("id").GetString()!;

    private static Task<int> SetAsync(CmsHost host, IReadOnlyList<Guid> ids, DeliveryState state) => host.RunAsync<SchedulerDb, int>(db => db.Set<Delivery>().Where(delivery => ids.Contains(delivery.Id))
        .ExecuteUpdateAsync(row => row.SetProperty(delivery => delivery.State, state).SetProperty(delivery => delivery.AcceptedAt, state == DeliveryState.Accepted ? host.Now : null), Token));

    private static Task<int> SweepAsync(CmsHost host) => host.RunAsync<SweepNotices, int>(verb => verb.RunAsync(Token));

    private static async Task<List<JsonElement>> ListAsync(CmsHost host, string query = "") => [.. (await host.Admin.GetAsync($"{All}{query}", Token)).ExpectSuccess().Json.GetProperty("items").EnumerateArray()];

    private static string? Text(JsonElement notice, string member) => notice.GetProperty(member).GetString();
}
