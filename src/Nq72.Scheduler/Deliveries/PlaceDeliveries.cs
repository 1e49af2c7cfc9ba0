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
        select new PlaceDelivery
        {
            Id = delivery.Id, ReleaseId = delivery.ReleaseId, ItemId = delivery.ItemId, Version = delivery.Version, Place = destination.Place!, Operation = delivery.Operation, DueAt = delivery.DueAt, Seq = delivery.Seq,
        };
}

/// <summary>A delivery to a place.</summary>
public sealed class PlaceDelivery
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its release; null for a correction or retraction of a single item.</summary>
    public string? ReleaseId { get; init; }

    /// <summary>The item.</summary>
    public required string ItemId { get; init; }

    /// <summary>The version.</summary>
    public int Version { get; init; }

    /// <summary>Code of the place.</summary>
    public required string Place { get; init; }

    /// <summary>Publish, correct or retract.</summary>
    public DeliveryOperation Operation { get; init; }

    /// <summary>The intended instant.</summary>
    public DateTimeOffset DueAt { get; init; }

    /// <summary>Its number within item and destination.</summary>
    public long Seq { get; init; }
}
