using System.Text.RegularExpressions;

namespace Nq72.Cms.Media.Captions;

/// <summary>Reads SubRip as programs write it. It has no standard: captions are told by their lines of times, whatever stands around them.</summary>
internal static partial class SubRipReader
{
    private const string Arrow = "-->";
    private const int LinesToLookAt = 50;

    /// <summary>Whether a line of times stands near the beginning.</summary>
    public static bool IsSubRip(IReadOnlyList<string> lines) => lines.Take(LinesToLookAt).Any(line =>
        Times().Match(line) is { Success: true } match && CueTime.ReadLoosely(match.Groups["start"].Value) is not null && CueTime.ReadLoosely(match.Groups["end"].Value) is not null);

    /// <summary>The captions in the file's order.</summary>
    public static IReadOnlyList<CaptionCue> Read(IReadOnlyList<string> lines, CaptionLimits limits, List<CaptionFinding> findings)
    {
        var cues = new List<CaptionCue>();
        var starts = Enumerable.Range(0, lines.Count).Where(line => lines[line].Contains(Arrow, StringComparison.Ordinal)).ToList();
        Stray(lines, 0, starts.Count > 0 ? starts[0] : lines.Count, findings);
        for (var index = 0; index < starts.Count; index++)
        {
            if (cues.Count == limits.MaxCues)
            {
                findings.Add(CaptionFindings.Of(CaptionFindingCode.CaptionTooManyCues, starts[index] + 1, limits.MaxCues.ToString(System.Globalization.CultureInfo.InvariantCulture)));
                return cues;
            }

            var isLast = index == starts.Count - 1;
            var end = isLast ? lines.Count : starts[index + 1];
            // the number of the next caption
            if (!isLast && end - 1 > starts[index] && IsNumber(lines[end - 1]))
                end--;
            if (ReadCue(lines, starts[index], end, findings) is { } cue)
                cues.Add(cue);
        }

        return cues;
    }

    private static CaptionCue? ReadCue(IReadOnlyList<string> lines, int at, int end, List<CaptionFinding> findings)
    {
        var match = Times().Match(lines[at]);
        if (!match.Success || CueTime.ReadLoosely(match.Groups["start"].Value) is not { } start || CueTime.ReadLoosely(match.Groups["end"].Value) is not { } until)
        {
            findings.Add(CaptionFindings.Of(Negative().IsMatch(lines[at]) ? CaptionFindingCode.CaptionNegativeTime : CaptionFindingCode.CaptionTiming, at + 1, lines[at].Trim()));
            return null;
        }

        if (match.Groups["place"].Value.Trim() is { Length: > 0 } place)
            findings.Add(CaptionFindings.Of(CaptionFindingCode.CaptionSettingRemoved, at + 1, place));
        return new CaptionCue(start, until, CueText.Read(Text(lines, at + 1, end, findings), at + 2, findings)) { Line = at + 1 };
    }

    private static string Text(IReadOnlyList<string> lines, int begin, int end, List<CaptionFinding> findings)
    {
        while (end > begin && string.IsNullOrWhiteSpace(lines[end - 1]))
            end--;
        var kept = new List<string>();
        for (var at = begin; at < end; at++)
        {
            if (string.IsNullOrWhiteSpace(lines[at]))
                findings.Add(CaptionFindings.Of(CaptionFindingCode.CaptionBlankLine, at + 1));
            else
                kept.Add(WithoutOverrides(lines[at].Trim(), at + 1, findings));
        }

        return string.Join('\n', kept);
    }

    // what Advanced SubStation puts between braces: {\an8}, {\pos(10,20)}
    private static string WithoutOverrides(string line, int number, List<CaptionFinding> findings)
    {
        foreach (var found in Overrides().Matches(line).Select(match => match.Value))
            findings.Add(CaptionFindings.Of(CaptionFindingCode.CaptionTagRemoved, number, found));
        return Overrides().Replace(line, "");
    }

    private static void Stray(IReadOnlyList<string> lines, int begin, int end, List<CaptionFinding> findings)
    {
        if (end > begin && IsNumber(lines[end - 1]))
            end--;
        for (var at = begin; at < end; at++)
        {
            if (!string.IsNullOrWhiteSpace(lines[at]))
                findings.Add(CaptionFindings.Of(CaptionFindingCode.CaptionStrayText, at + 1, lines[at].Trim()));
        }
    }

    private static bool IsNumber(string line) => line.Trim() is { Length: > 0 and < 10 } number && number.All(char.IsAsciiDigit);

    [GeneratedRegex(@"^[ \t]*(?<start>[\d:.,]+)[ \t]*-->[ \t]*(?<end>[\d:.,]+)(?<place>[ \t].*)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Times();

    [GeneratedRegex(@"\{\\[^{}]{0,100}\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Overrides();

    [GeneratedRegex(@"(^|[\s>])[-\u2212]\d+:", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Negative();
}
