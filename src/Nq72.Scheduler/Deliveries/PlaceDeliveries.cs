using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Scheduler.Deliveries;

/// <summary>What channels of a format bring to places: for a host that plans what is done with it there.</summary>
public sealed class PlaceDeliveries(SchedulerDb db)
{
    private static readonly DeliveryState[] NotComing = [DeliveryState.Cancelled, DeliveryState.Held];

    /// <summary>What is due in a span and neither called off nor held, in order.</summary>
    /// <param name="format">The format: <c>loudspeaker</c>.</param>
    /// <param name="from">From this instant on.</param>
    /// <param name="until">Before this one.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<List<PlaceDelivery>> BetweenAsync(string format, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken) =>
        Read(format).Where(one => one.DueAt >= from && one.DueAt < until).OrderBy(one => one.DueAt).ThenBy(one => one.Seq).ToListAsync(cancellationToken);

    /// <summary>What these items' deliveries to places say now, in order: the last one of an item and place counts.</summary>
    /// <param name="format">The format.</param>
    /// <param name="items">The items.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<List<PlaceDelivery>> OfAsync(string format, IReadOnlyCollection<string> items, CancellationToken cancellationToken) =>
        Read(format).Where(one => EF.Parameter(items).Contains(one.ItemId)).OrderBy(one => one.Seq).ToListAsync(cancellationToken);

    private IQueryable<PlaceDelivery> Read(string format) =>
        from delivery in db.Set<Delivery>().AsNoTracking()
        join channel in db.Set<Channel>() on delivery.Channel equals channel.Name
        join destination in db.Set<Destination>() on new { delivery.Channel, Key = delivery.Destination } equals new { destination.Channel, destination.Key }
        where channel.Format == format && destination.Place != null && !NotComing.Contains(delivery.State)
        select new PlaceDelivery(delivery.Id, delivery.ReleaseId, delivery.ItemId, delivery.Version, destination.Place!, delivery.Operation, delivery.DueAt, delivery.Seq);
}

/// <summary>A delivery to a place.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ReleaseId">Its release; null for a correction or retraction of a single item.</param>
/// <param name="ItemId">The item.</param>
/// <param name="Version">The version.</param>
/// <param name="Place">Code of the place.</param>
/// <param name="Operation">Publish, correct or retract.</param>
/// <param name="DueAt">The intended instant.</param>
/// <param name="Seq">Its number within item and destination.</param>
public sealed record PlaceDelivery(Guid Id, string? ReleaseId, string ItemId, int Version, string Place, DeliveryOperation Operation, DateTimeOffset DueAt, long Seq);
