using Nq72.Faults.Tests.Support;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Tests.Support;
using Nq72.Testing.Databases;
using Nq72.Testing.Http;

namespace Nq72.Faults.Tests;

/// <summary>Receivers that answer too late, twice, by half, or never.</summary>
public sealed class ReceiverTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEveryDatabase]
    public async Task An_answer_after_the_lease_changes_nothing_and_the_repeat_has_the_same_key(DatabaseProvider provider)
    {
        await using var receiver = await RecordingReceiver.StartNewAsync(Token);
        await using var slow = await SchedulerHost.StartAsync(provider);
        await slow.WebhookAsync("bao", receiver.Url);
        await slow.ArmedAsync(A.Seven, [slow.Gateway.Add()], ["bao"]);
        var late = new TaskCompletionSource<ReceiverAnswer>();
        receiver.Script = (request, _) => request.Number == 1 ? late.Task : Task.FromResult(ReceiverAnswer.Ok);
        slow.Clock.TurnTo(A.Seven);
        await slow.Drain.LookAsync(Token);
        await slow.Drain.TurnAsync(sweep: true, Token);
        await receiver.WaitForAsync(1, Token);

        // the lease ends, another node sends again; only then the first answer comes, to whom it does not concern any more
        await using var other = slow.AnotherNode();
        slow.Clock.Advance(TimeSpan.FromSeconds(31));
        await other.DrainAsync();
        late.SetResult(new ReceiverAnswer(500));
        await Eventually.TrueAsync(() => slow.Drain.InFlight == 0, TimeSpan.FromSeconds(30), Token);
        await slow.DrainAsync();

        Assert.Equal(2, receiver.Requests.Count);
        Assert.Single(receiver.Requests.Select(request => (request.Header("webhook-id"), request.Text)).Distinct());
        var delivery = Assert.Single(await slow.DeliveriesAsync());
        Assert.Equal((DeliveryState.Accepted, 2), (delivery.State, delivery.Attempts));
    }

    [Theory, OnEveryDatabase]
    public async Task A_second_answer_is_not_taken_for_the_next_request_s(DatabaseProvider provider)
    {
        await using var receiver = new RawReceiver();
        receiver.Script = number => number == 1 ? RawAnswer.Ok with { Bytes = RawAnswer.Ok.Bytes + RawAnswer.Ok.Bytes } : new("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n", Close: false);
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url, concurrency: 1);
        await host.ArmedAsync(A.Seven, [host.Gateway.Add(), host.Gateway.Add()], ["bao"]);

        await host.DrainAtAsync(A.Seven);

        Assert.Equal(2, receiver.Keys.Distinct().Count());
        Assert.Equal([DeliveryState.Accepted, DeliveryState.Retrying], (await host.DeliveriesAsync()).Select(delivery => delivery.State).Order());
    }

    [Theory]
    [OnEveryDatabase("HTTP/1.1 20"), OnEveryDatabase("HTTP/1.1 200 OK\r\nContent-Le"), OnEveryDatabase("")]
    public async Task Half_a_head_or_none_is_no_answer_and_the_repeat_has_the_same_key(DatabaseProvider provider, string bytes)
    {
        await using var receiver = new RawReceiver { Script = number => number == 1 ? new(bytes, Close: true) : RawAnswer.Ok };
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);

        await host.DrainAtAsync(A.Seven);
        var delivery = Assert.Single(await host.DeliveriesAsync());
        var first = Assert.Single((await host.DeliveryAsync(delivery.Id)).Attempts);
        await host.DrainAtAsync(A.Seven.AddSeconds(7));

        // the receiver may have it: that is what the ledger says
        Assert.Equal((DeliveryState.Retrying, AttemptOutcome.Ambiguous), (delivery.State, first.Outcome));
        Assert.Contains(first.Code, new DeliveryCode?[] { DeliveryCode.ConnectionLost, DeliveryCode.InvalidAnswer });
        Assert.Equal(DeliveryState.Accepted, Assert.Single(await host.DeliveriesAsync()).State);
        Assert.Equal(2, receiver.Keys.Count);
        Assert.Single(receiver.Keys.Distinct());
    }

    [Theory, OnEveryDatabase]
    public async Task Half_a_body_after_a_whole_head_is_accepted(DatabaseProvider provider)
    {
        await using var receiver = new RawReceiver { Script = _ => new("HTTP/1.1 202 Accepted\r\nContent-Length: 100\r\n\r\n{\"half\":", Close: true) };
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);

        await host.DrainAtAsync(A.Seven);

        Assert.Equal(DeliveryState.Accepted, Assert.Single(await host.DeliveriesAsync()).State);
        Assert.Single(receiver.Keys);
    }
}
