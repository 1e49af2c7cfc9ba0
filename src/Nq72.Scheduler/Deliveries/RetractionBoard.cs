using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Deliveries;

/// <summary>
/// The corrections and retractions of the last 60 days, item by item: who had the item, was told, and acknowledged it. A retraction is done
/// with its receipt, a correction when it is accepted or a receipt says so; what was called off is done too.
/// </summary>
public sealed class RetractionBoard(SchedulerDb db, IOptions<SchedulerOptions> options, TimeProvider clock)
{
    /// <summary>How many keys the list's cursors hold.</summary>
    public const int CursorKeys = 3;

    // what nobody did anything about for so long is history, and the ledger keeps it
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(60);

    /// <summary>Items with what their receivers were told: those with something overdue first, then the last told first.</summary>
    /// <param name="filter">Which receivers are shown; items without any are left out.</param>
    /// <param name="page">Which page; 400 <c>cursor</c> when its keys are not this list's.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<Outcome<Page<RetractedItemView>>> ListAsync(RetractionFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var items = Told(now).GroupBy(told => told.ItemId).Select(group => new Counted
        {
            ItemId = group.Key,
            Total = group.Count(),
            Open = group.Count(told => told.Open),
            Overdue = group.Count(told => told.Open && told.Overdue),
            LastAt = group.Max(told => told.CreatedAt),
        });
        items = filter switch
        {
            RetractionFilter.Open => items.Where(item => item.Open > 0),
            RetractionFilter.Overdue => items.Where(item => item.Overdue > 0),
            _ => items,
        };
        if (page.After is [var late, var instant, var id])
        {
            if (late is not ("0" or "1") || !long.TryParse(instant, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds))
                return Problem.Malformed("cursor", new("cursor không đúng; hãy đọc lại từ trang đầu.", "This cursor is not one of ours; start again from the first page."));
            var at = Instants.FromMicroseconds(microseconds);
#pragma warning disable CA1309 // the database compares, in the order that its ORDER BY has
            items = late == "1"
                ? items.Where(item => item.Overdue == 0 || item.LastAt < at || (item.LastAt == at && string.Compare(item.ItemId, id) > 0))
                : items.Where(item => item.Overdue == 0 && (item.LastAt < at || (item.LastAt == at && string.Compare(item.ItemId, id) > 0)));
#pragma warning restore CA1309
        }

        var found = await items.OrderBy(item => item.Overdue > 0 ? 0 : 1).ThenByDescending(item => item.LastAt).ThenBy(item => item.ItemId).Take(page.Limit + 1).ToListAsync(cancellationToken);
        var shown = page.Cut(found, last => Cursor.Encode(last.Overdue > 0 ? "1" : "0", last.LastAt.ToMicroseconds().ToString(CultureInfo.InvariantCulture), last.ItemId));
        var receivers = await ReceiversAsync([.. shown.Items.Select(item => item.ItemId)], now, cancellationToken);
        return new Page<RetractedItemView>(
            [.. shown.Items.Select(item => new RetractedItemView(item.ItemId, item.Total, item.Open, item.Overdue, [.. receivers[item.ItemId].Where(told => IsShown(told, filter))]))], shown.Next);
    }

    /// <summary>How many receivers each choice of the board shows.</summary>
    public async Task<IReadOnlyDictionary<RetractionFilter, int>> CountAsync(CancellationToken cancellationToken)
    {
        var told = Told(clock.Now());
        return new Dictionary<RetractionFilter, int>
        {
            [RetractionFilter.All] = await told.CountAsync(cancellationToken),
            [RetractionFilter.Open] = await told.CountAsync(row => row.Open, cancellationToken),
            [RetractionFilter.Overdue] = await told.CountAsync(row => row.Open && row.Overdue, cancellationToken),
        };
    }

    private static bool IsShown(ToldView told, RetractionFilter filter) => filter switch
    {
        RetractionFilter.Open => told.Standing is ToldStanding.Open or ToldStanding.Overdue,
        RetractionFilter.Overdue => told.Standing == ToldStanding.Overdue,
        _ => true,
    };

    private IQueryable<Delivery> Recent(DateTimeOffset now)
    {
        // ids begin with the time at which they were made: the primary key bounds the look
        var first = Guid.CreateVersion7(now - Remembered);
        return db.Set<Delivery>().AsNoTracking().Where(delivery => delivery.Id.CompareTo(first) > 0 && delivery.Operation != DeliveryOperation.Publish);
    }

    // the same rules as in View, for the database
    private IQueryable<ToldRow> Told(DateTimeOffset now)
    {
        var deadline = now - options.Value.RetractionDeadline;
        return Recent(now).Select(delivery => new ToldRow
        {
            ItemId = delivery.ItemId,
            CreatedAt = delivery.CreatedAt,
            Open = delivery.State != DeliveryState.Cancelled
                && (delivery.Operation == DeliveryOperation.Retract
                    ? !db.Set<Receipt>().Any(receipt => receipt.DeliveryId == delivery.Id && receipt.Kind == ReceiptKind.RetractionAcknowledged)
                    : delivery.State != DeliveryState.Accepted && !db.Set<Receipt>().Any(receipt => receipt.DeliveryId == delivery.Id)),
            Overdue = (delivery.AcceptedAt ?? delivery.DueAt) <= deadline,
        });
    }

    private async Task<ILookup<string, ToldView>> ReceiversAsync(List<string> items, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var told = await Recent(now).Where(delivery => items.Contains(delivery.ItemId)).ToListAsync(cancellationToken);
        var ids = told.ConvertAll(delivery => delivery.Id);
        var receipts = (await db.Set<Receipt>().AsNoTracking().Where(receipt => ids.Contains(receipt.DeliveryId)).ToListAsync(cancellationToken)).ToLookup(receipt => receipt.DeliveryId);
        var had = (await db.Set<Delivery>().AsNoTracking().Where(delivery => items.Contains(delivery.ItemId) && delivery.Operation != DeliveryOperation.Retract && delivery.AcceptedAt != null)
            .Select(delivery => new Had(delivery.Id, delivery.ItemId, delivery.Channel, delivery.Destination, delivery.SendAt, delivery.Seq, delivery.AcceptedAt!.Value)).ToListAsync(cancellationToken))
            .ToLookup(sent => (sent.ItemId, sent.Channel, sent.Destination));
        return told
            .Select(delivery => (delivery.ItemId, View: View(
                delivery, had[(delivery.ItemId, delivery.Channel, delivery.Destination)].Where(sent => sent.IsBefore(delivery)).MaxBy(sent => (sent.SendAt, sent.Seq)), receipts[delivery.Id], now)))
            .OrderBy(row => row.View.Standing).ThenBy(row => row.View.Deadline).ThenBy(row => row.View.Channel, StringComparer.Ordinal).ThenBy(row => row.View.Destination, StringComparer.Ordinal)
            .ToLookup(row => row.ItemId, row => row.View, StringComparer.Ordinal);
    }

    private ToldView View(Delivery delivery, Had? had, IEnumerable<Receipt> receipts, DateTimeOffset now)
    {
        var receipt = receipts.Where(known => delivery.Operation != DeliveryOperation.Retract || known.Kind == ReceiptKind.RetractionAcknowledged).MinBy(known => known.RecordedAt);
        var done = receipt is not null || (delivery.Operation == DeliveryOperation.Correct && delivery.State == DeliveryState.Accepted);
        var deadline = (delivery.AcceptedAt ?? delivery.DueAt) + options.Value.RetractionDeadline;
        var standing = delivery.State == DeliveryState.Cancelled ? ToldStanding.CalledOff : done ? ToldStanding.Done : deadline <= now ? ToldStanding.Overdue : ToldStanding.Open;
        return new(
            delivery.Id, delivery.Operation, delivery.Version, delivery.Channel, delivery.Destination, standing, delivery.State, delivery.LastCode, had?.Id, had?.AcceptedAt, delivery.DueAt,
            delivery.AcceptedAt, receipt?.At, deadline);
    }

    private sealed record Had(Guid Id, string ItemId, string Channel, string Destination, DateTimeOffset SendAt, long Seq, DateTimeOffset AcceptedAt)
    {
        public bool IsBefore(Delivery later) => Id != later.Id && (SendAt, Seq).CompareTo((later.SendAt, later.Seq)) < 0;
    }

    private sealed class ToldRow
    {
        public required string ItemId { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public bool Open { get; init; }

        public bool Overdue { get; init; }
    }

    private sealed class Counted
    {
        public required string ItemId { get; init; }

        public int Total { get; init; }

        public int Open { get; init; }

        public int Overdue { get; init; }

        public DateTimeOffset LastAt { get; init; }
    }
}

