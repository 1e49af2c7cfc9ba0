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
}
