using Nq72.Cms.Admin;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.ReleaseRoom.Pages;

/// <summary>The board of a release as a table: its items in their order, the channels that they go to.</summary>
public sealed class BoardTable
{
    /// <summary>Nothing.</summary>
    public static readonly BoardTable Empty = new([], new BoardView([], []), new ChannelNames([]));

    private readonly Dictionary<(string Item, string Channel), BoardCell> cells;

    public BoardTable(ReleaseView release, BoardView view, ChannelNames names)
        : this(release.Items, view, names)
    {
    }

    private BoardTable(IReadOnlyList<ReleaseItemView> items, BoardView view, ChannelNames names)
    {
        (View, Names) = (view, names);
        cells = view.Cells.ToDictionary(cell => (cell.Item, cell.Channel));
        var used = view.Cells.Select(cell => cell.Channel).ToHashSet(StringComparer.Ordinal);
        Channels = [.. items.SelectMany(item => item.Channels).Where(used.Contains).Concat(used.Order(StringComparer.Ordinal)).Distinct(StringComparer.Ordinal)];
        Items = [.. items.Where(item => view.Cells.Any(cell => cell.Item == item.Id))];
    }

    /// <summary>What it shows.</summary>
    public BoardView View { get; }

    /// <summary>Of channels and destinations.</summary>
    public ChannelNames Names { get; }

    /// <summary>The channels that something is sent to.</summary>
    public IReadOnlyList<string> Channels { get; }

    /// <summary>The items of which something is sent.</summary>
    public IReadOnlyList<ReleaseItemView> Items { get; }

    /// <summary>Whether all that should be there by now came in time.</summary>
    public bool IsPunctual => View.Overdue == 0 && (View.Worst ?? TimeSpan.Zero) <= ReleaseBoard.Promise;

    /// <summary>The deliveries of an item by a channel; null where there are none.</summary>
    public BoardCell? Cell(string item, string channel) => cells.GetValueOrDefault((item, channel));

    /// <summary>A span in the unit in which people would say it.</summary>
    public static string InWords(TimeSpan span, UiText text) => span switch
    {
        { TotalSeconds: < 1 } => text["late.ms", (long)span.TotalMilliseconds],
        { TotalMinutes: < 1 } => text["late.seconds", Math.Floor(span.TotalSeconds * 10) / 10],
        { TotalHours: < 1 } => text["late.minutes", (int)span.TotalMinutes],
        _ => text["late.hours", Math.Floor(span.TotalHours * 10) / 10],
    };

    /// <summary>What becomes of the deliveries, besides those that were accepted, in a few words; empty when there is nothing to say.</summary>
    public static string Rest(IReadOnlyDictionary<DeliveryState, int> counts, int overdue, UiText text) =>
        string.Join(" · ", Told.Where(state => counts.GetValueOrDefault(state) > 0).Select(state => text[$"board.{state}", counts[state]]).Concat(overdue > 0 ? [text["board.overdue", overdue]] : Array.Empty<string>()));

    private static readonly DeliveryState[] Told =
    [
        DeliveryState.Failed, DeliveryState.Unknown, DeliveryState.Held, DeliveryState.Retrying, DeliveryState.Expired, DeliveryState.Cancelled,
    ];
}
