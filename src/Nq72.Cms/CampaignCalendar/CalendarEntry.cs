using Nq72.Scheduler.Releases;

namespace Nq72.Cms.CampaignCalendar;

/// <summary>What stands in the calendar on some days.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its key or id.</param>
/// <param name="Name">For people.</param>
/// <param name="From">First day, in the installation's zone.</param>
/// <param name="To">Last day.</param>
public sealed record CalendarEntry(CalendarKind Kind, string Id, string Name, DateOnly From, DateOnly To)
{
    /// <summary>The instant, of what has one; null for whole days.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The state of a release; null for everything else.</summary>
    public ReleaseState? State { get; init; }

    /// <summary>The language of an item; null for everything else.</summary>
    public string? Lang { get; init; }

    /// <summary>Whether an item's interval corrects what was visible.</summary>
    public bool IsCorrection { get; init; }

    /// <summary>Whether a person who may publish can move it to another day.</summary>
    public bool IsMovable { get; init; }

    /// <summary>What stands in its way or in something else's.</summary>
    public IReadOnlyList<CalendarConflict> Conflicts { get; init; } = [];

    /// <summary>Whether it lasts for more than a day.</summary>
    public bool IsSpan => From != To;

    /// <summary>The page that shows it; null where there is none.</summary>
    public string? Href => Kind switch
    {
        CalendarKind.Release => $"/admin/releases/{Id}",
        CalendarKind.Item or CalendarKind.Expiry => $"/admin/items/{Id}/timeline",
        CalendarKind.Blackout => null,
        _ => $"/admin/peaks?year={From.Year}",
    };
}

/// <summary>What a calendar holds, in the order of a day.</summary>
public enum CalendarKind
{
    /// <summary>A span in which festive content is held.</summary>
    Blackout,

    /// <summary>A campaign's high season, with its days before and after.</summary>
    Peak,

    /// <summary>A public holiday.</summary>
    Holiday,

    /// <summary>A day or span that campaigns may peak around.</summary>
    Occasion,

    /// <summary>A release.</summary>
    Release,

    /// <summary>An item that appears by itself, outside releases.</summary>
    Item,

    /// <summary>An item that is no longer visible from then on.</summary>
    Expiry,
}

/// <summary>A conflict, as the scheduler knows it.</summary>
/// <param name="TextKey">Key of its sentence.</param>
/// <param name="Values">What is put into the sentence.</param>
public sealed record CalendarConflict(string TextKey, params IReadOnlyList<object> Values)
{
    /// <summary>The preflight's finding that it tells of; null when it tells of none.</summary>
    public Finding? Finding { get; init; }
}
