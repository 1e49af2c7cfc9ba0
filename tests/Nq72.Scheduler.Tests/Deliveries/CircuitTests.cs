using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Releases;
using Nq72.Scheduler.Tests.Support;
using Nq72.Testing.Databases;
using Nq72.Testing.Http;

namespace Nq72.Scheduler.Tests.Deliveries;

/// <summary>What a receiver that does not answer is spared, and how it gets everything when it is back.</summary>
public sealed class CircuitTests : IAsyncLifetime
{
    private RecordingReceiver receiver = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private int Posts => receiver.Requests.Count(request => request.Method == "POST");

    private int Probes => receiver.Requests.Count(request => request.Method == "HEAD");

    public async ValueTask InitializeAsync() => receiver = await RecordingReceiver.StartNewAsync(Token);

    public ValueTask DisposeAsync() => receiver.DisposeAsync();

    [Theory, OnEveryDatabase]
    public async Task An_outage_of_six_hours_costs_five_attempts_and_ends_in_due_order(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url, concurrency: 1);
        var items = Enumerable.Range(0, 10).Select(_ => host.Gateway.Add()).ToList();
        foreach (var (index, item) in items.Index())
            await host.ArmedAsync(A.Seven.AddSeconds(index), [item], ["bao"]);
        var stale = await host.ArmedAsync(A.Seven.AddSeconds(10), [host.Gateway.Add()], ["bao"], new(MissedPolicy.Skip));
        receiver.Answer(_ => new(503));

        await host.DrainAtAsync(A.Seven.AddSeconds(10));
        var open = await DestinationAsync(host);
        for (var minute = 1; minute <= 360; minute++)
            await host.DrainAtAsync(A.Seven.AddSeconds(10).AddMinutes(minute));

        Assert.Equal((DestinationState.Open, A.Seven.AddSeconds(10), 5, DeliveryCode.Throttled, 503), (open.State, open.Since, open.Failures, open.LastError, open.LastStatus));
        Assert.Equal(A.Seven.AddSeconds(70), open.NextProbe);
        Assert.Equal((5, 360), (Posts, Probes));
        Assert.Equal(1, (await host.ReleaseAsync(stale.Id)).Deliveries["expired"]);

        receiver.Answer(_ => ReceiverAnswer.Ok);
        var back = A.Seven.AddSeconds(10).AddMinutes(361);
        await host.DrainAtAsync(back);
        // the trial, and then five in the first second
        Assert.Equal(5 + 1 + 5, Posts);
        await host.DrainAtAsync(back.AddSeconds(1));

