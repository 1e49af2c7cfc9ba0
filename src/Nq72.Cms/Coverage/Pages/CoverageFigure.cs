namespace Nq72.Cms.Coverage.Pages;

/// <summary>A cell with what it belongs to, for the piece that shows it.</summary>
/// <param name="Page">The page.</param>
/// <param name="Row">Its row; null for all of them.</param>
/// <param name="Week">Its week; null for all of them.</param>
/// <param name="Cell">The figures.</param>
public sealed record CoverageFigure(CoveragePage Page, CoverageRow? Row, CoverageWeek? Week, CoverageCell Cell)
{
    /// <summary>The figures that are not nothing, in the order in which they are read: name and number.</summary>
    public IEnumerable<(string Name, int Number)> Figures =>
        new[] { ("published", Cell.Published), ("planned", Cell.Planned), ("drafted", Cell.Drafted), ("retracted", Cell.Retracted) }.Where(figure => figure.Item2 > 0);

    /// <summary>Whether one cell of the table is empty that should not be.</summary>
    public bool IsGap => Cell.Missing > 0;

    /// <summary>Whether there is nothing to say.</summary>
    public bool IsBlank => !IsGap && Cell is { IsEmpty: true, Retracted: 0 };
}
