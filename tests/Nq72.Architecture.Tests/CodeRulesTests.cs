using Nq72.Architecture.Tests.Code;
using Nq72.Architecture.Tests.Rules;

namespace Nq72.Architecture.Tests;

/// <summary>The rules that are read off the built assemblies: the product keeps each, and each finds what is planted against it.</summary>
public sealed class CodeRulesTests
{
    private static readonly Dictionary<string, Func<CodeBase, IEnumerable<string>>> Rules = new(StringComparer.Ordinal)
    {
        [nameof(SliceRules.SchedulerNamesCms)] = SliceRules.SchedulerNamesCms,
        [nameof(SliceRules.UnlistedEdges)] = code => SliceRules.UnlistedEdges(code, AllowedEdges.Table),
        [nameof(SliceRules.PlatformNamesSlice)] = SliceRules.PlatformNamesSlice,
        [nameof(SliceRules.NamesComposition)] = SliceRules.NamesComposition,
        [nameof(SliceRules.ThemeNamesMore)] = SliceRules.ThemeNamesMore,
        [nameof(LibraryRules.QuartzOutsideItsFolder)] = LibraryRules.QuartzOutsideItsFolder,
        [nameof(LibraryRules.DatabaseOutsidePersistence)] = LibraryRules.DatabaseOutsidePersistence,
        [nameof(LibraryRules.RazorOutsidePages)] = LibraryRules.RazorOutsidePages,
        [nameof(TypeRules.WiredButOpen)] = TypeRules.WiredButOpen,
        [nameof(TypeRules.EmptyNames)] = TypeRules.EmptyNames,
        [nameof(TypeRules.InterfacesElsewhere)] = TypeRules.InterfacesElsewhere,
        [nameof(TypeRules.WithoutCancellation)] = TypeRules.WithoutCancellation,
        [nameof(ClockRules.WithoutClock)] = ClockRules.WithoutClock,
    };

    public static TheoryData<string> Names => [.. Rules.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Product_keeps(string rule) => Held.Keeps(Rules[rule](CodeBase.Product));

    [Theory, MemberData(nameof(Names))]
    public void Planted_violation_is_found_by(string rule)
    {
        var planted = CodeBase.Planted(rule);
        var found = Rules[rule](planted).ToList();

        Assert.Contains(planted.Types, type => IsNamed(type, "Breaks"));
        Assert.All(planted.Types.Where(type => IsNamed(type, "Breaks")), type => Assert.Contains(found, line => line.StartsWith(type.Name, StringComparison.Ordinal)));
        Assert.DoesNotContain(found, line => planted.Types.Any(type => IsNamed(type, "Keeps") && line.StartsWith(type.Name, StringComparison.Ordinal)));
    }

    [Fact]
    public void Product_has_no_circle_of_slices() => Held.Keeps(SliceRules.Cycles(SliceRules.Edges(CodeBase.Product).Select(edge => (edge.From, edge.To))));

    [Fact]
    public void Allowed_edges_close_no_circle() =>
        Held.Keeps(SliceRules.Cycles(AllowedEdges.Table.SelectMany(line => line.Value.Select(to => (line.Key, to)))));

    [Fact]
    public void Planted_circle_is_found()
    {
        var found = SliceRules.Cycles(SliceRules.Edges(CodeBase.Planted("Circle")).Select(edge => (edge.From, edge.To)));

        Assert.Equal(3, found.Count());
    }

    [Fact]
    public void Every_project_is_checked_and_has_types() =>
        Assert.All(CodeBase.Projects, project => Assert.Contains(CodeBase.Product.Types, type => type.Project == project));

    private static bool IsNamed(CodeType type, string start) => type.Definition.Name.StartsWith(start, StringComparison.Ordinal);
}
