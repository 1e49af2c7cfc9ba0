using System.Text.RegularExpressions;

namespace Nq72.Cms.Media.Captions;

/// <summary>Chapters as people write them: a WebVTT of chapters, or lines <c>00:00 Title</c>.</summary>
/// <remarks>Source: W3C WebVTT §5 (chapter titles are cue text without marks).</remarks>
internal static partial class ChapterList
{
    private const int MostTitle = 200, MostChapters = 500;

    /// <summary>The chapters; null when a finding is an error.</summary>
    public static (IReadOnlyList<Chapter>? Chapters, IReadOnlyList<CaptionFinding> Findings) Read(ReadOnlySpan<byte> bytes, CaptionLimits limits)
    {
        var findings = new List<CaptionFinding>();
        if (CaptionReader.Lines(bytes, limits, findings) is not { } lines)
            return (null, findings);
        var read = WebVttReader.IsWebVtt(lines) ? OfCaptions(lines, limits, findings) : OfLines(lines, findings);
        Check(read, limits, findings);
        findings.Sort((left, right) => left.Line.CompareTo(right.Line));
        return (findings.Exists(finding => finding.Severity == CaptionSeverity.Error) ? null : [.. read.Select(one => one.Chapter)], findings);
    }

    /// <summary>The same with an end for each: where the next begins, or the clip ends.</summary>
    public static IReadOnlyList<Chapter> WithEnds(IReadOnlyList<Chapter> chapters, TimeSpan duration) =>
    [
        .. chapters.Select((chapter, index) => chapter with { End = chapter.End ?? (index + 1 < chapters.Count ? chapters[index + 1].Start : duration) }).Where(chapter => chapter.End > chapter.Start),
    ];

    private static List<(int Line, Chapter Chapter)> OfCaptions(IReadOnlyList<string> lines, CaptionLimits limits, List<CaptionFinding> findings) =>
    [
        .. WebVttReader.Read(lines, limits, findings).Select(cue => (cue.Line, new Chapter(cue.Start, cue.End, Title(cue.PlainText)))),
    ];

    private static List<(int Line, Chapter Chapter)> OfLines(IReadOnlyList<string> lines, List<CaptionFinding> findings)
    {
        var read = new List<(int Line, Chapter Chapter)>();
        for (var at = 0; at < lines.Count; at++)
        {
            var line = lines[at].Trim();
            if (line.Length == 0)
                continue;
            if (Named().Match(line) is { Success: true } match && Start(match) is { } start)
                read.Add((at + 1, new Chapter(start, null, Title(match.Groups["title"].Value))));
            else
                findings.Add(CaptionFindings.Of(CaptionFindingCode.CaptionChapter, at + 1, line));
        }

        return read;
    }

    private static void Check(List<(int Line, Chapter Chapter)> read, CaptionLimits limits, List<CaptionFinding> findings)
    {
        if (read.Count == 0 && findings.Count == 0)
            findings.Add(CaptionFindings.Of(CaptionFindingCode.CaptionNoCues));
        if (read.Count > MostChapters)
            findings.Add(CaptionFindings.Of(CaptionFindingCode.CaptionTooManyCues, read[MostChapters].Line, MostChapters.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var before = TimeSpan.MinValue;
        foreach (var (line, chapter) in read)
        {
            if (chapter.Title.Length == 0 || chapter.Start <= before)
                findings.Add(CaptionFindings.Of(CaptionFindingCode.CaptionChapter, line, chapter.Title.Length > 0 ? chapter.Title : CueTime.Write(chapter.Start)));
            if (chapter.End <= chapter.Start)
                findings.Add(CaptionFindings.Of(CaptionFindingCode.CaptionEndsFirst, line, $"{CueTime.Write(chapter.Start)} > {CueTime.Write(chapter.End ?? chapter.Start)}"));
            if (limits.ClipDuration is { } duration && chapter.Start >= duration)
                findings.Add(CaptionFindings.Of(CaptionFindingCode.CaptionAfterClip, line, $"{CueTime.Write(chapter.Start)} > {CueTime.Write(duration)}"));
            before = chapter.Start;
        }
    }

    private static TimeSpan? Start(Match match)
    {
        var time = match.Groups["time"].Value;
        return CueTime.ReadLoosely(time.Count(letter => letter == ':') == 1 ? "0:" + time : time);
    }

    private static string Title(string text)
    {
        var title = string.Join(' ', text.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries));
        return title.Length <= MostTitle ? title : string.Concat(title.EnumerateRunes().Take(MostTitle - 1)) + "…";
    }

    [GeneratedRegex(@"^[\[(]?(?<time>(\d{1,3}:)?\d{1,3}:\d{2})[\])]?([ \t]*[-\u2013\u2014:.][ \t]*|[ \t]+|$)(?<title>.*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();
}
