using Nq72.Cms.Media.Captions;

namespace Nq72.Cms.Media;

/// <summary>Captions or chapters of a clip or sound.</summary>
/// <param name="Kind">captions or chapters.</param>
/// <param name="Lang">Their language.</param>
/// <param name="Bytes">Length of the WebVTT.</param>
/// <param name="Cues">How many captions or chapters there are.</param>
/// <param name="Transcript">What is said, in paragraphs; of chapters, their titles, one a line.</param>
/// <param name="Url">Where the WebVTT is read; open to everyone only while a visible item uses the file.</param>
/// <param name="ChangedAt">When they were sent.</param>
/// <param name="ChangedBy">Who sent them.</param>
public sealed record MediaCaptionsView(CaptionsKind Kind, string Lang, long Bytes, int Cues, string Transcript, string Url, DateTimeOffset ChangedAt, string ChangedBy);

/// <summary>Captions or chapters that were taken.</summary>
/// <param name="Kind">captions or chapters.</param>
/// <param name="Lang">Their language.</param>
/// <param name="Cues">How many captions or chapters there are.</param>
/// <param name="Transcript">What is said, in paragraphs; of chapters, their titles, one a line.</param>
/// <param name="Findings">What was put right, or somebody should look at.</param>
public sealed record MediaCaptionsTaken(CaptionsKind Kind, string Lang, int Cues, string Transcript, IReadOnlyList<MediaCaptionFinding> Findings)
{
    internal static MediaCaptionsTaken Of(PutCaptions.Result taken, string language) => new(
        taken.Row.Kind, taken.Row.Lang, taken.Row.Cues, taken.Row.Transcript, [.. taken.Findings.Select(finding => new MediaCaptionFinding(finding.Code, finding.Line, finding.IsWarning, finding.Message.In(language)))]);
}

/// <summary>Something about captions that were taken.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Line">Where in the file that was sent, from 1; 0 for the whole of it.</param>
/// <param name="IsWarning">Whether somebody should look at it; else it was put right.</param>
/// <param name="Message">What it is, in the reader's language.</param>
public sealed record MediaCaptionFinding(string Code, int Line, bool IsWarning, string Message);
