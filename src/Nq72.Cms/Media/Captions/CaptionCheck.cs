using System.Globalization;

namespace Nq72.Cms.Media.Captions;

/// <summary>What captions must be beside well written: in time, in order, within their clip, and readable.</summary>
/// <remarks>Source: W3C WebVTT §4.1: an end lies after its start, and no start before that of an earlier caption.</remarks>
internal static class CaptionCheck
{
    // sound and pictures rarely end on the same millisecond
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestShown = TimeSpan.FromMilliseconds(100);

    /// <summary>The captions in the order of time, those that say nothing left out, ends cut to the clip's.</summary>
    public static IReadOnlyList<CaptionCue> Check(IReadOnlyList<CaptionCue> cues, CaptionLimits limits, List<CaptionFinding> findings)
    {
        var kept = new List<CaptionCue>();
        var latest = TimeSpan.Zero;
        foreach (var cue in cues)
        {
            if (cue.End <= cue.Start)
                findings.Add(CaptionFindings.Of(CaptionFindingCode.CaptionEndsFirst, cue.Line, $"{CueTime.Write(cue.Start)} > {CueTime.Write(cue.End)}"));
            else if (CueText.IsBlank(cue.Text))
                findings.Add(CaptionFindings.Of(CaptionFindingCode.CaptionNoText, cue.Line));
            else if (limits.ClipDuration is { } duration && cue.Start >= duration + Slack)
                findings.Add(CaptionFindings.Of(CaptionFindingCode.CaptionAfterClip, cue.Line, $"{CueTime.Write(cue.Start)} > {CueTime.Write(duration)}"));
            else
                kept.Add(Cut(cue, limits, findings));
            if (cue.Start < latest)
                findings.Add(CaptionFindings.Of(CaptionFindingCode.CaptionOutOfOrder, cue.Line));
            latest = cue.Start > latest ? cue.Start : latest;
        }

        if (kept.Count == 0 && !findings.Exists(finding => finding.Severity == CaptionSeverity.Error))
            findings.Add(CaptionFindings.Of(CaptionFindingCode.CaptionNoCues));
        // stable: what begins together stays as it stood
        var ordered = kept.OrderBy(cue => cue.Start).ToList();
        Overlaps(ordered, findings);
        Fast(ordered, limits, findings);
        return ordered;
    }

    private static CaptionCue Cut(CaptionCue cue, CaptionLimits limits, List<CaptionFinding> findings)
    {
        if (limits.ClipDuration is not { } duration || cue.End <= duration + Slack)
            return cue;
        findings.Add(CaptionFindings.Of(CaptionFindingCode.CaptionBeyondClip, cue.Line, CueTime.Write(duration)));
        var end = duration > cue.Start + ShortestShown ? duration : cue.Start + ShortestShown;
        return cue with { End = end };
    }

    private static void Overlaps(IReadOnlyList<CaptionCue> cues, List<CaptionFinding> findings)
    {
        var shownUntil = TimeSpan.Zero;
        foreach (var cue in cues)
        {
            if (cue.Start < shownUntil)
                findings.Add(CaptionFindings.Of(CaptionFindingCode.CaptionOverlap, cue.Line));
            shownUntil = cue.End > shownUntil ? cue.End : shownUntil;
        }
    }

    private static void Fast(IReadOnlyList<CaptionCue> cues, CaptionLimits limits, List<CaptionFinding> findings)
    {
        foreach (var cue in cues)
        {
            var letters = new StringInfo(cue.PlainText.Replace('\n', ' ').Trim()).LengthInTextElements;
            var rate = letters / (cue.End - cue.Start).TotalSeconds;
            if (rate > limits.MaxCharactersPerSecond)
                findings.Add(CaptionFindings.Of(CaptionFindingCode.CaptionTooFast, cue.Line, Math.Ceiling(rate).ToString(CultureInfo.InvariantCulture)));
        }
    }
}
