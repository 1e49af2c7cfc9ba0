namespace Nq72.Cms.AsOf;

/// <summary>What changes for readers at an instant.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Item">The item.</param>
/// <param name="Version">Its version that begins or ends.</param>
/// <param name="Lang">Its language.</param>
/// <param name="Title">Title of that version.</param>
/// <param name="At">When.</param>
/// <param name="Note">The public note of a correction, or the public reason of a retraction; null when there is none.</param>
public sealed record TimelineChange(ChangeKind Kind, string Item, int Version, string Lang, string Title, DateTimeOffset At, string? Note);

/// <summary>What happens to an item.</summary>
public enum ChangeKind
{
    /// <summary>It was not visible and is from then on.</summary>
    Appears,

    /// <summary>It is visible with another version from then on.</summary>
    Corrected,

    /// <summary>It is not visible any more.</summary>
    Expires,

    /// <summary>It was taken back, with a public reason.</summary>
    Retracted,
}

/// <summary>Changes of a span.</summary>
/// <param name="Rows">By instant.</param>
/// <param name="IsCut">Whether there are more than are shown.</param>
public sealed record TimelineChanges(IReadOnlyList<TimelineChange> Rows, bool IsCut);

/// <summary>Deliveries that go out by one channel.</summary>
/// <param name="Channel">Name of the channel.</param>
/// <param name="Lang">Language of the items.</param>
/// <param name="Publish">New ones.</param>
/// <param name="Correct">Corrections.</param>
/// <param name="Retract">Retractions.</param>
public sealed record ChannelChange(string Channel, string Lang, int Publish, int Correct, int Retract);
