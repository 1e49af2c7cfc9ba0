using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Tests.Support;
using Nq72.Testing.Http;

namespace Nq72.Faults.Tests.Support;

/// <summary>
/// The crash loop inside one process, so that a variant of the engine can be put into it: node after node claims, sends, marks the first
/// half, and is gone with the second half sent and not marked. Then one lives to the end.
/// </summary>
internal static class CrashLoop
{
    private const int Lives = 4;
    private const int Destinations = 5;
    private const int Items = 8;
    private static readonly TimeSpan LongerThanALease = TimeSpan.FromSeconds(31);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Which promises are broken when the transport is replaced by a variant of it.</summary>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(DatabaseProvider provider, Func<ITransport, ITransport> vary)
    {
        await using var receiver = await RecordingReceiver.StartNewAsync(Token);
        await using var host = await SchedulerHost.StartAsync(provider);
        await host.WebhookAsync("bao", receiver.Url, Destinations);
        var items = Enumerable.Range(0, Items).Select(_ => host.Gateway.Add()).ToList();
        await host.ArmedAsync(A.Seven, items, ["bao"]);
        host.Clock.TurnTo(A.Seven);
        for (var life = 0; life < Lives; life++)
        {
            await using var node = host.AnotherNode();
            await DrainAsync(node, vary, turns: 2);
            host.Clock.Advance(LongerThanALease);
            await host.Drain.TidyAsync(Token);
        }

        await using var survivor = host.AnotherNode();
        await DrainAsync(survivor, vary, turns: int.MaxValue);
        var ledger = (await host.DeliveriesAsync()).Select(Row).ToList();
        return DeliveryPromises.Violations(
            [.. items.SelectMany(item => Enumerable.Range(1, Destinations).Select(number => new Wanted(item, "bao", $"d{number}")))], ledger, [.. receiver.Requests.Select(Pushed)]);
    }

    // the last turn of a node that dies is taken, sent, and followed by nothing
    private static async Task DrainAsync(SchedulerHost node, Func<ITransport, ITransport> vary, int turns)
    {
        var variant = vary(await node.InScopeAsync((WebhookTransport transport) => Task.FromResult<ITransport>(transport)));
        using var drain = await node.InScopeAsync((IServiceProvider services) => Task.FromResult(ActivatorUtilities.CreateInstance<DeliveryDrain>(services, (object)new[] { variant })));
        await drain.LookAsync(Token);
        for (var turn = 1; turn <= turns; turn++)
        {
            var claimed = await drain.TurnAsync(sweep: true, Token);
            if (turn > 1 && turn < turns && variant is MarkFirst late)
                await late.SendAsync(Token);
            await Eventually.TrueAsync(() => drain.InFlight == 0, TimeSpan.FromSeconds(30), Token);
            if (claimed == 0 && !drain.HasWork)
                return;
        }
    }

    private static LedgerRow Row(DeliveryView view) => new(
        view.Id, view.Item, view.Channel, view.Destination, view.Operation.ToString(), view.State.ToString().ToLowerInvariant(), view.Code?.ToString(), view.IdempotencyKey.ToString("D"), view.Attempts, view.DueAt);

    // the clock of the loop is turned by hand: when the push came is told by what was turned, not by the machine
    private static Arrival Pushed(ReceivedRequest push)
    {
        var place = push.Path.Split('/');
        return new(
            place[1], place[2], Guid.Parse(push.Header("Nq72-Delivery")), push.Header("webhook-id"), push.Header("Nq72-Operation"), Convert.ToHexStringLower(SHA256.HashData(push.Body.Span)), A.Seven, A.Seven);
    }
}

/// <summary>A wrong engine: says that it sent before it did, and sends afterwards.</summary>
internal sealed class MarkFirst(ITransport inner) : ITransport
{
    private readonly List<Parcel> parcels = [];

    public TransportKind Kind => inner.Kind;

    public Task<SendResult> SendAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        lock (parcels)
            parcels.Add(parcel);
        return Task.FromResult(SendResult.Accepted);
    }

    /// <summary>Sends what it said it had sent.</summary>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        List<Parcel> taken;
        lock (parcels)
        {
            taken = [.. parcels];
            parcels.Clear();
        }

        foreach (var parcel in taken)
            await inner.SendAsync(parcel, cancellationToken);
    }
}

/// <summary>A wrong engine: a new idempotency key for each attempt.</summary>
internal sealed class NewKeyEachTime(ITransport inner) : ITransport
{
    public TransportKind Kind => inner.Kind;

    public Task<SendResult> SendAsync(Parcel parcel, CancellationToken cancellationToken) => inner.SendAsync(parcel with { IdempotencyKey = Guid.NewGuid() }, cancellationToken);
}

/// <summary>A wrong engine: renders anew for each attempt, and not quite the same.</summary>
internal sealed class NewBytesEachTime(ITransport inner) : ITransport
{
    public TransportKind Kind => inner.Kind;

    public Task<SendResult> SendAsync(Parcel parcel, CancellationToken cancellationToken) => inner.SendAsync(parcel with { Bytes = (byte[])[.. parcel.Bytes.Span, .. Guid.NewGuid().ToByteArray()] }, cancellationToken);
}
