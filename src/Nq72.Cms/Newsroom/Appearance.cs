namespace Nq72.Cms.Newsroom;

/// <summary>An item that begins to be visible: a correction and whatever else goes on without a gap belong to it, what comes after a gap does not.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Version">The version that was visible last, or will be first.</param>
/// <param name="Type">Its content type.</param>
/// <param name="Lang">Its language.</param>
/// <param name="At">When it begins.</param>
/// <param name="Kind">Whether it has come.</param>
/// <param name="Values">What the version carries of the kind that was asked for; empty when none was.</param>
public sealed record Appearance(string ItemId, int Version, string Type, string Lang, DateTimeOffset At, AppearanceKind Kind, IReadOnlyList<string> Values);

/// <summary>Whether an appearance has come.</summary>
public enum AppearanceKind
{
    /// <summary>It has, and was not taken back; it may have ended since.</summary>
    Published,

    /// <summary>It stands on the timeline and lies ahead.</summary>
    Scheduled,

    /// <summary>It is in a release that is not armed: nothing of it counts yet.</summary>
    Drafted,

    /// <summary>It was taken back.</summary>
    Retracted,
}

/// <summary>Which appearances are asked for; nulls do not filter.</summary>
/// <param name="From">Begin of the span, inclusive.</param>
/// <param name="Until">Its end, exclusive.</param>
public sealed record AppearanceFilter(DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>Only these; empty for all.</summary>
    public IReadOnlyCollection<AppearanceKind> Kinds { get; init; } = [];

    /// <summary>Only items of this type.</summary>
    public string? Type { get; init; }

    /// <summary>Only items in this language.</summary>
    public string? Lang { get; init; }

    /// <summary>Only where the version carries all of these: kind and value.</summary>
    public IReadOnlyList<(string Kind, string Value)> Facets { get; init; } = [];

    /// <summary>Only where the version carries nothing of this kind.</summary>
    public string? Without { get; init; }

    /// <summary>The kind whose values are to be told.</summary>
    public string? ValuesOf { get; init; }

    /// <summary>The instant as of which is told what has come; null for now.</summary>
    public DateTimeOffset? At { get; init; }
}
