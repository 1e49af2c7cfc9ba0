using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Tests.Support;
using Nq72.Testing.Databases;
using Nq72.Testing.Http;

namespace Nq72.Scheduler.Tests.Deliveries;

/// <summary>Many deliveries at a time, which PostgreSQL marks and claims over two connections; and what a node hears of another's work.</summary>
public sealed class CrowdTests : IAsyncLifetime
{
    // more than are marked in the claim's own transaction
    private const int Many = 60;

    private RecordingReceiver receiver = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => receiver = await RecordingReceiver.StartNewAsync(Token);

    public ValueTask DisposeAsync() => receiver.DisposeAsync();

    [Theory, OnEveryDatabase]
    public async Task What_waits_behind_a_crowd_goes_without_another_sweep(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await SendFirstVersionsAsync(host);

        do
        {
            await host.Drain.TurnAsync(sweep: false, Token);
        }
        while (host.Drain.HasWork);

        await receiver.WaitForAsync(2 * Many, Token);
        await host.DrainAsync();
        Assert.Equal(2 * Many, receiver.Requests.Count);
        Assert.All(await host.DeliveriesAsync(), delivery => Assert.Equal((DeliveryState.Accepted, 1), (delivery.State, delivery.Attempts)));
    }

    [Theory, OnEveryDatabase]
    public async Task A_claim_that_fails_loses_no_marks(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await SendFirstVersionsAsync(host);
        // the claim reads the payloads of what it took; marks do not
        await host.InScopeAsync((SchedulerDb db) => db.Database.ExecuteSqlRawAsync("ALTER TABLE delivery_payload RENAME TO away", Token));

        // at the latest by the turn that finds the crowd marked
        await Assert.ThrowsAnyAsync<DbException>(async () =>
        {
            await host.Drain.TurnAsync(sweep: true, Token);
            await host.Drain.TurnAsync(sweep: true, Token);
        });
        await host.InScopeAsync((SchedulerDb db) => db.Database.ExecuteSqlRawAsync("ALTER TABLE away RENAME TO delivery_payload", Token));
        await host.DrainAsync();

        Assert.Equal(2 * Many, receiver.Requests.Count);
        Assert.Equal(2 * Many, receiver.Requests.Select(request => request.Header("webhook-id")).Distinct().Count());
        Assert.All(await host.DeliveriesAsync(), delivery => Assert.Equal((DeliveryState.Accepted, 1), (delivery.State, delivery.Attempts)));
        Assert.Equal(2 * Many, await host.InScopeAsync((SchedulerDb db) => db.Set<DeliveryAttempt>().CountAsync(Token)));
    }

    [Fact]
    public async Task What_another_node_writes_is_heard_of_though_no_time_passes()
    {
        Need.Present(PostgresServer.Programs is not null, PostgresServer.Missing);
        await using var host = await SchedulerHost.StartAsync(DatabaseProvider.PostgreSql);
        await host.WebhookAsync("bao", receiver.Url);
        await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);
        receiver.Answer(_ => new(503));
        await host.DrainAtAsync(A.Seven);
        var waiting = Assert.Single(await host.DeliveriesAsync());
        receiver.Answer(_ => ReceiverAnswer.Ok);
        await using var other = host.AnotherNode();
        await other.Heartbeat.StartAsync(Token);
        await other.ReleaseClock.StartAsync(Token);
        // it has looked, and waits
        await Eventually.TrueAsync(() => host.Clock.NextTimerAt is not null, TimeSpan.FromSeconds(30), Token);

        await host.DoAsync((RetryDelivery verb) => verb.ExecuteAsync(waiting.Id, Actor.System, Token));

        await receiver.WaitForAsync(2, Token);
        await other.ReleaseClock.StopAsync(Token);
        await other.Heartbeat.StopAsync(Token);
        Assert.Equal(DeliveryState.Accepted, Assert.Single(await host.DeliveriesAsync()).State);
    }

    // one version is with every receiver and not marked; the next is due behind it
    private async Task SendFirstVersionsAsync(SchedulerHost host)
    {
        await host.WebhookAsync("bao", receiver.Url, destinations: Many);
        var item = host.Gateway.Add();
        await host.ArmedAsync(A.Seven, [item], ["bao"]);
        host.Gateway.AddVersion(item, approved: true);
        await host.ArmedAsync(A.Seven.AddSeconds(1), [item], ["bao"]);
        host.Clock.TurnTo(A.Seven);
        await host.Drain.LookAsync(Token);
        Assert.Equal(Many, await host.Drain.TurnAsync(sweep: true, Token));
        await receiver.WaitForAsync(Many, Token);
        await Eventually.TrueAsync(() => host.Drain.InFlight == 0, TimeSpan.FromSeconds(10), Token);
        host.Clock.TurnTo(A.Seven.AddSeconds(1));
    }
}
