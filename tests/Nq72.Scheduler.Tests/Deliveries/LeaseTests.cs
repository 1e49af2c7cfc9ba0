using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Tests.Support;
using Nq72.Testing.Databases;
using Nq72.Testing.Http;

namespace Nq72.Scheduler.Tests.Deliveries;

/// <summary>What happens when nodes die, freeze, race and stop.</summary>
public sealed class LeaseTests : IAsyncLifetime
{
    private RecordingReceiver receiver = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => receiver = await RecordingReceiver.StartNewAsync(Token);

    public ValueTask DisposeAsync() => receiver.DisposeAsync();

    [Theory, OnEveryDatabase]
    public async Task Death_between_sending_and_marking_repeats_under_the_same_key(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);
        await using var survivor = host.AnotherNode();
        await SendWithoutMarkAsync(host);

        await survivor.DrainAtAsync(A.Seven.AddSeconds(11));
        Assert.Single(receiver.Requests);
        await survivor.DrainAtAsync(A.Seven.AddSeconds(13));

        Assert.Equal(2, receiver.Requests.Count);
        Assert.Single(receiver.Requests.Select(request => request.Header("webhook-id")).Distinct());
        var delivery = Assert.Single(await host.DeliveriesAsync());
        Assert.Equal((DeliveryState.Accepted, 2), (delivery.State, delivery.Attempts));
        Assert.Equal([(1, AttemptOutcome.Ambiguous, DeliveryCode.LeaseExpired), (2, AttemptOutcome.Accepted, null)],
            (await host.DeliveryAsync(delivery.Id)).Attempts.Select(attempt => (attempt.Number, attempt.Outcome, attempt.Code)));
    }

    [Theory, OnEveryDatabase]
    public async Task A_node_s_death_is_no_step_of_the_ladder(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);
        await using var survivor = host.AnotherNode();
        await SendWithoutMarkAsync(host);
        receiver.Answer(_ => new(500));

        await survivor.DrainAtAsync(A.Seven.AddSeconds(13));

        var delivery = Assert.Single(await host.DeliveriesAsync());
        Assert.Equal((DeliveryState.Retrying, 2), (delivery.State, delivery.Attempts));
        Assert.InRange(delivery.NextTryAt!.Value, A.Seven.AddSeconds(13 + 4), A.Seven.AddSeconds(13 + 6));
    }

    [Theory, OnEveryDatabase]
    public async Task A_zombie_s_mark_is_refused_by_the_fence(DatabaseProvider provider)
    {
        await using var zombie = await SchedulerHost.StartAsync(provider);
        await zombie.WebhookAsync("bao", receiver.Url);
        await zombie.ArmedAsync(A.Seven, [zombie.Gateway.Add()], ["bao"]);
        await using var other = zombie.AnotherNode();
        await SendWithoutMarkAsync(zombie);
        receiver.Answer(_ => new(500));
        await other.DrainAtAsync(A.Seven.AddSeconds(13));

        // it wakes and says that it delivered: too late, the other node's word stands
        await zombie.Drain.TurnAsync(sweep: false, Token);

        var delivery = Assert.Single(await zombie.DeliveriesAsync());
        Assert.Equal((DeliveryState.Retrying, DeliveryCode.ServerError), (delivery.State, delivery.Code));
        Assert.Equal(3, (await zombie.DeliveryAsync(delivery.Id)).Attempts.Count);
    }

    [Theory, OnEveryDatabase]
    public async Task Two_drains_deliver_each_once(DatabaseProvider provider)
    {
        await using var one = await SchedulerHost.StartAsync(provider);
        await one.WebhookAsync("bao", receiver.Url, destinations: 20);
        await one.ArmedAsync(A.Seven, Enumerable.Range(0, 20).Select(_ => one.Gateway.Add()), ["bao"]);
        await using var two = one.AnotherNode();
        one.Clock.TurnTo(A.Seven);

        await Task.WhenAll(Task.Run(one.DrainAsync, Token), Task.Run(two.DrainAsync, Token));
        await one.DrainAsync();

        Assert.Equal(400, receiver.Requests.Count);
        Assert.Equal(400, receiver.Requests.Select(request => request.Header("webhook-id")).Distinct().Count());
        Assert.Equal(400, await one.InScopeAsync((SchedulerDb db) => db.Set<Delivery>().CountAsync(delivery => delivery.State == DeliveryState.Accepted && delivery.Attempts == 1, Token)));
    }

    [Theory, OnEveryDatabase]
    public async Task A_lease_that_ends_absurdly_late_is_not_believed(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);
        var wrong = A.Seven.AddDays(300);
        await host.InScopeAsync((SchedulerDb db) => db.Set<Delivery>().ExecuteUpdateAsync(
            set => set.SetProperty(delivery => delivery.State, DeliveryState.Sending).SetProperty(delivery => delivery.LeaseUntil, wrong), Token));

        // nothing else is due: nobody but the clock's own round finds it
        await host.DrainAtAsync(A.Seven);

        Assert.Single(receiver.Requests);
    }

    [Theory, OnEveryDatabase]
    public async Task A_long_send_keeps_its_lease_and_a_dead_node_loses_it_within_fifteen_seconds(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.DoAsync((PutChannel verb) => verb.ExecuteAsync(
            "bao", new("ninjs", TransportKind.Webhook, [new("d1", Url: receiver.Url.AbsoluteUri)], Limits: new(TimeoutSeconds: 25)), Actor.System, Token));
        var answer = new TaskCompletionSource<ReceiverAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        receiver.Script = (request, cancellation) => request.Number == 1 ? answer.Task.WaitAsync(cancellation) : Task.FromResult(ReceiverAnswer.Ok);
        await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);
        await using var other = host.AnotherNode();
        host.Clock.TurnTo(A.Seven);
        await host.Drain.LookAsync(Token);
        await host.Drain.TurnAsync(sweep: true, Token);
        await receiver.WaitForAsync(1, Token);

        for (var second = 1; second <= 20; second++)
        {
            host.Clock.TurnTo(A.Seven.AddSeconds(second));
            await host.ReleaseClock.ActAsync(Token);
            await other.DrainAsync();
        }

        Assert.Single(receiver.Requests);
        // the first node says nothing more
        for (var second = 21; second <= 35 && receiver.Requests.Count < 2; second++)
            await other.DrainAtAsync(A.Seven.AddSeconds(second));

        Assert.Equal(2, receiver.Requests.Count);
        Assert.Equal(DeliveryState.Accepted, Assert.Single(await host.DeliveriesAsync()).State);
        answer.SetResult(ReceiverAnswer.Ok);
        await host.DrainAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task What_kills_its_node_again_and_again_waits_and_is_set_aside(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);
        host.Clock.TurnTo(A.Seven);
        var waits = new List<double>();

        for (var death = 1; death <= 10; death++)
        {
            await host.InScopeAsync((SchedulerDb db) => db.Set<Delivery>().ExecuteUpdateAsync(
                set => set.SetProperty(delivery => delivery.State, DeliveryState.Sending).SetProperty(delivery => delivery.LeaseUntil, host.Clock.GetUtcNow()), Token));
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            await host.Drain.TidyAsync(Token);
            var delivery = Assert.Single(await host.DeliveriesAsync());
            Assert.Equal((death < 10 ? DeliveryState.Available : DeliveryState.Failed, DeliveryCode.LeaseExpired), (delivery.State, delivery.Code));
            if (delivery.NextTryAt is { } next)
                waits.Add((next - host.Clock.GetUtcNow()).TotalSeconds);
        }

        Assert.Equal([0, 0, 15, 15, 15, 120, 120, 120, 120], waits);
        // a person's word begins the count anew
        var id = Assert.Single(await host.DeliveriesAsync()).Id;
        await host.DoAsync((RetryDelivery verb) => verb.ExecuteAsync(id, Actor.System, Token));
        Assert.Equal(0, (await host.InScopeAsync((SchedulerDb db) => db.Set<Delivery>().SingleAsync(Token))).LostLeases);
    }

    [Theory, OnEveryDatabase]
    public async Task A_claim_that_was_rolled_back_takes_up_no_room(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url, concurrency: 1);
        await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);
        host.Clock.TurnTo(A.Seven);
        await host.Drain.LookAsync(Token);
        await host.InScopeAsync((SchedulerDb db) => db.Database.ExecuteSqlRawAsync("ALTER TABLE delivery_payload RENAME TO away", Token));

        await Assert.ThrowsAnyAsync<DbException>(() => host.Drain.TurnAsync(sweep: true, Token));
        await host.InScopeAsync((SchedulerDb db) => db.Database.ExecuteSqlRawAsync("ALTER TABLE away RENAME TO delivery_payload", Token));
        await host.DrainAsync();

        Assert.Equal((DeliveryState.Accepted, 1), Assert.Single((await host.DeliveriesAsync()).Select(delivery => (delivery.State, delivery.Attempts))));
    }

    [Theory, OnEveryDatabase]
    public async Task A_fault_ends_a_turn_and_never_the_release_clock(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);
        await host.InScopeAsync((SchedulerDb db) => db.Database.ExecuteSqlRawAsync("UPDATE delivery SET operation = 'Nonsense'", Token));
        host.Clock.TurnTo(A.Seven);

        await host.ReleaseClock.StartAsync(Token);
        await Eventually.TrueAsync(() => host.Clock.NextTimerAt == A.Seven.AddMilliseconds(200), TimeSpan.FromSeconds(30), Token);
        await host.InScopeAsync((SchedulerDb db) => db.Database.ExecuteSqlRawAsync("UPDATE delivery SET operation = 'Publish'", Token));
        host.Clock.Advance(TimeSpan.FromMilliseconds(200));

        await receiver.WaitForAsync(1, Token);
        await host.ReleaseClock.StopAsync(Token);
        Assert.Equal(DeliveryState.Accepted, Assert.Single(await host.DeliveriesAsync()).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Stop_lets_go_of_what_did_not_finish_at_once(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url, concurrency: 1);
        receiver.Script = async (_, cancellation) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            return ReceiverAnswer.Ok;
        };
        await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);
        host.Clock.TurnTo(A.Seven);
        await host.Drain.LookAsync(Token);
        await host.Drain.TurnAsync(sweep: true, Token);
        await receiver.WaitForAsync(1, Token);

        var stopping = host.Drain.StopAsync(Token);
        host.Clock.Advance(TimeSpan.FromSeconds(5));
        await stopping;

        var delivery = Assert.Single(await host.DeliveriesAsync());
        Assert.Equal((DeliveryState.Available, DeliveryCode.ShutDown, 1), (delivery.State, delivery.Code, delivery.Attempts));
        var attempt = Assert.Single((await host.DeliveryAsync(delivery.Id)).Attempts);
        Assert.Equal((1, AttemptOutcome.Ambiguous, DeliveryCode.ShutDown), (attempt.Number, attempt.Outcome, attempt.Code));
        receiver.Answer(_ => ReceiverAnswer.Ok);
        await using var next = host.AnotherNode();
        await next.DrainAsync();
        Assert.Equal(DeliveryState.Accepted, Assert.Single(await host.DeliveriesAsync()).State);
    }

    [Theory, OnEveryDatabase]
    public async Task A_database_that_went_away_marks_later(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);
        await SendWithoutMarkAsync(host);
        using var away = new CancellationTokenSource();
        await away.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Drain.TurnAsync(sweep: false, away.Token));
        Assert.True(host.Drain.HasWork);
        await host.Drain.TurnAsync(sweep: false, Token);

        Assert.Equal(DeliveryState.Accepted, Assert.Single(await host.DeliveriesAsync()).State);
    }

    // claimed, sent and received, and then nothing: as a process that is killed or frozen
    private async Task SendWithoutMarkAsync(SchedulerHost host)
    {
        host.Clock.TurnTo(A.Seven);
        await host.Drain.LookAsync(Token);
        await host.Drain.TurnAsync(sweep: true, Token);
        await receiver.WaitForAsync(1, Token);
        await Eventually.TrueAsync(() => host.Drain.HasWork, TimeSpan.FromSeconds(10), Token);
    }
}
