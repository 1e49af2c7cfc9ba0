using System.Text.RegularExpressions;

namespace Nq72.Cms.PublicPages;

/// <summary>The path of an item's public page: <c>/{type}/{slug}</c>.</summary>
/// <param name="Type">The content type in small letters.</param>
/// <param name="Slug">The item's slug.</param>
public sealed partial record PagePath(string Type, string Slug)
{
    /// <summary>The parts of a path; null for one that is no item's page.</summary>
    public static PagePath? Read(string path) => Form().Match(path) is { Success: true } match ? new(match.Groups["type"].Value, match.Groups["slug"].Value) : null;

    [GeneratedRegex(@"^/(?<type>(?!(admin|preview|api)/)[a-z][a-z0-9]*)/(?<slug>[a-z0-9-]{1,200})\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Form();
}
