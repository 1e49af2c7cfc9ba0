using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Tests.Support;
using Nq72.Testing.Databases;
using Nq72.Testing.Http;

namespace Nq72.Scheduler.Tests.Deliveries;

/// <summary>What people and receivers do to deliveries.</summary>
public sealed class LedgerTests : IAsyncLifetime
{
    private RecordingReceiver receiver = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => receiver = await RecordingReceiver.StartNewAsync(Token);

    public ValueTask DisposeAsync() => receiver.DisposeAsync();

    [Theory, OnEveryDatabase]
    public async Task Retry_sends_an_expired_delivery_again(DatabaseProvider provider)
    {
        await using var host = await ExpiredAsync(provider);
        var expired = Assert.Single(await host.DeliveriesAsync());

        var retried = await host.DoAsync((RetryDelivery verb) => verb.ExecuteAsync(expired.Id, Actor.System, Token));
        await host.DrainAsync();

        Assert.Equal((DeliveryState.Expired, DeliveryState.Available), (expired.State, retried.Delivery.State));
        Assert.Equal(DeliveryState.Accepted, Assert.Single(await host.DeliveriesAsync()).State);
        Assert.Equal("wrongState", (await host.FailAsync((RetryDelivery verb) => verb.ExecuteAsync(expired.Id, Actor.System, Token))).Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Retry_of_what_was_overtaken_is_refused(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        var item = host.Gateway.Add();
        await host.ArmedAsync(A.Seven, [item], ["bao"], new(Scheduler.Releases.MissedPolicy.Skip));
        await host.DrainAtAsync(A.Seven.AddHours(1));
        host.Gateway.AddVersion(item, approved: true);
        await host.ArmedAsync(A.Seven.AddHours(2), [item], ["bao"]);
        await host.DrainAtAsync(A.Seven.AddHours(2));

        var expired = (await host.DeliveriesAsync())[0];
        var problem = await host.FailAsync((RetryDelivery verb) => verb.ExecuteAsync(expired.Id, Actor.System, Token));

        Assert.Equal((DeliveryState.Expired, 409, "overtaken"), (expired.State, problem.Status, problem.Code));
    }

    [Theory, OnEveryDatabase]
    public async Task Retry_by_filter_takes_what_matches(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url, destinations: 3);
        receiver.Answer(_ => new(500));
        var armed = await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);
        await host.DrainAtAsync(A.Seven);
        receiver.Answer(_ => ReceiverAnswer.Ok);

        var retried = await host.DoAsync((RetryDelivery verb) => verb.ExecuteAsync(new DeliveryFilter(Release: armed.Id, Destination: "d2"), Actor.System, Token));
        await host.DrainAsync();
        var none = await host.FailAsync((RetryDelivery verb) => verb.ExecuteAsync(new DeliveryFilter(), Actor.System, Token));

        Assert.Equal(1, retried.Retried);
        Assert.Equal(["d2"], (await host.DeliveriesAsync(new DeliveryFilter(State: DeliveryState.Accepted))).Select(delivery => delivery.Destination));
        Assert.Equal(422, none.Status);
    }

