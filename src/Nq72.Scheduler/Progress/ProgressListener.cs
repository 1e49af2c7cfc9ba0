using Nq72.Scheduler.Deliveries;

namespace Nq72.Scheduler.Progress;

/// <summary>
/// What waits to be told to one listener. Deliveries are a queue that loses the oldest when it is full; of a release only the latest waits.
/// Thread-safe.
/// </summary>
/// <param name="release">The one release that is listened to; null for all.</param>
/// <param name="after">Number of the last link of the ledger that the listener knows.</param>
internal sealed class ProgressListener(string? release, long after)
{
    /// <summary>Deliveries that wait at most.</summary>
    public const int MostDeliveries = 500;

    private readonly Lock gate = new();
    private readonly Queue<(long? Link, DeliveryEvent Event)> deliveries = new();
    private readonly Dictionary<string, ReleaseEvent> releases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReleaseEvent> offered = new(StringComparer.Ordinal);
    private readonly DeliverySignal signal = new();

    /// <summary>The one release that is listened to; null for all.</summary>
    public string? Release { get; } = release;

    /// <summary>Number of the last link of the ledger that the listener knew when it came.</summary>
    public long After { get; } = after;

    /// <summary>Something happened to a delivery.</summary>
    /// <param name="link">Number of its link in the ledger; null for what is no attempt and no receipt.</param>
    /// <param name="delivery">Where it is.</param>
    public void Offer(long? link, DeliveryEvent delivery)
    {
        if (Release is not null && Release != delivery.Release)
            return;
        lock (gate)
        {
            if (deliveries.Count == MostDeliveries)
                deliveries.Dequeue();
            deliveries.Enqueue((link, delivery));
        }

        signal.Nudge();
    }

    /// <summary>Where a release is; nothing is told twice.</summary>
    public void Offer(ReleaseEvent now)
    {
        if (Release is not null && Release != now.Id)
            return;
        lock (gate)
        {
            if (offered.TryGetValue(now.Id, out var before) && before.Says(now))
                return;
            offered[now.Id] = now;
            releases[now.Id] = now;
        }

        signal.Nudge();
    }

    /// <summary>Takes what waits: deliveries in the ledger's order, then releases.</summary>
    public (IReadOnlyList<(long? Link, DeliveryEvent Event)> Deliveries, IReadOnlyList<ReleaseEvent> Releases) Take()
    {
        lock (gate)
        {
            var taken = (deliveries.ToList(), releases.Values.ToList());
            deliveries.Clear();
            releases.Clear();
            return taken;
        }
    }

    /// <summary>Waits until something is offered, at most so long.</summary>
    public Task WaitAsync(TimeSpan atMost, TimeProvider clock, CancellationToken cancellationToken) => signal.WaitAsync(atMost, clock, cancellationToken);
}
