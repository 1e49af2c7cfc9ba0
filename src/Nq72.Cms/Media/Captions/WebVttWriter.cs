using System.Text;

namespace Nq72.Cms.Media.Captions;

/// <summary>Writes captions as WebVTT that any browser takes: UTF-8 without a mark, LF, one empty line between captions.</summary>
/// <remarks>Source: W3C WebVTT §4.1.</remarks>
internal static class WebVttWriter
{
    /// <summary>The file.</summary>
    public static string Write(CaptionFile file)
    {
        var text = new StringBuilder("WEBVTT\n");
        foreach (var cue in file.Cues)
        {
            text.Append('\n');
            if (cue.Id is { Length: > 0 } id && !id.Contains("-->", StringComparison.Ordinal))
                text.Append(id).Append('\n');
            text.Append(CueTime.Write(cue.Start)).Append(" --> ").Append(CueTime.Write(cue.End));
            if (cue.Settings.Length > 0)
                text.Append(' ').Append(cue.Settings);
            text.Append('\n').Append(CueText.Write(cue.Text).Trim('\n')).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Chapters, as a track of the kind <c>chapters</c> takes them.</summary>
    /// <param name="chapters">In the order of time.</param>
    /// <param name="duration">Where the last ends that does not say so.</param>
    public static string WriteChapters(IReadOnlyList<Chapter> chapters, TimeSpan duration) =>
        Write(new CaptionFile([.. ChapterList.WithEnds(chapters, duration).Select(chapter => new CaptionCue(chapter.Start, chapter.End ?? duration, [new CueLetters(chapter.Title)]))]));
}
