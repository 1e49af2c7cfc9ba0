namespace Nq72.Cms.Platform.Site;

/// <summary>What a planner wants to be reminded of. The days are assumptions: no document gives them.</summary>
public sealed record CoverageRules
{
    /// <summary>So many days before its instant the items of a release are to be approved, 0–60.</summary>
    public int ApprovedAhead { get; init; } = 3;

    /// <summary>So many days what was handed in may wait for an approver, 0–60.</summary>
    public int WaitsAtMost { get; init; } = 2;

    /// <summary>How much is to appear each week; empty where nobody said.</summary>
    public IReadOnlyList<CoverageTarget> Targets { get; init => field = value ?? []; } = [];
}

/// <summary>How many items of a kind are to appear each week.</summary>
/// <param name="By">By what: one of <see cref="Kinds"/>.</param>
/// <param name="Key">Key of the term, name of the type, or tag of the language.</param>
/// <param name="PerWeek">How many, 1–1,000.</param>
/// <param name="Campaign">Key of the campaign that it counts for; null for everything that appears.</param>
/// <param name="Source">Where it is said.</param>
public sealed record CoverageTarget(string By, string Key, int PerWeek, string? Campaign = null, string? Source = null)
{
    /// <summary>What targets may be set for.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["strand", "audience", "unit", "genre", "type", "language"];
}
