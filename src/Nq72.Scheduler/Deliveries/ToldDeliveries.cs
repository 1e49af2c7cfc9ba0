using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Scheduler.Deliveries;

/// <summary>
/// What receivers were told of corrections and retractions, and how each stands to it: the one place of that rule, for the board, for notices
/// and for whoever counts. A retraction is done with its receipt, a correction when it is accepted or a receipt says so; what was called off
/// is done too. It is overdue when so long has passed since it was accepted, or else since it was due.
/// </summary>
public sealed class ToldDeliveries(SchedulerDb db, IOptions<SchedulerOptions> options)
{
    /// <summary>How long people are asked about a delivery: what nobody did anything about for so long is history, and the ledger keeps it.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(60);

    /// <summary>An id that lies before those of all deliveries that are remembered: ids begin with the time at which they were made, so that the primary key bounds the look.</summary>
    public static Guid FirstId(DateTimeOffset now) => Guid.CreateVersion7(now - Remembered);

    /// <summary>All that are remembered, for the database to count and to choose from.</summary>
    public IQueryable<ToldDelivery> Read(DateTimeOffset now)
    {
        var first = FirstId(now);
        var late = now - options.Value.RetractionDeadline;
        return db.Set<Delivery>().AsNoTracking().Where(delivery => delivery.Id.CompareTo(first) > 0 && delivery.Operation != DeliveryOperation.Publish).Select(delivery => new ToldDelivery
        {
            Delivery = delivery,
            CountedFrom = delivery.AcceptedAt ?? delivery.DueAt,
            IsOpen = delivery.State != DeliveryState.Cancelled
                && (delivery.Operation == DeliveryOperation.Retract
                    ? !db.Set<Receipt>().Any(receipt => receipt.DeliveryId == delivery.Id && receipt.Kind == ReceiptKind.RetractionAcknowledged)
                    : delivery.State != DeliveryState.Accepted && !db.Set<Receipt>().Any(receipt => receipt.DeliveryId == delivery.Id)),
            IsLate = (delivery.AcceptedAt ?? delivery.DueAt) <= late,
        });
    }

    /// <summary>Until when the receiver should have acknowledged.</summary>
    public DateTimeOffset DeadlineOf(ToldDelivery told) => told.CountedFrom + options.Value.RetractionDeadline;
}

/// <summary>A delivery that tells of a correction or retraction.</summary>
public sealed class ToldDelivery
{
    /// <summary>The delivery.</summary>
    public required Delivery Delivery { get; init; }

    /// <summary>The instant from which the deadline counts.</summary>
    public DateTimeOffset CountedFrom { get; init; }

    /// <summary>Whether an answer is still waited for.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whether the deadline has passed, be it open or not.</summary>
    public bool IsLate { get; init; }

    /// <summary>How the receiver stands to it.</summary>
    public ToldStanding Standing => Delivery.State == DeliveryState.Cancelled ? ToldStanding.CalledOff : !IsOpen ? ToldStanding.Done : IsLate ? ToldStanding.Overdue : ToldStanding.Open;
}
