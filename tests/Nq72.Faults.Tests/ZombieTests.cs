using Microsoft.Extensions.DependencyInjection;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Tests.Support;
using Nq72.Testing.Databases;
using Nq72.Testing.Http;

namespace Nq72.Faults.Tests;

/// <summary>
/// A node that stood still while its lease ran out and a person cancelled the delivery: when it wakes, nothing may come of it. With
/// <c>looks: false</c> it does not look at its lease again, and what then happens shows that the look is what prevents it.
/// </summary>
public sealed class ZombieTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase(true), OnEveryDatabase(false)]
    public async Task Its_file_never_appears(DatabaseProvider provider, bool looks)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.FileDropAsync("loa");
        await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["loa"]);

        var state = await SleepAndWakeAsync<FileDropTransport>(host, looks);

        var outgoing = Path.Combine(host.Database.DataDirectory, "outgoing");
        var files = Directory.Exists(outgoing) ? Directory.EnumerateFiles(outgoing, "*", SearchOption.AllDirectories).Count() : 0;
        Assert.Equal((DeliveryState.Unknown, looks ? 0 : 1), (state, files));
    }

    [Theory, OnEveryDatabase(true), OnEveryDatabase(false)]
    public async Task Its_push_never_arrives(DatabaseProvider provider, bool looks)
    {
        await using var receiver = await RecordingReceiver.StartNewAsync(Token);
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);

        var state = await SleepAndWakeAsync<WebhookTransport>(host, looks);

        Assert.Equal((DeliveryState.Unknown, looks ? 0 : 1), (state, receiver.Requests.Count));
    }

    // it claims, sleeps over its lease, the delivery is cancelled, it wakes and writes down what it did; returns what the ledger says then
    private static async Task<DeliveryState> SleepAndWakeAsync<TTransport>(SchedulerHost host, bool looks)
        where TTransport : ITransport
    {
        var wake = new TaskCompletionSource();
        var sleeper = await host.InScopeAsync((TTransport transport) => Task.FromResult<ITransport>(new Sleeper(transport, wake.Task, looks)));
        using var zombie = await host.InScopeAsync((IServiceProvider services) => Task.FromResult(ActivatorUtilities.CreateInstance<DeliveryDrain>(services, (object)new[] { sleeper })));
        host.Clock.TurnTo(A.Seven);
        await zombie.LookAsync(Token);
        Assert.Equal(1, await zombie.TurnAsync(sweep: true, Token));

        host.Clock.Advance(TimeSpan.FromSeconds(31));
        await host.Drain.TidyAsync(Token);
        var delivery = Assert.Single(await host.DeliveriesAsync());
        await host.DoAsync((CancelDelivery verb) => verb.ExecuteAsync(delivery.Id, Actor.System, Token));
        wake.SetResult();
        await Eventually.TrueAsync(() => zombie.InFlight == 0, TimeSpan.FromSeconds(30), Token);
        await zombie.TurnAsync(sweep: true, Token);
        return Assert.Single(await host.DeliveriesAsync()).State;
    }

    private sealed class Sleeper(ITransport inner, Task wake, bool looks) : ITransport
    {
        public TransportKind Kind => inner.Kind;

        public async Task<SendResult> SendAsync(Parcel parcel, CancellationToken cancellationToken)
        {
            await wake.WaitAsync(cancellationToken);
            return await inner.SendAsync(looks ? parcel : parcel with { StillOurs = () => true }, cancellationToken);
        }
    }
}
