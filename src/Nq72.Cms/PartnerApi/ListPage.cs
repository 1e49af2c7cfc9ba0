using Nq72.Cms.Search;

namespace Nq72.Cms.PartnerApi;

/// <summary>A page of a list, ready to be written.</summary>
/// <param name="Items">The items.</param>
/// <param name="Fragments">What each of them says, in the same order.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
/// <param name="AsOf">The last change that shaped it.</param>
/// <param name="ValidUntil">The next instant at which it can change by schedule.</param>
public sealed record ListPage(IReadOnlyList<VisibleHead> Items, IReadOnlyList<VersionFragments> Fragments, string? Next, DateTimeOffset? AsOf, DateTimeOffset? ValidUntil)
{
    /// <summary>What each item has of the words that were looked for, in the same order; null where nobody asked.</summary>
    public IReadOnlyList<Highlight>? Highlights { get; init; }

    /// <summary>Values and their counts by facet; empty where nobody asked.</summary>
    public IReadOnlyList<(string Facet, IReadOnlyList<ValueCount> Values)> Counts { get; init; } = [];

    /// <summary>How many fit in all; null where nobody asked.</summary>
    public long? Total { get; init; }

    /// <summary>Items that come along because they are linked to; null where nobody asked.</summary>
    public LinkedItems? Included { get; init; }
}
