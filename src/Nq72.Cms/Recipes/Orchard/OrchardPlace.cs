namespace Nq72.Cms.Recipes.Orchard;

/// <summary>Where a version stands among the versions of its item and on the timeline, in Orchard Core's words.</summary>
/// <param name="Latest">Whether it is the newest.</param>
/// <param name="Published">Whether readers see it now.</param>
/// <param name="PublishedAt">The instant of the item's first appearance; null when it is not visible.</param>
/// <param name="From">When it will appear; null when that is not planned.</param>
/// <param name="Until">When it will end; null for open.</param>
/// <param name="SourceVersionId">For a translation: the source's version it was made from, while that is one of those that stand; else null.</param>
internal sealed record OrchardPlace(
    bool Latest, bool Published = false, DateTimeOffset? PublishedAt = null, DateTimeOffset? From = null, DateTimeOffset? Until = null, string? SourceVersionId = null)
{
    /// <summary>Why it was taken back; null when it was not, or has been put on the timeline since.</summary>
    public string? RetractedReason { get; init; }

    /// <summary>The public note, where it stands on the timeline as a correction; null otherwise.</summary>
    public string? Correction { get; init; }
}