    [Theory, OnEveryDatabase]
    public async Task Cancel_keeps_it_from_going(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url, destinations: 2);
        await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);
        var first = (await host.DeliveriesAsync())[0];

        await host.DoAsync((CancelDelivery verb) => verb.ExecuteAsync(first.Id, Actor.System, Token));
        await host.DrainAtAsync(A.Seven);

        Assert.Equal("/bao/d2", Assert.Single(receiver.Requests).Path);
        Assert.Equal("wrongState", (await host.FailAsync((CancelDelivery verb) => verb.ExecuteAsync(first.Id, Actor.System, Token))).Code);
        Assert.Equal(404, (await host.FailAsync((CancelDelivery verb) => verb.ExecuteAsync(Guid.NewGuid(), Actor.System, Token))).Status);
    }

    [Theory, OnEveryDatabase]
    public async Task Receipt_twice_is_one_and_settles_a_doubt(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        receiver.Answer(_ => ReceiverAnswer.Cut);
        await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);
        await host.DrainAtAsync(A.Seven);
        var doubtful = Assert.Single(await host.DeliveriesAsync());
        var input = new ReceiptInput(doubtful.Id, ReceiptKind.Broadcast, A.Seven, "đã phát");

        var first = await host.DoAsync((RecordReceipt verb) => verb.ExecuteAsync(input, Actor.System, Token));
        var second = await host.DoAsync((RecordReceipt verb) => verb.ExecuteAsync(input, Actor.System, Token));

        Assert.Equal(first, second);
        var detail = await host.DeliveryAsync(doubtful.Id);
        Assert.Equal((DeliveryState.Retrying, DeliveryState.Accepted), (doubtful.State, detail.Delivery.State));
        Assert.Equal("đã phát", Assert.Single(detail.Receipts).Note);
    }

    [Theory, OnEveryDatabase]
    public async Task Receipt_by_many_at_once_is_one(DatabaseProvider provider)
    {
        await using var host = await ExpiredAsync(provider);
        var input = new ReceiptInput(Assert.Single(await host.DeliveriesAsync()).Id, ReceiptKind.Broadcast);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => host.DoAsync((RecordReceipt verb) => verb.ExecuteAsync(input, Actor.System, Token))));

        Assert.Single(answers.Select(answer => answer.Id).Distinct());
    }

    [Theory, OnEveryDatabase]
    public async Task Receipt_tells_what_is_wrong(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);

        var empty = await host.FailAsync((RecordReceipt verb) => verb.ExecuteAsync(new(null, null, A.Seven.AddYears(1)), Actor.System, Token));
        var unknown = await host.FailAsync((RecordReceipt verb) => verb.ExecuteAsync(new(Guid.NewGuid(), ReceiptKind.Accepted), Actor.System, Token));

        Assert.Equal(["at", "delivery", "kind"], empty.Errors.Select(error => error.Field).Order(StringComparer.Ordinal));
        Assert.Equal((422, "unknownDelivery"), (unknown.Status, unknown.Code));
    }

    [Theory, OnEveryDatabase]
    public async Task List_pages_through_everything_once(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url, destinations: 25);
        var armed = await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);

        var seen = new List<Guid>();
        IReadOnlyList<string> after = [];
        while (true)
        {
            var page = await host.InScopeAsync((DeliveryQueries queries) => queries.ListAsync(new(Release: armed.Id), new(10, after), Token));
            seen.AddRange(page.Items.Select(delivery => delivery.Id));
            if (page.Next is null)
                break;
            Assert.True(Cursor.TryDecode(page.Next, out after));
        }

        Assert.Equal(25, seen.Distinct().Count());
        Assert.Equal(seen.OrderDescending(), seen);
    }

    [Theory, OnEveryDatabase]
    public async Task Tidy_ends_windows_and_drops_orphans(DatabaseProvider provider)
    {
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        var gone = await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);
        await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"]);
        await host.DoAsync((Scheduler.Releases.DisarmRelease verb) => verb.ExecuteAsync(gone.Id, Actor.System, Token));
        host.Clock.TurnTo(A.Seven.AddDays(2));

        await host.InScopeAsync(async (TidyDeliveries verb) =>
        {
            await verb.ExecuteAsync(Token);
            return true;
        });

        Assert.Equal(DeliveryState.Expired, Assert.Single(await host.DeliveriesAsync()).State);
        Assert.Equal(1, await host.InScopeAsync((SchedulerDb db) => Task.FromResult(db.Set<DeliveryPayload>().Count())));
    }

    private async Task<SchedulerHost> ExpiredAsync(DatabaseProvider provider)
    {
        var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url);
        await host.ArmedAsync(A.Seven, [host.Gateway.Add()], ["bao"], new(Scheduler.Releases.MissedPolicy.Skip));
        await host.DrainAtAsync(A.Seven.AddHours(1));
        return host;
    }
}
