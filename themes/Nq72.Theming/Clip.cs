namespace Nq72.Theming;

/// <summary>A video with what goes with it.</summary>
public sealed record Clip
{
    /// <summary>The files, best first; at least one.</summary>
    public required IReadOnlyList<MediaSource> Sources { get; init; }

    /// <summary>Still shown before it plays; null: none.</summary>
    public Picture? Poster { get; init; }

    /// <summary>Caption tracks, the default one first; empty: none.</summary>
    public IReadOnlyList<CaptionTrack> Captions { get; init; } = [];

    /// <summary>Length; null: not known.</summary>
    public TimeSpan? Duration { get; init; }
}

/// <summary>A recording to listen to.</summary>
public sealed record AudioTrack
{
    /// <summary>The files, best first; at least one.</summary>
    public required IReadOnlyList<MediaSource> Sources { get; init; }

    /// <summary>Language that is spoken.</summary>
    public required ContentLanguage Lang { get; init; }

    /// <summary>Length; null: not known.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>What is said, as text; null: it stands in the item's body, or there is none.</summary>
    public string? Transcript { get; init; }
}

/// <summary>One file of a clip or recording.</summary>
/// <param name="Url">Path or absolute address.</param>
/// <param name="MediaType">Such as <c>video/mp4</c>.</param>
public sealed record MediaSource(string Url, string MediaType);

/// <summary>One WebVTT caption track.</summary>
/// <param name="Url">Path; captions from another origin need CORS.</param>
/// <param name="Lang">BCP 47 tag.</param>
/// <param name="Label">The language's name, as in the player's menu.</param>
public sealed record CaptionTrack(string Url, string Lang, string Label);
