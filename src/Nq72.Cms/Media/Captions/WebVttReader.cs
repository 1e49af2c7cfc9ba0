using System.Text.RegularExpressions;

namespace Nq72.Cms.Media.Captions;

/// <summary>Reads WebVTT. Where a browser would silently leave a caption out, the file is refused and says which line.</summary>
/// <remarks>Source: W3C WebVTT (Candidate Recommendation of 4 April 2019) §4.1–§4.4 (syntax), §6.1–§6.3 (parser).</remarks>
internal static partial class WebVttReader
{
    private const string Arrow = "-->";

    /// <summary>Whether it begins as WebVTT does: the word, and behind it nothing or white space (§4.1).</summary>
    public static bool IsWebVtt(IReadOnlyList<string> lines) => lines[0] is "WEBVTT" || lines[0].StartsWith("WEBVTT ", StringComparison.Ordinal) || lines[0].StartsWith("WEBVTT\t", StringComparison.Ordinal);

    /// <summary>The captions in the file's order.</summary>
    public static IReadOnlyList<CaptionCue> Read(IReadOnlyList<string> lines, CaptionLimits limits, List<CaptionFinding> findings)
    {
        var cues = new List<CaptionCue>();
        var at = 1;
        // the rest of the head (§6.1): anything up to an empty line or the first caption
        while (at < lines.Count && lines[at].Length > 0 && !lines[at].Contains(Arrow, StringComparison.Ordinal))
            at++;
        while (at < lines.Count)
        {
            if (lines[at].Length == 0)
            {
                at++;
                continue;
            }

            var begin = at;
            while (at < lines.Count && lines[at].Length > 0 && !(at > begin + 1 && IsNext(lines, begin, at)))
                at++;
            ReadBlock(lines, begin, at, cues, findings);
            if (cues.Count > limits.MaxCues)
            {
                findings.Add(CaptionFindings.Of(CaptionFindingCode.CaptionTooManyCues, begin + 1, limits.MaxCues.ToString(System.Globalization.CultureInfo.InvariantCulture)));
                return cues;
            }
        }

        return cues;
    }

    // a second line of times ends a block (§6.1, "collect a WebVTT block"), as where the empty line was forgotten
    private static bool IsNext(IReadOnlyList<string> lines, int begin, int at) =>
        lines[at].Contains(Arrow, StringComparison.Ordinal) && Enumerable.Range(begin, at - begin).Any(line => lines[line].Contains(Arrow, StringComparison.Ordinal));

    private static void ReadBlock(IReadOnlyList<string> lines, int begin, int end, List<CaptionCue> cues, List<CaptionFinding> findings)
    {
        var first = lines[begin];
        var times = first.Contains(Arrow, StringComparison.Ordinal) ? begin : begin + 1 < end && lines[begin + 1].Contains(Arrow, StringComparison.Ordinal) ? begin + 1 : -1;
        if (times < 0)
        {
            findings.Add(first switch
            {
                "NOTE" => CaptionFindings.Of(CaptionFindingCode.CaptionNoteRemoved, begin + 1),
                _ when first.StartsWith("NOTE ", StringComparison.Ordinal) || first.StartsWith("NOTE\t", StringComparison.Ordinal) => CaptionFindings.Of(CaptionFindingCode.CaptionNoteRemoved, begin + 1),
                _ when first.TrimEnd() == "STYLE" => CaptionFindings.Of(CaptionFindingCode.CaptionStyleRemoved, begin + 1),
                _ when first.TrimEnd() == "REGION" => CaptionFindings.Of(CaptionFindingCode.CaptionRegionRemoved, begin + 1),
                _ => CaptionFindings.Of(CaptionFindingCode.CaptionStrayText, begin + 1, first),
            });
            return;
        }

        if (ReadTimes(lines[times], times + 1, findings) is not { } found)
            return;
        var text = string.Join('\n', lines.Skip(times + 1).Take(end - times - 1));
        cues.Add(new CaptionCue(found.Start, found.End, CueText.Read(text, times + 2, findings)) { Id = times > begin ? Id(first) : null, Settings = CueSettings.Read(found.Settings, times + 1, findings), Line = times + 1 });
    }

    // what would be taken for something else when it is read again
    private static string? Id(string line)
    {
        var id = line.Trim();
        return id.Length is > 0 and <= 200 && !id.StartsWith("NOTE", StringComparison.Ordinal) && !id.StartsWith("STYLE", StringComparison.Ordinal) && !id.StartsWith("REGION", StringComparison.Ordinal) ? id : null;
    }

    private static (TimeSpan Start, TimeSpan End, string Settings)? ReadTimes(string line, int number, List<CaptionFinding> findings)
    {
        var match = Times().Match(line);
        if (match.Success && CueTime.Read(match.Groups["start"].Value) is { } start && CueTime.Read(match.Groups["end"].Value) is { } end)
            return (start, end, match.Groups["settings"].Value);
        findings.Add(CaptionFindings.Of(Negative().IsMatch(line) ? CaptionFindingCode.CaptionNegativeTime : CaptionFindingCode.CaptionTiming, number, line.Trim()));
        return null;
    }

    // spaces around the arrow are asked for by the syntax (§4.1) and not by the parser (§6.3)
    [GeneratedRegex(@"^[ \t]*(?<start>[\d:.]+)[ \t]*-->[ \t]*(?<end>[\d:.]+)(?<settings>[ \t].*)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Times();

    [GeneratedRegex(@"(^|[\s>])[-\u2212]\d+:", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Negative();
}
