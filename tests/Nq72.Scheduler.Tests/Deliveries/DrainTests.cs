using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Releases;
using Nq72.Scheduler.Tests.Support;
using Nq72.Testing.Databases;
using Nq72.Testing.Http;

namespace Nq72.Scheduler.Tests.Deliveries;

/// <summary>What is sent, when, how often, and what is written down of it.</summary>
public sealed class DrainTests : IAsyncLifetime
{
    private RecordingReceiver receiver = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => receiver = await RecordingReceiver.StartNewAsync(Token);

    public ValueTask DisposeAsync() => receiver.DisposeAsync();

    [Theory, OnEveryDatabase]
    public async Task Nothing_goes_before_the_instant_and_everything_at_it(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url, destinations: 65);
        await host.FileDropAsync("loa", destinations: 65);
        var armed = await host.ArmedAsync(A.Seven, [host.Gateway.Add(), host.Gateway.Add()], ["bao", "loa"]);

        await host.DrainAtAsync(A.Seven.AddMicroseconds(-1));
        Assert.Empty(receiver.Requests);
        Assert.False(Directory.Exists(Path.Combine(host.Database.DataDirectory, "outgoing")));
        await host.DrainAtAsync(A.Seven);

        Assert.Equal(130, receiver.Requests.Select(request => request.Header("webhook-id")).Distinct().Count());
        Assert.Equal(130, receiver.Requests.Count);
        Assert.Equal(130, Directory.EnumerateFiles(Path.Combine(host.Database.DataDirectory, "outgoing"), "*.txt", SearchOption.AllDirectories).Count());
        var release = await host.ReleaseAsync(armed.Id);
        Assert.Equal((260, A.Seven, A.Seven), (release.Deliveries["accepted"], release.FirstAttemptAt, release.LastAcceptedAt));
    }

    [Theory, OnEveryDatabase]
    public async Task A_push_has_the_headers_of_the_contract(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        var channel = await host.WebhookAsync("bao", receiver.Url);
        var item = host.Gateway.Add();
        await host.ArmedAsync(A.Seven, [item], ["bao"]);

        await host.DrainAtAsync(A.Seven);

        var push = Assert.Single(receiver.Requests);
        var delivery = Assert.Single(await host.DeliveriesAsync());
        Assert.Equal(("POST", "application/json", "publish", "2027-04-07T00:00:00Z"), (push.Method, push.Header("Content-Type"), push.Header("Nq72-Operation"), push.Header("Nq72-Due")));
        Assert.Equal((delivery.Id.ToString("D"), delivery.IdempotencyKey.ToString("D")), (push.Header("Nq72-Delivery"), push.Header("webhook-id")));
        Assert.Equal(
            WebhookSignature.Sign(push.Header("webhook-id"), push.Header("webhook-timestamp"), push.Body.Span, [channel.Destinations[0].Secret!]), push.Header("webhook-signature"));
        Assert.Equal(A.Seven.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), push.Header("webhook-timestamp"));
        Assert.Equal(item, push.Json.GetProperty("itemId").GetString());
        var attempt = Assert.Single((await host.DeliveryAsync(delivery.Id)).Attempts);
        Assert.Equal((1, AttemptOutcome.Accepted, 200), (attempt.Number, attempt.Outcome, attempt.HttpStatus));
    }

    [Theory, OnEveryDatabase(500, DeliveryCode.ServerError), OnEveryDatabase(404, DeliveryCode.ClientError), OnEveryDatabase(302, DeliveryCode.Redirect)]
    public async Task A_failing_receiver_is_tried_by_the_ladder_with_the_same_bytes(DatabaseProvider provider, int status, DeliveryCode code)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        receiver.Answer(request => request.Number < 3 ? new(status) { Body = "bận", Headers = new Dictionary<string, string> { ["Location"] = "http://127.0.0.1:1/" } } : ReceiverAnswer.Ok);
        var armed = await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);

        await host.DrainAtAsync(A.Seven);
        var failed = Assert.Single(await host.DeliveriesAsync());
        await host.DrainAtAsync(A.Seven.AddSeconds(3.9));
        Assert.Single(receiver.Requests);
        await host.DrainAtAsync(A.Seven.AddSeconds(6.1));
        await host.DrainAtAsync(A.Seven.AddSeconds(45));

        Assert.Equal((DeliveryState.Retrying, code, status), (failed.State, failed.Code, failed.HttpStatus));
        Assert.InRange(failed.NextTryAt!.Value, A.Seven.AddSeconds(4), A.Seven.AddSeconds(6));
        Assert.Equal(3, receiver.Requests.Count);
        Assert.Single(receiver.Requests.Select(request => (request.Header("webhook-id"), request.Text)).Distinct());
        var detail = await host.DeliveryAsync(failed.Id);
        Assert.Equal([AttemptOutcome.Retry, AttemptOutcome.Retry, AttemptOutcome.Accepted], detail.Attempts.Select(attempt => attempt.Outcome));
        Assert.Equal("bận", detail.Attempts[0].Excerpt);
        Assert.Equal(1, (await host.ReleaseAsync(armed.Id)).Deliveries["accepted"]);
    }

    [Theory, OnEveryDatabase(429), OnEveryDatabase(503)]
    public async Task RetryAfter_is_honoured(DatabaseProvider provider, int status)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        receiver.Answer(_ => new(status) { Headers = new Dictionary<string, string> { ["Retry-After"] = "120" } });
        await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);

        await host.DrainAtAsync(A.Seven);

        var delivery = Assert.Single(await host.DeliveriesAsync());
        Assert.Equal((DeliveryCode.Throttled, A.Seven.AddSeconds(120)), (delivery.Code, delivery.NextTryAt));
    }

    [Theory, OnEveryDatabase]
    public async Task A_410_stops_the_destination_until_a_person_starts_it(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        receiver.Answer(_ => new(410));
        await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);
        await host.ArmedAsync(A.Seven.AddMinutes(1), [host.Gateway.Add()], ["bao"]);

        await host.DrainAtAsync(A.Seven);
        await host.DrainAtAsync(A.Seven.AddMinutes(1));

        Assert.Single(receiver.Requests);
        Assert.Equal([(DeliveryState.Failed, DeliveryCode.Gone), (DeliveryState.Held, DeliveryCode.DestinationStopped)], (await host.DeliveriesAsync()).Select(delivery => (delivery.State, delivery.Code!.Value)));
        Assert.Equal(ChannelState.Stopped, (await host.DoAsync((ChannelQueries queries) => queries.GetAsync("bao", Token))).State);

        receiver.Answer(_ => ReceiverAnswer.Ok);
        await host.DoAsync((PutChannel verb) => verb.ExecuteAsync(
            "bao", new("ninjs", TransportKind.Webhook, [new("d1", Url: new Uri(receiver.Url, "bao/d1").AbsoluteUri, State: DestinationState.Ok)]), Actor.System, Token));
        host.Clock.Advance(TimeSpan.FromSeconds(2));
        // what was held is let go of although nothing else is due; what was refused needs its own word
        await host.DrainAsync();

        Assert.Equal([DeliveryState.Failed, DeliveryState.Accepted], (await host.DeliveriesAsync()).Select(delivery => delivery.State));
    }

    [Theory, OnEveryDatabase]
    public async Task A_slow_receiver_holds_only_its_own_lane(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url, destinations: 5);
        var never = new TaskCompletionSource<ReceiverAnswer>();
        receiver.Script = (request, cancellation) => request.Path == "/bao/d1" ? never.Task.WaitAsync(cancellation) : Task.FromResult(ReceiverAnswer.Ok);
        await host.ArmedAsync(A.Seven, Enumerable.Range(0, 20).Select(_ => host.Gateway.Add()), ["bao"]);
        host.Clock.TurnTo(A.Seven);

        host.Signal.Ring();
        while (receiver.Requests.Count(request => request.Path != "/bao/d1") < 80)
        {
            await host.ReleaseClock.ActAsync(Token);
            await host.Signal.WaitAsync(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
        }

        Assert.Equal(2, receiver.Requests.Count(request => request.Path == "/bao/d1"));
        // a request without an answer is given up after fifteen seconds, and may have arrived
        host.Clock.Advance(TimeSpan.FromSeconds(15));
        IReadOnlyList<DeliveryView> late;
        do
        {
            await host.Signal.WaitAsync(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
            await host.ReleaseClock.ActAsync(Token);
            late = await host.DeliveriesAsync(new DeliveryFilter(Destination: "d1", State: DeliveryState.Retrying));
        }
        while (late.Count == 0);
        Assert.All(late, delivery => Assert.Equal(DeliveryCode.Timeout, delivery.Code));
        Assert.Equal(AttemptOutcome.Ambiguous, (await host.DeliveryAsync(late[0].Id)).Attempts[0].Outcome);
        never.SetResult(ReceiverAnswer.Ok);
    }

    [Theory, OnEveryDatabase]
    public async Task Operations_on_one_item_arrive_in_order_and_what_is_overtaken_is_cancelled(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        var item = host.Gateway.Add();
        receiver.Answer(request => request.Number == 1 ? new(500) : ReceiverAnswer.Ok);
        await host.ArmedAsync(A.Seven, [item], ["bao"]);
        host.Gateway.AddVersion(item, approved: true);
        await host.ArmedAsync(A.Seven.AddSeconds(1), [item], ["bao"]);

        await host.DrainAtAsync(A.Seven);
        await host.DrainAtAsync(A.Seven.AddSeconds(1));
        await host.DrainAtAsync(A.Seven.AddHours(5));

        Assert.Equal([1, 2], receiver.Requests.Select(request => request.Json.GetProperty("version").GetInt32()));
        Assert.Equal([(DeliveryState.Cancelled, DeliveryCode.Overtaken), (DeliveryState.Accepted, null)], (await host.DeliveriesAsync()).Select(delivery => (delivery.State, delivery.Code)));
    }

    [Theory, OnEveryDatabase]
    public async Task After_an_outage_only_the_newest_of_an_item_goes(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        var item = host.Gateway.Add();
        await host.ArmedAsync(A.Seven, [item], ["bao"]);
        host.Gateway.AddVersion(item, approved: true);
        await host.ArmedAsync(A.Seven.AddMinutes(1), [item], ["bao"]);

        await host.DrainAtAsync(A.Seven.AddMinutes(5));

        Assert.Equal([2], receiver.Requests.Select(request => request.Json.GetProperty("version").GetInt32()));
        Assert.Equal([DeliveryState.Cancelled, DeliveryState.Accepted], (await host.DeliveriesAsync()).Select(delivery => delivery.State));
    }

    [Theory]
    [OnEveryDatabase(MissedPolicy.Skip, 9, DeliveryState.Accepted), OnEveryDatabase(MissedPolicy.Skip, 11, DeliveryState.Expired), OnEveryDatabase(MissedPolicy.Ask, 11, DeliveryState.Held)]
    [OnEveryDatabase(MissedPolicy.SendUntil, 1439, DeliveryState.Accepted), OnEveryDatabase(MissedPolicy.SendUntil, 1441, DeliveryState.Expired)]
    public async Task A_missed_instant_follows_its_policy(DatabaseProvider provider, MissedPolicy policy, int minutesLate, DeliveryState state)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"], new(policy));

        await host.DrainAtAsync(A.Seven.AddMinutes(minutesLate));

        var delivery = Assert.Single(await host.DeliveriesAsync());
        Assert.Equal((state, state == DeliveryState.Accepted ? null : DeliveryCode.Missed), (delivery.State, delivery.Code));
        Assert.Equal(state == DeliveryState.Accepted ? 1 : 0, receiver.Requests.Count);
    }

    [Theory, OnEveryDatabase]
    public async Task What_was_held_while_a_later_operation_went_is_overtaken(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        var item = host.Gateway.Add();
        await host.ArmedAsync(A.Seven, [item], ["bao"]);
        host.Gateway.AddVersion(item, approved: true);
        await host.ArmedAsync(A.Seven.AddMinutes(1), [item], ["bao"]);
        await host.WebhookAsync("bao", receiver.Url, destinations: 0);
        await host.DrainAtAsync(A.Seven);
        await host.WebhookAsync("bao", receiver.Url);
        host.Clock.TurnTo(A.Seven.AddMinutes(1));

        // the later one is claimed before anybody lets go of the earlier one
        await host.Drain.LookAsync(Token);
        await host.Drain.TurnAsync(sweep: true, Token);
        await host.DrainAsync();

        Assert.Equal([2], receiver.Requests.Select(request => request.Json.GetProperty("version").GetInt32()));
        Assert.Equal([(DeliveryState.Cancelled, DeliveryCode.Overtaken), (DeliveryState.Accepted, null)], (await host.DeliveriesAsync()).Select(delivery => (delivery.State, delivery.Code)));
    }

    [Theory, OnEveryDatabase]
    public async Task A_channel_that_became_pull_is_sent_nothing(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);
        await host.DrainAsync();
        await host.DoAsync((PutChannel verb) => verb.ExecuteAsync("bao", new("ninjs", TransportKind.Pull, [new("d1", Url: receiver.Url.AbsoluteUri)]), Actor.System, Token));

        await host.DrainAtAsync(A.Seven);

        Assert.Empty(receiver.Requests);
        var delivery = Assert.Single(await host.DeliveriesAsync());
        Assert.Equal((DeliveryState.Held, DeliveryCode.NotConfigured), (delivery.State, delivery.Code));
    }

    [Theory, OnEveryDatabase]
    public async Task An_answer_is_cut_between_characters(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        receiver.Answer(_ => new(200) { Body = new string('a', 299) + "\U0001F600\U0001F600" });
        await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);

        await host.DrainAtAsync(A.Seven);

        var delivery = Assert.Single(await host.DeliveriesAsync());
        Assert.Equal((DeliveryState.Accepted, new string('a', 299)), (delivery.State, (await host.DeliveryAsync(delivery.Id)).Attempts[0].Excerpt));
    }

    [Theory, OnEveryDatabase]
    public async Task A_receipt_that_comes_before_the_answer_counts(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        receiver.Script = async (request, cancellation) =>
        {
            var input = new ReceiptInput(Guid.Parse(request.Header("Nq72-Delivery")), ReceiptKind.Accepted);
            await host.DoAsync((RecordReceipt verb) => verb.ExecuteAsync(input, Actor.System, cancellation));
            return ReceiverAnswer.Cut;
        };
        await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);

        await host.DrainAtAsync(A.Seven);

        var delivery = Assert.Single(await host.DeliveriesAsync());
        Assert.Equal((DeliveryState.Accepted, DeliveryCode.Confirmed, A.Seven), (delivery.State, delivery.Code, delivery.AcceptedAt));
        Assert.Equal(AttemptOutcome.Ambiguous, Assert.Single((await host.DeliveryAsync(delivery.Id)).Attempts).Outcome);
    }

    [Theory, OnEveryDatabase]
    public async Task A_destination_that_was_taken_out_leaves_a_held_delivery(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url, destinations: 2);
        await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);
        await host.WebhookAsync("bao", receiver.Url, destinations: 1);

        await host.DrainAtAsync(A.Seven);

        Assert.Equal([DeliveryState.Accepted, DeliveryState.Held], (await host.DeliveriesAsync()).Select(delivery => delivery.State));
        Assert.Equal(DeliveryCode.DestinationGone, (await host.DeliveriesAsync())[1].Code);
    }

    [Theory, OnEveryDatabase]
    public async Task A_rate_limit_spreads_a_burst_over_minutes(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.DoAsync((PutChannel verb) => verb.ExecuteAsync(
            "bao", new("ninjs", TransportKind.Webhook, [new("d1", Url: receiver.Url.AbsoluteUri)], Limits: new(PerMinute: 3)), Actor.System, Token));
        await host.ArmedAsync(A.Seven, Enumerable.Range(0, 7).Select(_ => host.Gateway.Add()), ["bao"]);

        await host.DrainAtAsync(A.Seven);
        Assert.Equal(3, receiver.Requests.Count);
        await host.DrainAtAsync(A.Seven.AddSeconds(61));
        Assert.Equal(6, receiver.Requests.Count);
        await host.DrainAtAsync(A.Seven.AddSeconds(122));

        Assert.Equal(7, receiver.Requests.Count);
    }
}
