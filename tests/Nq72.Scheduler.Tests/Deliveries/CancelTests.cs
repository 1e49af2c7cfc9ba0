using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Tests.Support;
using Nq72.Testing.Databases;
using Nq72.Testing.Http;

namespace Nq72.Scheduler.Tests.Deliveries;

/// <summary>What becomes of a delivery that a person cancels while it is on its way, and of one that nobody knows about.</summary>
public sealed class CancelTests : IAsyncLifetime
{
    private RecordingReceiver receiver = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => receiver = await RecordingReceiver.StartNewAsync(Token);

    public ValueTask DisposeAsync() => receiver.DisposeAsync();

    [Theory]
    [OnEveryDatabase(200, DeliveryState.Accepted, DeliveryCode.CancelledTooLate)]
    [OnEveryDatabase(500, DeliveryState.Cancelled, DeliveryCode.Cancelled)]
    [OnEveryDatabase(0, DeliveryState.Unknown, DeliveryCode.Cancelled)]
    public async Task Cancel_in_flight_says_what_came_of_it(DatabaseProvider provider, int status, DeliveryState state, DeliveryCode code)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        DeliveryDetail? answer = null;
        receiver.Script = async (request, cancellation) =>
        {
            answer = await host.DoAsync((CancelDelivery verb) => verb.ExecuteAsync(Guid.Parse(request.Header("Nq72-Delivery")), Actor.System, cancellation));
            return status == 0 ? ReceiverAnswer.Cut : new(status);
        };
        await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);

        await host.DrainAtAsync(A.Seven);
        await host.DrainAtAsync(A.Seven.AddHours(1));

        Assert.Equal(DeliveryState.Sending, answer!.Delivery.State);
        Assert.Equal((state, code), Assert.Single((await host.DeliveriesAsync()).Select(delivery => (delivery.State, delivery.Code!.Value))));
        Assert.Single(receiver.Requests);
    }

    [Theory, OnEveryDatabase]
    public async Task Cancel_of_what_is_claimed_and_waits_for_its_turn_keeps_it_from_going(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider, options => options.GlobalConcurrency = 1);
        await host.WebhookAsync("bao", receiver.Url, destinations: 2, concurrency: 1);
        var gate = new TaskCompletionSource<ReceiverAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        receiver.Script = (_, cancellation) => gate.Task.WaitAsync(cancellation);
        await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);
        host.Clock.TurnTo(A.Seven);
        await host.Drain.LookAsync(Token);
        await host.Drain.TurnAsync(sweep: true, Token);
        var first = (await receiver.WaitForAsync(1, Token))[0].Header("Nq72-Delivery");

        var waiting = (await host.DeliveriesAsync()).Single(delivery => delivery.Id != Guid.Parse(first));
        await host.DoAsync((CancelDelivery verb) => verb.ExecuteAsync(waiting.Id, Actor.System, Token));
        gate.SetResult(ReceiverAnswer.Ok);
        await host.DrainAsync();

        Assert.Single(receiver.Requests);
        Assert.Equal((DeliveryState.Cancelled, 0), ((await host.DeliveryAsync(waiting.Id)).Delivery.State, (await host.DeliveryAsync(waiting.Id)).Delivery.Attempts));
    }

    [Theory, OnEveryDatabase]
    public async Task Cancel_by_a_filter_says_whether_more_match_than_it_ends_at_once(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url, destinations: 101);
        await host.ArmedAsync(A.Seven, [.. Enumerable.Range(0, 10).Select(_ => host.Gateway.Add())], ["bao"]);

        Assert.Equal(new CancelledView(1000, More: true), await host.DoAsync((CancelDelivery verb) => verb.ExecuteAsync(new DeliveryFilter(Channel: "bao"), Actor.System, Token)));
        Assert.Equal(new CancelledView(10, More: false), await host.DoAsync((CancelDelivery verb) => verb.ExecuteAsync(new DeliveryFilter(Channel: "bao"), Actor.System, Token)));
    }

    [Theory, OnEveryDatabase]
    public async Task A_receiver_that_cannot_tell_repeats_gets_none(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.DoAsync((PutChannel verb) => verb.ExecuteAsync(
            "bao", new("ninjs", TransportKind.Webhook, [new("d1", Url: receiver.Url.AbsoluteUri)], Deduplicates: false), Actor.System, Token));
        receiver.Answer(request => request.Number == 1 ? new(500) : ReceiverAnswer.Cut);
        await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);

        await host.DrainAtAsync(A.Seven);
        var refused = Assert.Single(await host.DeliveriesAsync());
        await host.DrainAtAsync(A.Seven.AddSeconds(7));
        await host.DrainAtAsync(A.Seven.AddHours(1));

        var doubtful = Assert.Single(await host.DeliveriesAsync());
        Assert.Equal(DeliveryState.Retrying, refused.State);
        Assert.Equal((DeliveryState.Unknown, DeliveryCode.ConnectionLost, 2), (doubtful.State, doubtful.Code, receiver.Requests.Count));
        // a person decides
        receiver.Answer(_ => ReceiverAnswer.Ok);
        await host.DoAsync((RetryDelivery verb) => verb.ExecuteAsync(doubtful.Id, Actor.System, Token));
        await host.DrainAsync();
        Assert.Equal(DeliveryState.Accepted, Assert.Single(await host.DeliveriesAsync()).State);
    }
}
