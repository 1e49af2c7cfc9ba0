using Nq72.Cms.Newsroom;

namespace Nq72.Cms.Coverage;

/// <summary>The items of one cell while they are counted.</summary>
internal sealed class CoverageTally
{
    private readonly HashSet<string> published = new(StringComparer.Ordinal), planned = new(StringComparer.Ordinal), drafted = new(StringComparer.Ordinal), retracted = new(StringComparer.Ordinal);

    public void Add(Appearance one)
    {
        switch (one.Kind)
        {
            case AppearanceKind.Published:
                published.Add(one.ItemId);
                break;
            case AppearanceKind.Retracted:
                retracted.Add(one.ItemId);
                break;
            case AppearanceKind.Drafted:
                drafted.Add(one.ItemId);
                planned.Add(one.ItemId);
                break;
            default:
                planned.Add(one.ItemId);
                break;
        }
    }

    /// <summary>What is missing to a target; without one, anything at all where something is expected.</summary>
    public int MissingTo(int? target, bool isExpected)
    {
        var covered = published.Union(planned, StringComparer.Ordinal).Count();
        return target is { } wanted ? Math.Max(wanted - covered, 0) : isExpected && covered == 0 ? 1 : 0;
    }

    public CoverageCell Cell(int missing) => new(published.Count, planned.Count, drafted.Count, retracted.Count, missing);
}
