using Nq72.Scheduler.Channels;

namespace Nq72.Scheduler.Deliveries;

/// <summary>Tells, after the commit, which deliveries and destinations this node's drain changed. Thread-safe.</summary>
internal sealed class DeliveryChanges
{
    private Action<DeliveryNews>? listeners;
    private Action<IReadOnlyList<Guid>>? toEndings;

    /// <summary>Calls back after every commit that changed something. The listener must be quick and not throw: the drain waits for it.</summary>
    public void Listen(Action<DeliveryNews> listener) => listeners += listener;

    /// <summary>Calls back with deliveries that a person ended, after the commit. The listener must be quick and not throw.</summary>
    public void ListenToEndings(Action<IReadOnlyList<Guid>> listener) => toEndings += listener;

    public void AnnounceEnded(IReadOnlyList<Guid> ids) => toEndings?.Invoke(ids);

    public void Announce(DeliveryNews news)
    {
        if (news.Deliveries.Count + news.Destinations.Count + news.Attempts.Count > 0)
            listeners?.Invoke(news);
    }
}

/// <summary>What was changed. Of deliveries only who they are: the ledger says where they are by now.</summary>
/// <param name="Deliveries">Deliveries whose attempt ended.</param>
/// <param name="Destinations">Destinations that are in another state.</param>
/// <param name="Attempts">Attempts that were written down, those of refused marks and lost leases included.</param>
internal sealed record DeliveryNews(
    IReadOnlyList<ClaimedDelivery> Deliveries, IReadOnlyList<CircuitChange> Destinations, IReadOnlyList<(LedgerSubject Subject, DeliveryAttempt Attempt)> Attempts);

/// <summary>A destination went from one state to another.</summary>
/// <param name="Channel">Its channel.</param>
/// <param name="Destination">Its key.</param>
/// <param name="From">The state before.</param>
/// <param name="To">The state now.</param>
/// <param name="Code">Why, when it is not well.</param>
/// <param name="Status">The last answer's HTTP status.</param>
/// <param name="At">When.</param>
internal sealed record CircuitChange(string Channel, string Destination, DestinationState From, DestinationState To, DeliveryCode? Code, int? Status, DateTimeOffset At);
