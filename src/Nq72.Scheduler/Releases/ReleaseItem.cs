namespace Nq72.Scheduler.Releases;

/// <summary>One item of a release, pinned.</summary>
public sealed class ReleaseItem
{
    public required string ReleaseId { get; init; }

    public required string ItemId { get; init; }

    /// <summary>The pinned version.</summary>
    public int Version { get; set; }

    /// <summary>Whether a person named the version; otherwise one that is not approved gives way to one that is.</summary>
    public bool VersionGiven { get; init; }

    /// <summary>Names of the channels it goes to.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>End of its visibility; null for open.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether it goes on the public timeline.</summary>
    public bool Public { get; init; } = true;

    /// <summary>Place in the release.</summary>
    public int Position { get; init; }

    /// <summary>Whether it goes out with the release.</summary>
    public ReleaseItemState State { get; set; }

    /// <summary>Why it was taken out; null while it was not.</summary>
    public HoldReason? HeldFor { get; set; }

    /// <summary>The same for people to read.</summary>
    public string? HoldNote { get; set; }

    /// <summary>Key of the blackout that took it out.</summary>
    public string? Blackout { get; set; }

    public DateTimeOffset? HeldAt { get; set; }

    /// <summary>Who decided what becomes of it.</summary>
    public string? DecidedBy { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>The release in which it goes out instead.</summary>
    public string? MovedTo { get; set; }
}

/// <summary>Whether an item goes out with its release.</summary>
public enum ReleaseItemState
{
    /// <summary>With the release.</summary>
    Planned,

    /// <summary>Taken out with a reason; a person decides. Nothing catches up by itself.</summary>
    Held,

    /// <summary>Goes out with another release.</summary>
    Moved,

    /// <summary>Does not go out.</summary>
    Cancelled,
}

/// <summary>Why an item was taken out of an armed release.</summary>
public enum HoldReason
{
    /// <summary>A blackout covers the instant.</summary>
    Blackout,

    /// <summary>The approval of its version was taken back.</summary>
    ApprovalRevoked,

    /// <summary>It was retracted.</summary>
    Retracted,

    /// <summary>Somebody in it withdrew their consent.</summary>
    ConsentWithdrawn,

    /// <summary>A person said so.</summary>
    Asked,

    /// <summary>A preflight after the arming found something that blocks, and the release says <c>hold</c>.</summary>
    Preflight,
}
