using System.Text.Json.Nodes;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Timeline;

namespace Nq72.Cms.Newsroom;

/// <summary>An item as the desk side of the API shows it: its newest version (or the one asked for) and where it stands.</summary>
public sealed record ItemView
{
    public required string Id { get; init; }

    public required string Type { get; init; }

    public required string Lang { get; init; }

    public required ItemState State { get; init; }

    /// <summary>Number of the version shown.</summary>
    public required int Version { get; init; }

    /// <summary>Number of the newest version.</summary>
    public required int NewestVersion { get; init; }

    /// <summary>Where the version shown is in review.</summary>
    public required ReviewState Review { get; init; }

    public required string Slug { get; init; }

    public required string Title { get; init; }

    public required string Summary { get; init; }

    public required JsonObject Fields { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required string? Genre { get; init; }

    public required string? Strand { get; init; }

    public required IReadOnlyList<string> Audience { get; init; }

    public required string? Unit { get; init; }

    public required string? Authority { get; init; }

    public required string? Campaign { get; init; }

    public required IReadOnlyList<string> Places { get; init; }

    public required IReadOnlyList<EditorialFlag> Flags { get; init; }

    /// <summary>The other languages of the same content.</summary>
    public required IReadOnlyList<Translation> Translations { get; init; }

    /// <summary>For a translation: the item it was made from.</summary>
    public required string? TranslationOf { get; init; }

    /// <summary>For a translation: the source's version it was made from.</summary>
    public required int? SourceVersion { get; init; }

    /// <summary>For a translation: whether the source has moved on since.</summary>
    public required bool Stale { get; init; }

    /// <summary>What is visible now; null when nothing is.</summary>
    public required IntervalView? Visible { get; init; }

    /// <summary>What comes next on the timeline; null when nothing is planned.</summary>
    public required IntervalView? Next { get; init; }

    public required string Author { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required DateTimeOffset? SubmittedAt { get; init; }

    public required DateTimeOffset? ApprovedAt { get; init; }

    public required string? ApprovedBy { get; init; }

    /// <summary>Why it was sent back.</summary>
    public required string? ReviewNote { get; init; }

    /// <summary>The strong validator of this representation: the version number, then the item's revision.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("etag")]
    public required string ETag { get; init; }
}

/// <summary>Another language of the same content.</summary>
public sealed record Translation(string Lang, string Id);

/// <summary>An interval of an item's timeline.</summary>
/// <param name="Id">Id of the interval.</param>
/// <param name="Version">The version visible in it.</param>
/// <param name="From">Begin, inclusive.</param>
/// <param name="Until">End, exclusive; null for open.</param>
/// <param name="PublishedAt">The instant of the first appearance.</param>
/// <param name="Release">The release that planned it; null when a person did.</param>
/// <param name="Correction">Public note of a correction; null when it is none.</param>
/// <param name="RetractedReason">Why it was taken back; null when it was not.</param>
/// <param name="RecordedAt">When it was written down.</param>
/// <param name="RecordedBy">Who did it.</param>
public sealed record IntervalView(
    Guid Id, int Version, DateTimeOffset From, DateTimeOffset? Until, DateTimeOffset PublishedAt, string? Release, string? Correction, string? RetractedReason, DateTimeOffset RecordedAt, string RecordedBy)
{
    internal static IntervalView Of(Publication publication) => new(
        publication.Id, publication.Version, publication.VisibleFrom, publication.VisibleUntil, publication.PublishedAt, publication.ReleaseId, publication.CorrectionNote, publication.RetractedReason,
        publication.RecordedAt, publication.RecordedBy);
}

/// <summary>An item in a list.</summary>
public sealed record ItemRow(
    string Id, string Type, string Lang, ItemState State, int Version, string Title, string Slug, string Author, DateTimeOffset UpdatedAt, DateTimeOffset? PublishedAt, IntervalView? Visible, IntervalView? Next);

/// <summary>A version in an item's history.</summary>
public sealed record VersionRow(int Version, string VersionId, ReviewState Review, string Title, string Author, DateTimeOffset CreatedAt, DateTimeOffset? ApprovedAt, string? ApprovedBy, string? ReviewNote)
{
    /// <summary>When personal data was last blacked out in it; null for never.</summary>
    public DateTimeOffset? RedactedAt { get; init; }
}
