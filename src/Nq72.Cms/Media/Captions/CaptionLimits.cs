namespace Nq72.Cms.Media.Captions;

/// <summary>What captions may be.</summary>
internal sealed record CaptionLimits
{
    /// <summary>Most bytes of a file; default 2 MB.</summary>
    public int MaxBytes { get; init; } = 2 << 20;

    /// <summary>Most captions; default 10,000 (five hours of talk).</summary>
    public int MaxCues { get; init; } = 10_000;

    /// <summary>Most characters of a line of the file; default 2,000.</summary>
    public int MaxLineLength { get; init; } = 2_000;

    /// <summary>Characters a second that can be read, default 20; faster ones are a warning. A rule of thumb of subtitlers (17 for calm reading), no standard.</summary>
    public double MaxCharactersPerSecond { get; init; } = 20;

    /// <summary>How long the clip plays; null when it is not known, and captions behind its end are not found.</summary>
    public TimeSpan? ClipDuration { get; init; }
}
