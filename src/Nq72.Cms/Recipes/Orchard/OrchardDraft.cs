using System.Text.Json.Nodes;

namespace Nq72.Cms.Recipes.Orchard;

/// <summary>What an item of Orchard Core's JSON says, in the words of our verbs.</summary>
internal sealed record OrchardDraft
{
    /// <summary>As given; null when absent.</summary>
    public required string? ItemId { get; init; }

    /// <summary>As given, in small letters; null when absent.</summary>
    public required string? VersionId { get; init; }

    /// <summary>BCP 47; the site's own when the item says nothing.</summary>
    public required string Lang { get; init; }

    /// <summary>What translations share; null when absent.</summary>
    public required string? LocalizationSet { get; init; }

    /// <summary>The item that this one is a translation of; null when it is none.</summary>
    public required string? TranslationOf { get; init; }

    /// <summary>The source's version that it was made from; null when that is not known.</summary>
    public required string? SourceVersionId { get; init; }

    /// <summary>Whether this is the newest version.</summary>
    public required bool Latest { get; init; }

    /// <summary>Whether this is the version that readers see.</summary>
    public required bool Published { get; init; }

    /// <summary>Begin on the timeline (<c>PublishLaterPart</c>); null for none.</summary>
    public required DateTimeOffset? From { get; init; }

    /// <summary>End on the timeline (<c>ArchiveLaterPart</c>); null for open.</summary>
    public required DateTimeOffset? Until { get; init; }

    /// <summary>Where an unpublished version is: <c>submitted</c>, <c>returned</c>, <c>approved</c>, <c>retracted</c>; null for a draft.</summary>
    public required string? Review { get; init; }

    /// <summary>Why it was returned, or taken back.</summary>
    public required string? ReviewNote { get; init; }

    /// <summary>The body of <c>CreateItem</c> and <c>UpdateItem</c>: every member of the content, absent ones as null.</summary>
    public required JsonObject Body { get; init; }

    /// <summary>The public note of a correction; null when the version is none.</summary>
    public required string? Correction { get; init; }

    /// <summary>When it first appeared elsewhere; what comes of a recipe appears in that order. Null when the item does not say.</summary>
    public required DateTimeOffset? PublishedUtc { get; init; }

    /// <summary>What no part of the type explains.</summary>
    public required IReadOnlyList<LeftOut> Unknown { get; init; }
}
