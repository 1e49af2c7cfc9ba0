using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Media.Captions;

/// <summary>Something about a file of captions that its editor should know.</summary>
/// <param name="Code">Which of the closed list.</param>
/// <param name="Line">The line in the file, from 1; 0 when it is about the whole.</param>
/// <param name="Message">What, and what to do.</param>
internal sealed record CaptionFinding(CaptionFindingCode Code, int Line, LocalText Message)
{
    /// <summary>Whether the file is refused for it.</summary>
    public CaptionSeverity Severity => CaptionFindings.SeverityOf(Code);

    /// <summary>The stable code.</summary>
    public string Name => CaptionFindings.Name(Code);
}

/// <summary>What follows of a finding.</summary>
internal enum CaptionSeverity
{
    /// <summary>Something was put right or left out; nothing is lost that is seen or read.</summary>
    Remark,

    /// <summary>Taken, but somebody should look at it.</summary>
    Warning,

    /// <summary>Not taken.</summary>
    Error,
}

/// <summary>The closed list; as text in camelCase the stable code.</summary>
internal enum CaptionFindingCode
{
    /// <summary>No bytes, or only white space.</summary>
    CaptionEmpty,

    /// <summary>More bytes than allowed.</summary>
    CaptionTooLarge,

    /// <summary>Neither UTF-8 nor UTF-16 with its mark.</summary>
    CaptionEncoding,

    /// <summary>Neither WebVTT nor SubRip.</summary>
    CaptionUnknownFormat,

    /// <summary>Not one caption.</summary>
    CaptionNoCues,

    /// <summary>More captions than allowed.</summary>
    CaptionTooManyCues,

    /// <summary>A line longer than allowed.</summary>
    CaptionLineTooLong,

    /// <summary>A line of times that cannot be read.</summary>
    CaptionTiming,

    /// <summary>A time before the beginning.</summary>
    CaptionNegativeTime,

    /// <summary>Ends before, or when, it begins.</summary>
    CaptionEndsFirst,

    /// <summary>Begins after the clip has ended.</summary>
    CaptionAfterClip,

    /// <summary>Ends after the clip has ended; it was cut.</summary>
    CaptionBeyondClip,

    /// <summary>Begins before the one that stands before it; they were put in order.</summary>
    CaptionOutOfOrder,

    /// <summary>Begins before another has ended: both are shown.</summary>
    CaptionOverlap,

    /// <summary>Cannot be read in the time that it is shown.</summary>
    CaptionTooFast,

    /// <summary>Says nothing; it was left out.</summary>
    CaptionNoText,

    /// <summary>Lines that belong to nothing; they were left out.</summary>
    CaptionStrayText,

    /// <summary>A mark that captions do not have; it was taken out, its text stayed.</summary>
    CaptionTagRemoved,

    /// <summary>A script or a style sheet between captions; it was taken out with all it held.</summary>
    CaptionScriptRemoved,

    /// <summary>A place that cannot be read, or a region; it was left out.</summary>
    CaptionSettingRemoved,

    /// <summary>A style sheet; it was left out, since it may fetch things and hide text.</summary>
    CaptionStyleRemoved,

    /// <summary>A region; it was left out.</summary>
    CaptionRegionRemoved,

    /// <summary>A comment; it was left out, since readers could see it.</summary>
    CaptionNoteRemoved,

    /// <summary>An empty line inside a caption; it was left out.</summary>
    CaptionBlankLine,

    /// <summary>Turned from UTF-16 into UTF-8.</summary>
    CaptionConverted,

    /// <summary>Vietnamese letters put together out of parts were made whole (NFC).</summary>
    CaptionNormalised,

    /// <summary>A chapter without a name, or before the one before it.</summary>
    CaptionChapter,
}
