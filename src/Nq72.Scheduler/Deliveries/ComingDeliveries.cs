using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Scheduler.Deliveries;

/// <summary>What goes out by itself until an instant: what is held waits for a person and does not.</summary>
public sealed class ComingDeliveries(SchedulerDb db)
{
    private static readonly DeliveryState[] Pending = [DeliveryState.Scheduled, DeliveryState.Available, DeliveryState.Retrying];

    /// <summary>How many there are of each item, by channel and operation.</summary>
    /// <param name="until">The instant, inclusive.</param>
    /// <param name="channel">Only this one; null for all.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<List<ComingDelivery>> UntilAsync(DateTimeOffset until, string? channel, CancellationToken cancellationToken) =>
        db.Set<Delivery>().Where(delivery => Pending.Contains(delivery.State) && delivery.NextTryAt <= until && (channel == null || delivery.Channel == channel))
            .GroupBy(delivery => new { delivery.Channel, delivery.Operation, delivery.ItemId }).Select(group => new ComingDelivery(group.Key.Channel, group.Key.Operation, group.Key.ItemId, group.Count()))
            .ToListAsync(cancellationToken);
}

/// <summary>Deliveries of one item by one channel.</summary>
/// <param name="Channel">Name of the channel.</param>
/// <param name="Operation">Publish, correct or retract.</param>
/// <param name="Item">The item.</param>
/// <param name="Count">To how many destinations.</param>
public sealed record ComingDelivery(string Channel, DeliveryOperation Operation, string Item, int Count);
