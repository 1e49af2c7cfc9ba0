using Nq72.Cms.Media.Captions;
using Nq72.Cms.Media.Kinds;

namespace Nq72.Cms.Media.Clips;

/// <summary>What a file's structure and heads tell.</summary>
public sealed record ClipFacts
{
    /// <summary>The container, by content.</summary>
    public required MediaFormat Format { get; init; }

    /// <summary>How long it plays: what its tracks hold, whatever its head claims.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Its length in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Bits a second, over all.</summary>
    public required long BitRate { get; init; }

    /// <summary>The first moving picture; null for sound. The cover of a song is none.</summary>
    public ClipPicture? Picture { get; init; }

    /// <summary>Tracks of sound, in the file's order.</summary>
    public required IReadOnlyList<ClipSound> Sounds { get; init; }

    /// <summary>Whether it told where it was taken. What is made of it never does; the original does, so whoever keeps it must know.</summary>
    public required bool HadPosition { get; init; }

    /// <summary>What its metadata say, to be kept in the caller's own fields.</summary>
    public required ClipCredits Credits { get; init; }

    /// <summary>Chapters that lie in the file; those without a title are left out.</summary>
    public required IReadOnlyList<Chapter> Chapters { get; init; }
}

/// <summary>A track of moving pictures.</summary>
/// <param name="Index">Its place among the file's streams.</param>
/// <param name="Codec">As ffmpeg calls it: <c>h264</c>, <c>hevc</c>, <c>vp9</c>, <c>av1</c>.</param>
/// <param name="Width">Pixels across as it is shown: upright, with square pixels.</param>
/// <param name="Height">Pixels down as it is shown.</param>
/// <param name="Rotation">Degrees that it is turned by when it is shown, clockwise: 0, 90, 180, 270.</param>
/// <param name="FrameRate">Frames a second, on average; 0 when it does not tell.</param>
/// <param name="IsHighDynamicRange">Brighter than what screens of today show (PQ, HLG); what is made of it looks paler.</param>
public sealed record ClipPicture(int Index, string Codec, int Width, int Height, int Rotation, double FrameRate, bool IsHighDynamicRange);

/// <summary>A track of sound.</summary>
/// <param name="Index">Its place among the file's streams.</param>
/// <param name="Codec">As ffmpeg calls it: <c>aac</c>, <c>mp3</c>, <c>opus</c>.</param>
/// <param name="Channels">1 for mono, 2 for stereo.</param>
/// <param name="SampleRate">Samples a second.</param>
/// <param name="Language">What the file says, as ISO 639-2 (<c>vie</c>); null when it says nothing.</param>
public sealed record ClipSound(int Index, string Codec, int Channels, int SampleRate, string? Language);

/// <summary>Texts of the file, as they are stored (NFC, at most 2,000 characters); null for what is not there.</summary>
public sealed record ClipCredits
{
    /// <summary>Its title.</summary>
    public string? Title { get; init; }

    /// <summary>Who holds the rights.</summary>
    public string? Copyright { get; init; }

    /// <summary>Who made it.</summary>
    public string? Artist { get; init; }
}
