using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Scheduler.Deliveries;

/// <summary>How the deliveries of a release fare, item by channel, and why some do not: one grouped question, however many they are.</summary>
public sealed class ReleaseBoard(SchedulerDb db)
{
    /// <summary>
    /// What a receiver has within five seconds of the instant is on time: whoever takes it at the first attempt has it long before, and the
    /// second attempt comes five seconds later at the earliest.
    /// </summary>
    public static readonly TimeSpan Promise = TimeSpan.FromSeconds(5);

    private static readonly DeliveryState[] InTrouble = [DeliveryState.Retrying, DeliveryState.Failed, DeliveryState.Held, DeliveryState.Expired, DeliveryState.Unknown];

    /// <summary>Reads it. What takes the release back stands on the board of retractions, not here.</summary>
    /// <param name="release">Id of the release.</param>
    /// <param name="now">Now: what should be there by then and is not is late.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<BoardView> ReadAsync(string release, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = await db.Set<Delivery>().Where(delivery => delivery.ReleaseId == release && delivery.Operation == DeliveryOperation.Publish)
            .GroupBy(delivery => new { delivery.ItemId, delivery.Channel, delivery.DueAt, delivery.State, delivery.LastCode })
            .Select(group => new { group.Key.ItemId, group.Key.Channel, group.Key.DueAt, group.Key.State, group.Key.LastCode, Count = group.Count(), LastAt = group.Max(delivery => delivery.AcceptedAt) })
            .ToListAsync(cancellationToken);
        return new BoardView(
        [
            .. rows.GroupBy(row => (row.ItemId, row.Channel)).Select(cell => new BoardCell(
                cell.Key.ItemId, cell.Key.Channel, cell.GroupBy(row => row.State).ToDictionary(state => state.Key, state => state.Sum(row => row.Count)),
                Worst(cell.Where(row => row.State == DeliveryState.Accepted).Select(row => row.LastAt - row.DueAt)),
                cell.Where(row => row.State is not (DeliveryState.Accepted or DeliveryState.Cancelled) && row.DueAt + Promise < now).Sum(row => row.Count))),
        ],
        [
            .. rows.Where(row => InTrouble.Contains(row.State) && row.LastCode is not null).GroupBy(row => (row.State, Code: row.LastCode!.Value))
                .Select(reason => new BoardReason(reason.Key.State, reason.Key.Code, reason.Sum(row => row.Count))).OrderBy(reason => Weight(reason.State)).ThenByDescending(reason => reason.Count).ThenBy(reason => reason.Code),
        ]);
    }

    // what only a person can move comes first
    private static int Weight(DeliveryState state) => state switch { DeliveryState.Failed => 0, DeliveryState.Unknown => 1, DeliveryState.Held => 2, DeliveryState.Expired => 3, _ => 4 };

    private static TimeSpan? Worst(IEnumerable<TimeSpan?> late) => late.Max() is { } worst ? (worst > TimeSpan.Zero ? worst : TimeSpan.Zero) : null;
}

/// <summary>How the deliveries of a release fare.</summary>
/// <param name="Cells">One for each item and channel that it goes to.</param>
/// <param name="Reasons">Why some are not there, the gravest first.</param>
public sealed record BoardView(IReadOnlyList<BoardCell> Cells, IReadOnlyList<BoardReason> Reasons)
{
    /// <summary>All of them.</summary>
    public int Total => Cells.Sum(cell => cell.Total);

    /// <summary>How many are in a state.</summary>
    public int Of(DeliveryState state) => Cells.Sum(cell => cell.Of(state));

    /// <summary>How many should be there by now and are not.</summary>
    public int Overdue => Cells.Sum(cell => cell.Overdue);

    /// <summary>How long after the instant the last one was accepted; zero for before it, null while none was.</summary>
    public TimeSpan? Worst => Cells.Max(cell => cell.Worst);
}

/// <summary>The deliveries of one item by one channel.</summary>
/// <param name="Item">The item.</param>
/// <param name="Channel">Name of the channel.</param>
/// <param name="Counts">How many are in which state.</param>
/// <param name="Worst">How long after the instant the last one was accepted; zero for before it, null while none was.</param>
/// <param name="Overdue">How many should be there by now and are not.</param>
public sealed record BoardCell(string Item, string Channel, IReadOnlyDictionary<DeliveryState, int> Counts, TimeSpan? Worst, int Overdue)
{
    /// <summary>All of them.</summary>
    public int Total => Counts.Values.Sum();

    /// <summary>How many are in a state.</summary>
    public int Of(DeliveryState state) => Counts.GetValueOrDefault(state);
}

/// <summary>Deliveries of a release that are not there, for one reason.</summary>
/// <param name="State">Where they are.</param>
/// <param name="Code">Why.</param>
/// <param name="Count">How many.</param>
public sealed record BoardReason(DeliveryState State, DeliveryCode Code, int Count)
{
    /// <summary>Whether a person may have all of them sent again: what is held with its item is decided about in the release.</summary>
    public bool MayRetry => !(State == DeliveryState.Held && Code is DeliveryCode.Blackout or DeliveryCode.ItemHeld or DeliveryCode.Arming);
}
