using System.Text.RegularExpressions;

namespace Nq72.Architecture.Tests.Rules;

/// <summary>How files lie and what they must hold. Every rule is given the folder to look at.</summary>
internal static partial class FileRules
{
    private const int MaxLines = 500;
    private const int MaxRulesOff = 10;

    private static readonly string[] Written = [".cs", ".cshtml", ".razor", ".js", ".mjs", ".ts", ".css", ".sql"];
    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", "App_Data", "Migrations", "dist", "lib", "artifacts", "TestResults"];
    private static readonly string[] NotSlices = ["Platform", "Migrations", "Properties", "Assets", "wwwroot", .. Code.Place.Compositions, .. NotOurs];

    /// <summary>A file that nobody can hold in the head is several.</summary>
    public static IEnumerable<string> TooLong(string root) =>
        from folder in new[] { "src", "themes", "tests", "benchmarks" }
        from file in FilesBelow(Path.Combine(root, folder))
        where Written.Contains(Path.GetExtension(file), StringComparer.Ordinal)
        let lines = File.ReadLines(file).Count()
        where lines > MaxLines
        select $"{Path.GetRelativePath(root, file)} has {lines} lines; at most {MaxLines}";

    /// <summary>A slice says what it is for.</summary>
    public static IEnumerable<string> SlicesWithoutReadme(string root) =>
        from project in new[] { "Nq72.Cms", "Nq72.Scheduler" }
        let path = Path.Combine(root, "src", project)
        where Directory.Exists(path)
        from slice in Directory.EnumerateDirectories(path)
        where !NotSlices.Contains(Path.GetFileName(slice), StringComparer.Ordinal) && FilesBelow(slice).Any(file => file.EndsWith(".cs", StringComparison.Ordinal))
        where !File.Exists(Path.Combine(slice, "README.md"))
        select $"{Path.GetRelativePath(root, slice)} has no README.md";

    /// <summary>The namespace says where the file lies, or rules that go by namespace could be walked around.</summary>
    public static IEnumerable<string> NamespaceNotFolder(string root) =>
        from project in new[] { "Nq72.Cms", "Nq72.Scheduler" }
        let path = Path.Combine(root, "src", project)
        from file in FilesBelow(path)
        where file.EndsWith(".cs", StringComparison.Ordinal)
        let match = NamespaceLine().Match(File.ReadAllText(file))
        where match.Success
        let expected = string.Join('.', new[] { project }.Concat(Path.GetRelativePath(path, file).Split(Path.DirectorySeparatorChar)[..^1]))
        where match.Groups[1].Value != expected
        select $"{Path.GetRelativePath(root, file)} declares {match.Groups[1].Value}; its folder says {expected}";

    /// <summary>A warning is silenced in place only with a reason behind it.</summary>
    public static IEnumerable<string> PragmasWithoutReason(string root) =>
        from folder in new[] { "src", "themes", "tests", "benchmarks" }
        from file in FilesBelow(Path.Combine(root, folder))
        where file.EndsWith(".cs", StringComparison.Ordinal)
        from line in File.ReadLines(file).Select((text, index) => (Text: text, Number: index + 1))
        where PragmaWithoutReason().IsMatch(line.Text)
        select $"{Path.GetRelativePath(root, file)}:{line.Number} silences a warning without '// reason'";

    /// <summary>Few rules are off, each with a reason in the comment above it (neighbours may share one).</summary>
    public static IEnumerable<string> RulesOff(string editorConfig)
    {
        var off = 0;
        var reasoned = false;
        foreach (var line in editorConfig.Split('\n').Select(line => line.Trim()))
        {
            if (RuleOff().Match(line) is not { Success: true } match)
            {
                reasoned = line.StartsWith('#') && line.Length > 10;
                continue;
            }

            off++;
            if (!reasoned)
                yield return $"{match.Groups[1].Value} is off without a reason above it";
        }

        if (off > MaxRulesOff)
            yield return $"{off} rules are off; at most {MaxRulesOff}";
    }

    private static IEnumerable<string> FilesBelow(string folder) =>
        !Directory.Exists(folder)
            ? []
            : Directory.EnumerateFiles(folder).Concat(Directory.EnumerateDirectories(folder)
                .Where(child => !NotOurs.Contains(Path.GetFileName(child), StringComparer.Ordinal))
                .SelectMany(FilesBelow));

    [GeneratedRegex(@"^namespace\s+(?<name>[\w.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^\s*#pragma warning disable(?!.*//\s*\S)", RegexOptions.None, 1000)]
    private static partial Regex PragmaWithoutReason();

    [GeneratedRegex(@"^dotnet_diagnostic\.(?<rule>\w+)\.severity\s*=\s*(none|silent)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RuleOff();
}
