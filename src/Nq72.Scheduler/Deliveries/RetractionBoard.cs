using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Deliveries;

/// <summary>
/// The corrections and retractions of the last 60 days, item by item: who had the item, was told, and acknowledged it. What is done and what
/// is overdue is for <see cref="ToldDeliveries"/> to say.
/// </summary>
public sealed class RetractionBoard(SchedulerDb db, ToldDeliveries told, TimeProvider clock)
{
    /// <summary>How many keys the list's cursors hold.</summary>
    public const int CursorKeys = 3;

    /// <summary>Items with what their receivers were told: those with something overdue first, then the last told first.</summary>
    /// <param name="filter">Which receivers are shown; items without any are left out.</param>
    /// <param name="page">Which page; 400 <c>cursor</c> when its keys are not this list's.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<Outcome<Page<RetractedItemView>>> ListAsync(RetractionFilter filter, PageRequest page, CancellationToken cancellationToken) => ListAsync(filter, null, page, cancellationToken);

    /// <summary>The same of what one release's receivers were told; null for all.</summary>
    public async Task<Outcome<Page<RetractedItemView>>> ListAsync(RetractionFilter filter, string? release, PageRequest page, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var items = Read(now, release).GroupBy(row => row.Delivery.ItemId).Select(group => new Counted
        {
            ItemId = group.Key,
            Total = group.Count(),
            Open = group.Count(row => row.IsOpen),
            Overdue = group.Count(row => row.IsOpen && row.IsLate),
            LastAt = group.Max(row => row.Delivery.CreatedAt),
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
        var receivers = await ReceiversAsync([.. shown.Items.Select(item => item.ItemId)], release, now, cancellationToken);
        return new Page<RetractedItemView>(
            [.. shown.Items.Select(item => new RetractedItemView(item.ItemId, item.Total, item.Open, item.Overdue, [.. receivers[item.ItemId].Where(told => IsShown(told, filter))]))], shown.Next);
    }

    /// <summary>How many receivers each choice of the board shows.</summary>
    /// <param name="release">Only what this release's receivers were told; null for all.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyDictionary<RetractionFilter, int>> CountAsync(string? release, CancellationToken cancellationToken)
    {
        var all = Read(clock.Now(), release);
        return new Dictionary<RetractionFilter, int>
        {
            [RetractionFilter.All] = await all.CountAsync(cancellationToken),
            [RetractionFilter.Open] = await all.CountAsync(row => row.IsOpen, cancellationToken),
            [RetractionFilter.Overdue] = await all.CountAsync(row => row.IsOpen && row.IsLate, cancellationToken),
        };
    }

    private IQueryable<ToldDelivery> Read(DateTimeOffset now, string? release) =>
        release is null ? told.Read(now) : told.Read(now).Where(row => row.Delivery.ReleaseId == release);

    private static bool IsShown(ToldView told, RetractionFilter filter) => filter switch
    {
        RetractionFilter.Open => told.Standing is ToldStanding.Open or ToldStanding.Overdue,
        RetractionFilter.Overdue => told.Standing == ToldStanding.Overdue,
        _ => true,
    };

    private async Task<ILookup<string, ToldView>> ReceiversAsync(List<string> items, string? release, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = await Read(now, release).Where(row => items.Contains(row.Delivery.ItemId)).ToListAsync(cancellationToken);
        var ids = rows.ConvertAll(row => row.Delivery.Id);
        var receipts = (await db.Set<Receipt>().AsNoTracking().Where(receipt => ids.Contains(receipt.DeliveryId)).ToListAsync(cancellationToken)).ToLookup(receipt => receipt.DeliveryId);
        var had = (await db.Set<Delivery>().AsNoTracking().Where(delivery => items.Contains(delivery.ItemId) && delivery.Operation != DeliveryOperation.Retract && delivery.AcceptedAt != null)
            .Select(delivery => new Had(delivery.Id, delivery.ItemId, delivery.Channel, delivery.Destination, delivery.SendAt, delivery.Seq, delivery.AcceptedAt!.Value)).ToListAsync(cancellationToken))
            .ToLookup(sent => (sent.ItemId, sent.Channel, sent.Destination));
        return rows
            .Select(row => (row.Delivery.ItemId, View: View(
                row, had[(row.Delivery.ItemId, row.Delivery.Channel, row.Delivery.Destination)].Where(sent => sent.IsBefore(row.Delivery)).MaxBy(sent => (sent.SendAt, sent.Seq)), receipts[row.Delivery.Id])))
            .OrderBy(row => row.View.Standing).ThenBy(row => row.View.Deadline).ThenBy(row => row.View.Channel, StringComparer.Ordinal).ThenBy(row => row.View.Destination, StringComparer.Ordinal)
            .ToLookup(row => row.ItemId, row => row.View, StringComparer.Ordinal);
    }

    private ToldView View(ToldDelivery row, Had? had, IEnumerable<Receipt> receipts)
    {
        var delivery = row.Delivery;
        // what it says of the original is no answer to a retraction
        var receipt = receipts.Where(known => delivery.Operation != DeliveryOperation.Retract || known.Kind == ReceiptKind.RetractionAcknowledged).MinBy(known => known.RecordedAt);
        return new(
            delivery.Id, delivery.Operation, delivery.Version, delivery.Channel, delivery.Destination, row.Standing, delivery.State, delivery.LastCode, had?.Id, had?.AcceptedAt, delivery.DueAt,
            delivery.AcceptedAt, receipt?.At, told.DeadlineOf(row));
    }

    private sealed record Had(Guid Id, string ItemId, string Channel, string Destination, DateTimeOffset SendAt, long Seq, DateTimeOffset AcceptedAt)
    {
        public bool IsBefore(Delivery later) => Id != later.Id && (SendAt, Seq).CompareTo((later.SendAt, later.Seq)) < 0;
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
