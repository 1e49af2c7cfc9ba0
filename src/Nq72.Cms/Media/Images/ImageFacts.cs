namespace Nq72.Cms.Media.Images;

/// <summary>What a file's header tells.</summary>
public sealed record ImageFacts
{
    /// <summary>What it is, by content.</summary>
    public required ImageKind Kind { get; init; }

    /// <summary>Pixels across, upright: after the rotation that its EXIF asks for.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels down, upright.</summary>
    public required int Height { get; init; }

    /// <summary>Frames of an animation or pages of a file; 1 for a plain image. Renditions show the first.</summary>
    public required int Frames { get; init; }

    /// <summary>Whether parts can be seen through.</summary>
    public required bool HasAlpha { get; init; }

    /// <summary>How its pixels are to be understood, in libvips' words: <c>srgb</c>, <c>b-w</c>, <c>cmyk</c>, <c>rgb16</c>, <c>grey16</c>.</summary>
    public required string ColourSpace { get; init; }

    /// <summary>Whether it told where it was taken (EXIF or XMP). Renditions never do; the original does, so whoever keeps it must know.</summary>
    public required bool HadPosition { get; init; }

    /// <summary>What its metadata say of its maker, to be kept in the caller's own fields.</summary>
    public required ImageCredits Credits { get; init; }
}

/// <summary>Texts found in EXIF, IPTC, XMP or PNG, as they are stored (NFC, at most 2,000 characters); null for what is not there.</summary>
public sealed record ImageCredits
{
    /// <summary>Who holds the rights.</summary>
    public string? Copyright { get; init; }

    /// <summary>Who took it, or is to be named.</summary>
    public string? Credit { get; init; }

    /// <summary>What it shows.</summary>
    public string? Caption { get; init; }
}

/// <summary>The image formats that are taken in.</summary>
public enum ImageKind
{
    /// <summary>image/jpeg</summary>
    Jpeg,

    /// <summary>image/png</summary>
    Png,

    /// <summary>image/webp</summary>
    Webp,

    /// <summary>image/gif</summary>
    Gif,

    /// <summary>image/heic: HEIF with HEVC, as phones make it.</summary>
    Heic,

    /// <summary>image/avif</summary>
    Avif,
}
