using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Tests.Support;
using Nq72.Testing.Databases;
using Nq72.Testing.Http;

namespace Nq72.Scheduler.Tests.Deliveries;

/// <summary>What slow and flapping receivers cost the others: nothing.</summary>
public sealed class LaneTests : IAsyncLifetime
{
    private RecordingReceiver receiver = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => receiver = await RecordingReceiver.StartNewAsync(Token);

    public ValueTask DisposeAsync() => receiver.DisposeAsync();

    [Theory, OnEveryDatabase]
    public async Task A_flapping_receiver_delays_nobody_else(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url, destinations: 5);
        receiver.Answer(request => request.Path == "/bao/d1" && request.Number % 2 == 0 ? ReceiverAnswer.Cut : ReceiverAnswer.Ok);
        await host.ArmedAsync(A.Seven, Enumerable.Range(0, 20).Select(_ => host.Gateway.Add()), ["bao"]);

        await host.DrainAtAsync(A.Seven);

        var accepted = await host.DeliveriesAsync(new DeliveryFilter(State: DeliveryState.Accepted));
        Assert.Equal(80, accepted.Count(delivery => delivery.Destination != "d1" && delivery.AcceptedAt == A.Seven));
    }

    [Theory, OnEveryDatabase]
    public async Task More_destinations_than_a_node_takes_deliveries_are_all_asked_at_once(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider, options => options.BatchSize = 4);
        await host.WebhookAsync("bao", receiver.Url, destinations: 40);
        await host.WebhookAsync("cong", receiver.Url, destinations: 2);
        await host.ArmedAsync(A.Seven, [host.Gateway.Add(), host.Gateway.Add(), host.Gateway.Add()], ["cong"]);

        // time stands still: nothing is left for the look of the next second
        await host.DrainAtAsync(A.Seven);

        Assert.Equal(6, (await host.DeliveriesAsync(new DeliveryFilter(State: DeliveryState.Accepted))).Count);
    }

    [Theory, OnEveryDatabase]
    public async Task Receivers_that_answer_after_ten_seconds_give_their_places_to_the_others(DatabaseProvider provider)
    {
        // ten silent destinations with two requests each want more places than the node has
        await using var host = await SchedulerHost.StartAsync(provider, options =>
        {
            options.GlobalConcurrency = 8;
            options.BatchSize = 20;
        });
        await host.WebhookAsync("cham", receiver.Url, destinations: 10);
        await host.WebhookAsync("nhanh", receiver.Url, destinations: 5);
        var late = new TaskCompletionSource<ReceiverAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        receiver.Script = (request, cancellation) => request.Path.StartsWith("/cham", StringComparison.Ordinal) ? late.Task.WaitAsync(cancellation) : Task.FromResult(ReceiverAnswer.Ok);
        await host.ArmedAsync(A.Seven, Enumerable.Range(0, 4).Select(_ => host.Gateway.Add()), ["cham", "nhanh"]);
        host.Clock.TurnTo(A.Seven);
        host.Signal.Ring();
        await UntilAsync(host, () => Arrived("/cham") >= 8 || Arrived("/nhanh") == 20);

        // each second lets the next eight begin, so that nobody waits for the answers
        for (var second = 1; second <= 5 && Arrived("/nhanh") < 20; second++)
        {
            var patient = Arrived("/cham");
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            await UntilAsync(host, () => Arrived("/nhanh") == 20 || (patient < 20 && Arrived("/cham") >= Math.Min(patient + 8, 20)));
        }

        Assert.Equal(20, Arrived("/nhanh"));
        late.SetResult(ReceiverAnswer.Ok);
        await host.DrainAsync();
        var quick = await host.DeliveriesAsync(new DeliveryFilter(Channel: "nhanh", State: DeliveryState.Accepted));
        Assert.Equal(20, quick.Count(delivery => delivery.AcceptedAt <= A.Seven.AddSeconds(5)));
        Assert.Equal(40, (await host.DeliveriesAsync(new DeliveryFilter(Channel: "cham", State: DeliveryState.Accepted))).Count);
    }

    private int Arrived(string path) => receiver.Requests.Count(request => request.Path.StartsWith(path, StringComparison.Ordinal));

    private static async Task UntilAsync(SchedulerHost host, Func<bool> condition)
    {
        var patience = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(patience) < RecordingReceiver.Patience, "The drain stands still.");
            await host.ReleaseClock.ActAsync(Token);
            await host.Signal.WaitAsync(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
        }
    }
}
