using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Releases;
using Nq72.Scheduler.Tests.Support;
using Nq72.Testing.Databases;

namespace Nq72.Scheduler.Tests.Releases;

/// <summary>A release too large for one go: written piece by piece, and nothing of it counts before all of it stands.</summary>
public sealed class LargeReleaseTests
{
    private const int Destinations = 60;
    private const int Items = (ArmRelease.LargestAtOnce / Destinations) + 1;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task It_is_arming_until_all_of_it_stands_and_then_goes_like_any_other(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        var id = await ArmingAsync(host);

        Assert.Equal(ReleaseState.Arming, (await host.ReleaseAsync(id)).State);
        Assert.Empty(host.Gateway.Published);
        await FinishAsync(host);

        var armed = await host.ReleaseAsync(id);
        Assert.Equal((ReleaseState.Armed, Items * Destinations), (armed.State, armed.Deliveries["scheduled"]));
        Assert.Equal(A.Seven, host.Gateway.Published[id]);
        Assert.Equal(Items * Destinations, await DistinctKeysAsync(host));
        Assert.Empty(await host.InScopeAsync((FinishArming finish) => finish.FindAsync(Token)));
    }

    [Theory, OnEveryDatabase]
    public async Task Nothing_of_it_is_sent_while_it_is_half_written_and_a_node_that_died_over_it_doubles_nothing(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        var id = await ArmingAsync(host);
        // the node dies over the last item
        host.Gateway.FailRenderingAfter(Items - 1);
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => FinishAsync(host));
        var half = (await host.ReleaseAsync(id)).Deliveries["held"];
        Assert.InRange(half, 1, (Items * Destinations) - 1);
        await host.DrainAsync();
        Assert.DoesNotContain(await host.DeliveriesAsync(), delivery => delivery.Attempts > 0);
        Assert.Equal((409, "itemHeld"), await RetryOneAsync(host));

        host.Gateway.FailRenderingAfter(int.MaxValue);
        await using var other = host.AnotherNode();
        await FinishAsync(other);

        var armed = await host.ReleaseAsync(id);
        Assert.Equal((ReleaseState.Armed, Items * Destinations), (armed.State, armed.Deliveries["scheduled"]));
        Assert.False(armed.Deliveries.TryGetValue("held", out var held) && held > 0);
        Assert.Equal(Items * Destinations, await DistinctKeysAsync(host));
    }

    [Theory, OnEveryDatabase]
    public async Task Cancelled_or_disarmed_on_the_way_it_leaves_nothing_behind(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        var cancelled = await ArmingAsync(host);
        await host.DoAsync((CancelRelease verb) => verb.ExecuteAsync(cancelled, "đổi ý", Actor.System, Token));
        var disarmed = await ArmingAsync(host);
        host.Gateway.FailRenderingAfter(Items - 1);
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => FinishAsync(host));
        await host.DoAsync((DisarmRelease verb) => verb.ExecuteAsync(disarmed, Actor.System, Token));
        host.Gateway.FailRenderingAfter(int.MaxValue);

        await FinishAsync(host);

        Assert.Equal((ReleaseState.Cancelled, ReleaseState.Draft), ((await host.ReleaseAsync(cancelled)).State, (await host.ReleaseAsync(disarmed)).State));
        Assert.Empty(await host.DeliveriesAsync());
        Assert.Empty(host.Gateway.Published);
    }

    [Theory, OnEveryDatabase]
    public async Task Whose_instant_comes_before_it_is_whole_is_a_draft_again_that_says_why(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        var id = await ArmingAsync(host);
        host.Clock.TurnTo(A.Seven.AddMilliseconds(-400));

        await FinishAsync(host);

        var missed = await host.ReleaseAsync(id);
        Assert.Equal(ReleaseState.Draft, missed.State);
        Assert.NotNull(missed.Reason);
        Assert.Empty(await host.DeliveriesAsync());
        Assert.Empty(host.Gateway.Published);
    }

    [Theory, OnEveryDatabase]
    public async Task Node_looks_when_it_starts_and_when_it_is_told_and_otherwise_rarely(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        // a node that died over it, and never says so
        await using var dead = host.AnotherNode();
        var first = await ArmingAsync(dead);
        using var service = host.LargeArmings();
        await service.StartAsync(Token);
        await UntilNextLookInAsync(host, LargeArmings.SweepEvery(provider));
        Assert.Equal(ReleaseState.Armed, (await host.ReleaseAsync(first)).State);

        var left = await ArmingAsync(dead);
        host.Clock.Advance(LargeArmings.SweepEvery(provider) - TimeSpan.FromSeconds(1));
        Assert.Equal(ReleaseState.Arming, (await host.ReleaseAsync(left)).State);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await UntilNextLookInAsync(host, LargeArmings.SweepEvery(provider));
        Assert.Equal(ReleaseState.Armed, (await host.ReleaseAsync(left)).State);

        // its own are told to it at once
        var own = await ArmingAsync(host);
        await Eventually.TrueAsync(async () => (await host.ReleaseAsync(own)).State == ReleaseState.Armed, TimeSpan.FromSeconds(60), Token);
        await service.StopAsync(Token);
    }

    [Theory, OnEveryDatabase]
    public async Task Node_looks_again_soon_while_something_is_left_to_do(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        var id = await ArmingAsync(host);
        host.Gateway.FailRenderingAfter(1);
        using var service = host.LargeArmings();
        await service.StartAsync(Token);
        await UntilNextLookInAsync(host, LargeArmings.LookAgain);
        Assert.Equal(ReleaseState.Arming, (await host.ReleaseAsync(id)).State);

        host.Gateway.FailRenderingAfter(int.MaxValue);
        host.Clock.Advance(LargeArmings.LookAgain);
        await UntilNextLookInAsync(host, LargeArmings.SweepEvery(provider));
        Assert.Equal(ReleaseState.Armed, (await host.ReleaseAsync(id)).State);
        await service.StopAsync(Token);
    }

    private static Task UntilNextLookInAsync(SchedulerHost host, TimeSpan span) =>
        Eventually.TrueAsync(() => host.Clock.NextTimerAt == host.Clock.GetUtcNow() + span, TimeSpan.FromSeconds(60), Token);

    private static async Task<string> ArmingAsync(SchedulerHost host)
    {
        await host.FileDropAsync("loa", Destinations, format: "ninjs");
        var draft = await host.DraftAsync(A.Seven, [.. Enumerable.Range(0, Items).Select(_ => host.Gateway.Add())], ["loa"]);
        Assert.Equal(ReleaseState.Arming, (await host.DoAsync((ArmRelease verb) => verb.ExecuteAsync(draft.Id, Actor.System, Token))).State);
        return draft.Id;
    }

    // what the node's service does
    private static async Task FinishAsync(SchedulerHost host)
    {
        foreach (var id in await host.InScopeAsync((FinishArming finish) => finish.FindAsync(Token)))
        {
            await host.InScopeAsync(async (FinishArming finish) =>
            {
                await finish.ExecuteAsync(id, Token);
                return true;
            });
        }
    }

    private static async Task<(int, string)> RetryOneAsync(SchedulerHost host)
    {
        var one = (await host.DeliveriesAsync())[0];
        var problem = await host.FailAsync((RetryDelivery verb) => verb.ExecuteAsync(one.Id, Actor.System, Token));
        return (problem.Status, problem.Code);
    }

    private static Task<int> DistinctKeysAsync(SchedulerHost host) =>
        host.InScopeAsync((SchedulerDb db) => Task.FromResult(db.Set<Delivery>().Select(delivery => delivery.IdempotencyKey).Distinct().Count()));
}
