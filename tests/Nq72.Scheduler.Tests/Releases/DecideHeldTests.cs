using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Releases;
using Nq72.Scheduler.Tests.Support;
using Nq72.Testing.Databases;
using Nq72.Testing.Http;

namespace Nq72.Scheduler.Tests.Releases;

public sealed class DecideHeldTests : IAsyncLifetime
{
    private RecordingReceiver receiver = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => receiver = await RecordingReceiver.StartNewAsync(Token);

    public ValueTask DisposeAsync() => receiver.DisposeAsync();

    [Theory, OnEveryDatabase]
    public async Task Release_of_one_of_several_items_goes_out_in_a_release_of_its_own(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        var (held, stays) = (host.Gateway.Add(), host.Gateway.Add());
        var release = await host.ArmedAsync(A.Seven, [held, stays], ["bao"]);
        await HoldAsync(host, held);
        await host.DrainAtAsync(A.Seven);

        var decided = await DecideAsync(host, release.Id, new(HeldDecision.Release, [held]));
        await host.DrainAtAsync(A.Seven.AddSeconds(2));

        var moved = decided.Items.Single(item => item.Id == held);
        Assert.Equal((ReleaseState.Released, 0, ReleaseItemState.Moved), (decided.State, decided.Held, moved.State));
        var fork = await host.ReleaseAsync(moved.MovedTo!);
        Assert.Equal((ReleaseState.Released, A.Seven.AddSeconds(2), 1), (fork.State, fork.At, fork.Deliveries["accepted"]));
        Assert.Equal(["2027-04-07T00:00:00Z", "2027-04-07T00:00:02Z"], receiver.Requests.Select(request => request.Header("Nq72-Due")));
        Assert.Equal(1, (await host.ReleaseAsync(release.Id)).Deliveries["cancelled"]);
    }

    [Theory, OnEveryDatabase]
    public async Task Move_puts_them_into_a_draft_that_goes_out_when_it_is_armed(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        var (held, other) = (host.Gateway.Add(), host.Gateway.Add());
        var release = await host.ArmedAsync(A.Seven, [held], ["bao"]);
        var draft = await host.DraftAsync(A.Seven.AddDays(1), [other], ["bao"]);
        await HoldAsync(host, held);

        var wrong = await host.FailAsync((DecideHeld verb) => verb.ExecuteAsync(release.Id, new(HeldDecision.Move, Release: release.Id), Actor.System, Token));
        var decided = await DecideAsync(host, release.Id, new(HeldDecision.Move, Release: draft.Id));
        await host.DrainAtAsync(A.Seven.AddHours(1));
        Assert.Empty(receiver.Requests);
        await host.DoAsync((ArmRelease verb) => verb.ExecuteAsync(draft.Id, Actor.System, Token));
        await host.DrainAtAsync(A.Seven.AddDays(1));

        Assert.Equal("unknownRelease", wrong.Code);
        Assert.Equal((ReleaseState.Cancelled, draft.Id), (decided.State, decided.Items[0].MovedTo));
        Assert.Equal(2, receiver.Requests.Count);
        Assert.Equal([other, held], (await host.ReleaseAsync(draft.Id)).Items.Select(item => item.Id));
    }

    [Theory, OnEveryDatabase]
    public async Task Cancel_means_they_never_go(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        var held = host.Gateway.Add();
        var release = await host.ArmedAsync(A.Seven, [held], ["bao"]);
        await HoldAsync(host, held);

        var decided = await DecideAsync(host, release.Id, new(HeldDecision.Cancel, Reason: "không phát nữa"));
        await host.DrainAtAsync(A.Seven.AddDays(1));

        Assert.Equal((ReleaseState.Cancelled, ReleaseItemState.Cancelled, "không phát nữa"), (decided.State, decided.Items[0].State, decided.Items[0].HoldNote));
        Assert.Empty(receiver.Requests);
        Assert.Equal("notHeld", (await host.FailAsync((DecideHeld verb) => verb.ExecuteAsync(release.Id, new(HeldDecision.Release), Actor.System, Token))).Code);
        Assert.Empty((await host.InScopeAsync((HeldQueries queries) => queries.ListAsync(PageRequest.First, Token))).Items);
    }

