using System.Text.RegularExpressions;

namespace Nq72.Cms.Posters.Fitting;

/// <summary>A slogan's clauses: what stands between dashes with a space on either side. A hyphen within a word (<c>72-NQ/TW</c>) parts nothing.</summary>
internal static partial class Clauses
{
    /// <summary>The clauses without their dashes.</summary>
    public static IReadOnlyList<string> Split(string text) => [.. Dash().Split(text).Select(clause => clause.Trim()).Where(clause => clause.Length > 0)];

    /// <summary>The text in one, with proper dashes, each held to the word before it.</summary>
    public static string WithDashes(string text) => Dash().Replace(text, "\u00a0– ");

    [GeneratedRegex("(?<=\\S)[ \u00a0]+[-–—][ \u00a0]+(?=\\S)", RegexOptions.None, 1000)]
    private static partial Regex Dash();
}
