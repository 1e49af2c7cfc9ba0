using Nq72.Architecture.Tests.Rules;

namespace Nq72.Architecture.Tests;

/// <summary>The rules that are read off the source files, and a violation of each in a folder made for it.</summary>
public sealed class FileRulesTests : IDisposable
{
    private readonly TemporaryFolder planted = new();

    [Fact]
    public void Product_has_no_file_too_long() => Held.Keeps(FileRules.TooLong(RepositoryRoot.Path));

    [Fact]
    public void File_too_long_is_found()
    {
        planted.Write("src/Nq72.Cms/Media/Long.cs", string.Join('\n', Enumerable.Repeat("//", 501)));
        planted.Write("src/Nq72.Cms/Media/Full.cs", string.Join('\n', Enumerable.Repeat("//", 500)));
        planted.Write("src/Nq72.Cms/Migrations/Sqlite/Generated.cs", string.Join('\n', Enumerable.Repeat("//", 501)));

        Assert.Contains("Long.cs", Assert.Single(FileRules.TooLong(planted.Path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Product_slices_have_a_readme() => Held.Keeps(FileRules.SlicesWithoutReadme(RepositoryRoot.Path));

    [Fact]
    public void Slice_without_readme_is_found()
    {
        planted.Write("src/Nq72.Cms/Media/Picture.cs", "");
        planted.Write("src/Nq72.Cms/Recipes/Recipe.cs", "");
        planted.Write("src/Nq72.Cms/Recipes/README.md", "");
        planted.Write("src/Nq72.Cms/Platform/Json.cs", "");

        Assert.Contains("Media", Assert.Single(FileRules.SlicesWithoutReadme(planted.Path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Product_namespaces_follow_folders() => Held.Keeps(FileRules.NamespaceNotFolder(RepositoryRoot.Path));

    [Fact]
    public void Namespace_of_another_folder_is_found()
    {
        planted.Write("src/Nq72.Cms/Media/Picture.cs", "namespace Nq72.Cms.Platform;");
        planted.Write("src/Nq72.Cms/Media/Clip.cs", "namespace Nq72.Cms.Media;");
        planted.Write("src/Nq72.Cms/Program.cs", "return 0;");

        Assert.Contains("Picture.cs", Assert.Single(FileRules.NamespaceNotFolder(planted.Path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Product_gives_a_reason_for_each_pragma() => Held.Keeps(FileRules.PragmasWithoutReason(RepositoryRoot.Path));

    [Fact]
    public void Pragma_without_reason_is_found()
    {
        planted.Write("src/Nq72.Cms/Media/A.cs", "#pragma warning disable CA1000");
        planted.Write("src/Nq72.Cms/Media/B.cs", "#pragma warning disable CA1000 // because");

        Assert.Contains("A.cs:1", Assert.Single(FileRules.PragmasWithoutReason(planted.Path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Repository_turns_few_rules_off_each_with_a_reason() => Held.Keeps(FileRules.RulesOff(File.ReadAllText(RepositoryRoot.Combine(".editorconfig"))));

    [Fact]
    public void Rule_off_without_reason_or_beyond_ten_is_found()
    {
        const string Reasoned = "# a reason that one can read\ndotnet_diagnostic.CA{0}.severity = none\n\n";
        var eleven = string.Concat(Enumerable.Range(0, 11).Select(number => Reasoned.Replace("{0}", $"{number}", StringComparison.Ordinal)));

        Assert.Contains("11 rules are off", Assert.Single(FileRules.RulesOff(eleven)), StringComparison.Ordinal);
        Assert.Contains("MA0001", Assert.Single(FileRules.RulesOff("root = true\ndotnet_diagnostic.MA0001.severity = none")), StringComparison.Ordinal);
        Assert.Empty(FileRules.RulesOff(Reasoned));
    }

    [Fact]
    public void Banned_symbols_list_the_clock_and_reach_every_project()
    {
        Held.Keeps(ClockRules.MissingFromBannedSymbols(File.ReadAllText(RepositoryRoot.Combine("BannedSymbols.txt"))));
        Assert.Contains("BannedSymbols.txt", File.ReadAllText(RepositoryRoot.Combine("Directory.Build.props")), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_banned_symbol_is_found()
    {
        var without = string.Join('\n', ClockRules.Banned.Where(member => member != "P:System.DateTime.UtcNow"));

        Assert.Contains("DateTime.UtcNow", Assert.Single(ClockRules.MissingFromBannedSymbols(without)), StringComparison.Ordinal);
    }

    public void Dispose() => planted.Dispose();
}
