using System.Text.RegularExpressions;

namespace Nq72.Cms.Media.Captions;

/// <summary>Where a caption stands on the picture. Regions are left out: they need blocks that are not kept.</summary>
/// <remarks>Source: W3C WebVTT §4.4 (cue settings), §6.3 (parser: what cannot be read is left out, what stands twice counts once).</remarks>
internal static partial class CueSettings
{
    /// <summary>The settings that can be read, in the file's order.</summary>
    public static string Read(string text, int line, List<CaptionFinding> findings)
    {
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var setting in text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Known().IsMatch(setting) || !IsWithin(setting) || !kept.TryAdd(setting.Split(':')[0], setting))
                findings.Add(CaptionFindings.Of(CaptionFindingCode.CaptionSettingRemoved, line, setting));
        }

        return string.Join(' ', kept.Values);
    }

    private static bool IsWithin(string setting) => Percentages().Matches(setting).All(match => double.Parse(match.Groups["number"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) <= 100);

    [GeneratedRegex(@"^(vertical:(rl|lr)|line:(-?[0-9]{1,4}|[0-9]{1,3}(\.[0-9]{1,6})?%)(,(start|center|end))?|position:[0-9]{1,3}(\.[0-9]{1,6})?%(,(line-left|center|line-right))?|size:[0-9]{1,3}(\.[0-9]{1,6})?%|align:(start|center|end|left|right))$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Known();

    [GeneratedRegex(@"(?<number>[0-9]{1,3}(\.[0-9]{1,6})?)%", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Percentages();
}
