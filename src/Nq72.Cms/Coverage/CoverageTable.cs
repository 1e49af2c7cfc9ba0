namespace Nq72.Cms.Coverage;

/// <summary>What appeared and what is planned, by week. Every figure counts different items: one that appears twice in a cell counts once, one with two terms counts in each of their rows and once below them.</summary>
/// <param name="By">What has a row.</param>
/// <param name="From">The first Monday, in the installation's zone.</param>
/// <param name="To">The last Sunday.</param>
/// <param name="AsOf">The instant as of which is told what has come.</param>
/// <param name="Weeks">The columns.</param>
/// <param name="Rows">The rows, in the order of their taxonomy; last what says nothing.</param>
/// <param name="Totals">What all rows together hold in each week.</param>
/// <param name="Total">What the table holds.</param>
public sealed record CoverageTable(
    CoverageBy By, DateOnly From, DateOnly To, DateTimeOffset AsOf, IReadOnlyList<CoverageWeek> Weeks, IReadOnlyList<CoverageRow> Rows, IReadOnlyList<CoverageCell> Totals, CoverageCell Total);

/// <summary>A row.</summary>
/// <param name="Key">The term, type or language; null for items that say nothing.</param>
/// <param name="Title">For people; empty where the key is null.</param>
/// <param name="Target">How many are to appear each week; null where nobody said, or where the table is narrowed to less than it counts.</param>
/// <param name="Cells">One for each week.</param>
/// <param name="Total">The row as a whole.</param>
public sealed record CoverageRow(string? Key, string Title, int? Target, IReadOnlyList<CoverageCell> Cells, CoverageCell Total);

/// <summary>A cell.</summary>
/// <param name="Published">Items that appeared and were not taken back.</param>
/// <param name="Planned">Items that will: on the timeline, or in a release that is not armed.</param>
/// <param name="Drafted">Of these, those in a release that is not armed.</param>
/// <param name="Retracted">Items that appeared and were taken back: they count as nothing.</param>
/// <param name="Missing">How many are missing to the target; without one, 1 for an empty cell of a peak's week. In totals the sum.</param>
public sealed record CoverageCell(int Published, int Planned, int Drafted, int Retracted, int Missing)
{
    /// <summary>Whether nothing appeared in it and nothing will.</summary>
    internal bool IsEmpty => Published == 0 && Planned == 0;
}