        var arrived = receiver.Requests.Where(request => request.Method == "POST").Skip(5).Select(request => request.Json.GetProperty("itemId").GetString());
        // the trial is the first that was never tried
        Assert.Equal([items[5], .. items[..5], .. items[6..]], arrived);
        var well = await DestinationAsync(host);
        Assert.Equal((DestinationState.Ok, back, 0, null, null), (well.State, well.Since, well.Failures, well.LastError, well.NextProbe));
        var audit = await host.InScopeAsync((SchedulerDb db) => Task.FromResult(db.Set<AuditEntry>().Where(entry => entry.SubjectId == "bao").OrderBy(entry => entry.At).ThenBy(entry => entry.Id).Select(entry => entry.Action).ToList()));
        Assert.Equal(["channel.put", "destination.open", "destination.ok"], audit);
    }

    [Theory, OnEveryDatabase]
    public async Task A_probe_that_gets_through_lets_one_delivery_a_minute_be_tried(DatabaseProvider provider)
    {
        await using var host = await OpenAsync(provider, items: 8);
        receiver.Answer(request => new(request.Method == "HEAD" ? 405 : 500));

        for (var minute = 1; minute <= 3; minute++)
        {
            await host.DrainAtAsync(A.Seven.AddMinutes(minute));
            Assert.Equal(5 + minute, Posts);
        }

        Assert.Equal((DestinationState.Open, 8, DeliveryCode.ServerError), ((await DestinationAsync(host)).State, (await DestinationAsync(host)).Failures, (await DestinationAsync(host)).LastError));
    }

    [Theory, OnEveryDatabase]
    public async Task A_delivery_that_is_refused_for_what_it_is_does_not_keep_the_circuit_open(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url, concurrency: 1);
        var poison = host.Gateway.Add();
        receiver.Answer(request => new(request.Method == "POST" && request.Text.Contains(poison, StringComparison.Ordinal) ? 422 : 200));
        await host.ArmedAsync(A.Seven, [poison], ["bao"]);
        for (var seconds = 0; seconds < 3600; seconds += 30)
            await host.DrainAtAsync(A.Seven.AddSeconds(seconds));
        var open = await DestinationAsync(host);
        await host.ArmedAsync(A.Seven.AddHours(2), [host.Gateway.Add()], ["bao"]);

        await host.DrainAtAsync(A.Seven.AddHours(2));
        await host.DrainAtAsync(A.Seven.AddHours(2).AddMinutes(1));

        // it keeps to the ladder: at once, after 5 s, 30 s, 2 min, 10 min, 30 min
        Assert.InRange(open.Failures, 4, 6);
        Assert.InRange(Posts, 6 + 1, 7 + 1);
        Assert.Equal(DeliveryState.Accepted, (await host.DeliveriesAsync())[^1].State);
    }

    [Theory, OnEveryDatabase]
    public async Task What_would_be_tried_late_goes_within_a_minute_of_the_return(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        receiver.Answer(_ => new(500));
        await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);
        for (var seconds = 0; Posts < 5; seconds += 10)
            await host.DrainAtAsync(A.Seven.AddSeconds(seconds));
        var next = Assert.Single(await host.DeliveriesAsync()).NextTryAt;
        receiver.Answer(_ => ReceiverAnswer.Ok);
        var back = host.Clock.GetUtcNow();

        await host.DrainAtAsync(back.AddSeconds(60));

        Assert.True(next > back.AddMinutes(20), $"{next}");
        Assert.Equal(DeliveryState.Accepted, Assert.Single(await host.DeliveriesAsync()).State);
    }

    [Theory, OnEveryDatabase]
    public async Task An_open_circuit_is_shared_by_the_nodes(DatabaseProvider provider)
    {
        await using var one = await OpenAsync(provider, items: 8);
        await using var two = one.AnotherNode();
        await two.DrainAsync();
        Assert.Equal((5, 0), (Posts, Probes));

        one.Clock.TurnTo(A.Seven.AddMinutes(1));
        await Task.WhenAll(Task.Run(one.DrainAsync, Token), Task.Run(two.DrainAsync, Token));

        Assert.Equal((5, 1), (Posts, Probes));
    }

    [Theory, OnEveryDatabase]
    public async Task A_probe_with_nothing_to_try_closes_on_probation(DatabaseProvider provider)
    {
        await using var host = await OpenAsync(provider, items: 5);
        foreach (var delivery in await host.DeliveriesAsync())
            await host.DoAsync((CancelDelivery verb) => verb.ExecuteAsync(delivery.Id, Actor.System, Token));
        receiver.Answer(request => new(request.Method == "HEAD" ? 200 : 500));

        await host.DrainAtAsync(A.Seven.AddMinutes(1));
        var closed = await DestinationAsync(host);
        await host.ArmedAsync(A.Seven.AddMinutes(2), [host.Gateway.Add(), host.Gateway.Add()], ["bao"]);
        await host.DrainAtAsync(A.Seven.AddMinutes(2));

        Assert.Equal((DestinationState.Ok, 4), (closed.State, closed.Failures));
        Assert.Equal((DestinationState.Open, 6), ((await DestinationAsync(host)).State, Posts));
    }

    [Theory, OnEveryDatabase]
    public async Task A_person_s_word_starts_an_open_destination_again(DatabaseProvider provider)
    {
        await using var host = await OpenAsync(provider, items: 5);
        receiver.Answer(_ => ReceiverAnswer.Ok);

        var put = await host.DoAsync((PutChannel verb) => verb.ExecuteAsync(
            "bao", new("ninjs", TransportKind.Webhook, [new("d1", Url: new Uri(receiver.Url, "bao/d1").AbsoluteUri, State: DestinationState.Ok)]), Actor.System, Token));
        await host.DrainAtAsync(A.Seven.AddSeconds(7));

        Assert.Equal((DestinationState.Unprobed, 0), (put.Destinations[0].State, put.Destinations[0].Failures));
        Assert.Equal((DestinationState.Ok, 0), ((await DestinationAsync(host)).State, Probes));
        Assert.Equal(5, (await host.DeliveriesAsync(new DeliveryFilter(State: DeliveryState.Accepted))).Count);
    }

    [Theory, OnEveryDatabase]
    public async Task A_person_s_probe_of_an_open_destination_lets_the_drain_decide_at_once(DatabaseProvider provider)
    {
        await using var host = await OpenAsync(provider, items: 8);
        receiver.Answer(_ => ReceiverAnswer.Ok);

        await host.DoAsync((ProbeChannel verb) => verb.ExecuteAsync("bao", Token));
        await host.DrainAsync();
        await host.DrainAtAsync(A.Seven.AddSeconds(1));

        Assert.Equal(8, (await host.DeliveriesAsync(new DeliveryFilter(State: DeliveryState.Accepted))).Count);
    }

    [Theory, OnEveryDatabase]
    public async Task A_destination_is_unprobed_until_something_reached_it(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        var saved = await host.WebhookAsync("bao", receiver.Url);
        var files = await host.FileDropAsync("loa");

        await host.DoAsync((ProbeChannel verb) => verb.ExecuteAsync("bao", Token));
        await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["loa"]);
        await host.DrainAtAsync(A.Seven);

        Assert.Equal((DestinationState.Unprobed, SchedulerHost.Start), (saved.Destinations[0].State, saved.Destinations[0].Since));
        Assert.Equal((DestinationState.Ok, SchedulerHost.Start), ((await DestinationAsync(host)).State, (await DestinationAsync(host)).Since));
        Assert.Equal((DestinationState.Unprobed, DestinationState.Ok), (files.Destinations[0].State, (await DestinationAsync(host, "loa")).State));
    }

    [Theory, OnEveryDatabase]
    public async Task A_folder_that_cannot_be_written_opens_the_circuit_too(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.FileDropAsync("loa");
        var outgoing = Path.Combine(host.Database.DataDirectory, "outgoing");
        await File.WriteAllTextAsync(outgoing, "a file in the folder's place", Token);
        await host.ArmedAsync(A.Seven, Enumerable.Range(0, 12).Select(_ => host.Gateway.Add()), ["loa"]);

        await host.DrainAtAsync(A.Seven);
        var open = await DestinationAsync(host, "loa");
        await host.DrainAtAsync(A.Seven.AddMinutes(1));
        File.Delete(outgoing);
        await host.DrainAtAsync(A.Seven.AddMinutes(2));
        await host.DrainAtAsync(A.Seven.AddMinutes(2).AddSeconds(1));

        Assert.Equal((DestinationState.Open, DeliveryCode.FileNotWritten), (open.State, open.LastError));
        Assert.Equal(12, (await host.DeliveriesAsync(new DeliveryFilter(State: DeliveryState.Accepted))).Count);
    }

    // five deliveries were refused at seven; what is left of them waits
    private async Task<SchedulerHost> OpenAsync(DatabaseProvider provider, int items)
    {
        var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url, concurrency: 1);
        receiver.Answer(_ => new(500));
        await host.ArmedAsync(A.Seven, Enumerable.Range(0, items).Select(_ => host.Gateway.Add()), ["bao"]);
        await host.DrainAtAsync(A.Seven);
        Assert.Equal((DestinationState.Open, 5), ((await DestinationAsync(host)).State, Posts));
        return host;
    }

    private static async Task<DestinationView> DestinationAsync(SchedulerHost host, string channel = "bao") =>
        Assert.Single((await host.DoAsync((ChannelQueries queries) => queries.GetAsync(channel, Token))).Destinations);
}