/// <summary>Which receivers the board of retractions shows.</summary>
public enum RetractionFilter
{
    /// <summary>Every one.</summary>
    All,

    /// <summary>Those that have not acknowledged.</summary>
    Open,

    /// <summary>Those whose deadline has passed.</summary>
    Overdue,
}

/// <summary>How a receiver stands to what it was told; the most urgent first.</summary>
public enum ToldStanding
{
    /// <summary>It has not acknowledged, and its deadline has passed.</summary>
    Overdue,

    /// <summary>It has not acknowledged.</summary>
    Open,

    /// <summary>It acknowledged the retraction, or has the correction.</summary>
    Done,

    /// <summary>It need not be told any more.</summary>
    CalledOff,
}

/// <summary>An item that was corrected or retracted, and who was told.</summary>
/// <param name="Item">The item.</param>
/// <param name="Total">How many were told, or are to be.</param>
/// <param name="Open">How many of them have not acknowledged.</param>
/// <param name="Overdue">How many of those are late.</param>
/// <param name="Told">The ones asked for, the most urgent first.</param>
public sealed record RetractedItemView(string Item, int Total, int Open, int Overdue, IReadOnlyList<ToldView> Told);

/// <summary>A receiver that is told of a correction or retraction.</summary>
/// <param name="Delivery">The delivery that tells it.</param>
/// <param name="Operation">Correct or retract.</param>
/// <param name="Version">The version that corrects, or the one taken back.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Destination">Key of the destination.</param>
/// <param name="Standing">Whether it acknowledged.</param>
/// <param name="State">Where the delivery is.</param>
/// <param name="Code">Why it is there.</param>
/// <param name="Original">The delivery by which it got the item; null when it may have it but never said so.</param>
/// <param name="OriginalAt">When it accepted that.</param>
/// <param name="DueAt">From when it was to be told.</param>
/// <param name="ToldAt">When it accepted the correction or retraction; null when it has not.</param>
/// <param name="AcknowledgedAt">What its receipt says; null when there is none. A correction asks for none.</param>
/// <param name="Deadline">Until when it should acknowledge.</param>
public sealed record ToldView(
    Guid Delivery, DeliveryOperation Operation, int Version, string Channel, string Destination, ToldStanding Standing, DeliveryState State, DeliveryCode? Code, Guid? Original, DateTimeOffset? OriginalAt,
    DateTimeOffset DueAt, DateTimeOffset? ToldAt, DateTimeOffset? AcknowledgedAt, DateTimeOffset Deadline);