    [Theory, OnEveryDatabase]
    public async Task Hold_stops_a_release_and_arming_it_again_sends_it_once(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        var release = await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);

        Assert.Equal("required", (await host.FailAsync((HoldRelease verb) => verb.ExecuteAsync(release.Id, " ", Actor.System, Token))).Code);
        var held = await host.DoAsync((HoldRelease verb) => verb.ExecuteAsync(release.Id, "chờ ý kiến", Actor.System, Token));
        var armed = await host.DoAsync((ArmRelease verb) => verb.ExecuteAsync(release.Id, Actor.System, Token));
        await host.DrainAtAsync(A.Seven);

        Assert.Equal((ReleaseState.Held, "chờ ý kiến", HoldReason.Asked), (held.State, held.Reason, held.Items[0].HeldFor));
        Assert.Equal((ReleaseState.Armed, null), (armed.State, armed.Items[0].HeldFor));
        Assert.Single(receiver.Requests);
    }

    [Theory, OnEveryDatabase]
    public async Task Disarm_or_cancel_of_a_release_ends_what_it_holds(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        var (one, two) = (host.Gateway.Add(), host.Gateway.Add());
        var disarmed = await host.ArmedAsync(A.Seven, [one, host.Gateway.Add()], []);
        var cancelled = await host.ArmedAsync(A.Seven, [two], []);
        await HoldAsync(host, one);
        await HoldAsync(host, two);

        var draft = await host.DoAsync((DisarmRelease verb) => verb.ExecuteAsync(disarmed.Id, Actor.System, Token));
        await host.DoAsync((CancelRelease verb) => verb.ExecuteAsync(cancelled.Id, null, Actor.System, Token));

        Assert.All(draft.Items, item => Assert.Equal((ReleaseItemState.Planned, null), (item.State, item.HeldFor)));
        Assert.Empty((await host.InScopeAsync((HeldQueries queries) => queries.ListAsync(PageRequest.First, Token))).Items);
    }

    [Theory, OnEveryDatabase]
    public async Task Held_items_are_listed_page_by_page(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        var items = Enumerable.Range(0, 5).Select(_ => host.Gateway.Add()).ToList();
        await host.ArmedAsync(A.Seven, items.Take(3), []);
        await host.ArmedAsync(A.Seven.AddHours(1), items.Skip(2), []);
        foreach (var item in items)
            await HoldAsync(host, item);

        var seen = new List<(string, string)>();
        string? cursor = null;
        do
        {
            var page = await host.InScopeAsync((HeldQueries queries) => queries.ListAsync(PageRequest.Read("2", cursor, keys: 3).Value!, Token));
            seen.AddRange(page.Items.Select(item => (item.Release, item.Item)));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal((6, 6), (seen.Count, seen.Distinct().Count()));
    }

    [Theory, OnEveryDatabase(-501, null), OnEveryDatabase(-500, "tooLate")]
    public async Task Hold_is_part_of_the_host_s_work_and_closes_with_the_release(DatabaseProvider provider, int milliseconds, string? code)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        var item = host.Gateway.Add();
        var release = await host.ArmedAsync(A.Seven, [item], []);
        host.Clock.TurnTo(A.Seven.AddMilliseconds(milliseconds));

        var outcome = await host.InScopeAsync((HoldItem verb) => verb.ExecuteAsync(item, 1, HoldReason.ApprovalRevoked, "số liệu sai", Actor.System, Token));

        Assert.Equal(code, outcome.Problem?.Code);
        Assert.Equal(code is null ? ReleaseState.Held : ReleaseState.Armed, (await host.ReleaseAsync(release.Id)).State);
    }

    private static Task<HeldFrom> HoldAsync(SchedulerHost host, string item) =>
        host.DoAsync((HoldItem verb) => verb.ExecuteAsync(item, null, HoldReason.ConsentWithdrawn, "rút đồng ý", Actor.System, Token));

    private static Task<ReleaseView> DecideAsync(SchedulerHost host, string id, DecisionInput input) => host.DoAsync((DecideHeld verb) => verb.ExecuteAsync(id, input, Actor.System, Token));
}
