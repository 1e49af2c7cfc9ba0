using System.Text.RegularExpressions;

namespace Nq72.Cms.Tests.Support;

/// <summary>Finds pieces of a page's text.</summary>
internal static class Markup
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>What the pattern's group <c>x</c> holds, everywhere, in order.</summary>
    public static IReadOnlyList<string> All(string text, string pattern) =>
        [.. Regex.Matches(text, pattern, RegexOptions.ExplicitCapture, Patience).Select(match => match.Groups["x"].Value)];

    /// <summary>What the pattern's group <c>x</c> holds the first time; null where there is none.</summary>
    public static string? First(string text, string pattern) =>
        Regex.Match(text, pattern, RegexOptions.ExplicitCapture, Patience) is { Success: true } match && match.Groups["x"].Success ? match.Groups["x"].Value : null;

    /// <summary>How often the pattern stands there.</summary>
    public static int Count(string text, string pattern) => Regex.Count(text, pattern, RegexOptions.ExplicitCapture, Patience);

    /// <summary>The titles that lead to the rows of a list.</summary>
    public static IReadOnlyList<string> Titles(string page) => All(page, "title-link\"[^>]*>(?<x>[^<]+)<");

    /// <summary>The value of the input of that name; null where there is none.</summary>
    public static string? ValueOf(string page, string name) => All(page, "<input (?<x>[^>]*)>").Where(input => input.Contains($"name=\"{name}\"", StringComparison.Ordinal)).Select(input => First(input, "value=\"(?<x>[^\"]*)\"")).FirstOrDefault();
}
