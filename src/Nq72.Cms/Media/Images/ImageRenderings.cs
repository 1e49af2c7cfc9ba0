namespace Nq72.Cms.Media.Images;

/// <summary>What was made of one file.</summary>
public sealed record ImageRenderings
{
    /// <summary>The files, in the order of the wishes, narrow before wide.</summary>
    public required IReadOnlyList<Rendition> Renditions { get; init; }

    /// <summary>The point that crops were laid around: the one given or the one found; null when there was no crop.</summary>
    public FocalPoint? Focus { get; init; }

    /// <summary>Null when it was not asked for.</summary>
    public ImagePlaceholder? Placeholder { get; init; }

    /// <summary>Most memory that the work held, in bytes; 0 where the system does not tell.</summary>
    public long PeakBytes { get; init; }
}

/// <summary>One file in the output folder.</summary>
/// <param name="Shape">What part it shows.</param>
/// <param name="Format">How it is encoded.</param>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Of its bytes, lower-case hexadecimal.</param>
/// <param name="FileName">Relative to the output folder: <c>640.webp</c>, <c>16x9-640.avif</c>.</param>
public sealed record Rendition(RenditionShape Shape, RenditionFormat Format, int Width, int Height, long Bytes, string Sha256, string FileName)
{
    /// <summary>Its media type.</summary>
    public string ContentType => RenditionNames.ContentType(Format);
}

/// <summary>What a page shows until the image is there.</summary>
/// <param name="DataUri">A blurred image of about 16 pixels, under 400 characters.</param>
/// <param name="Colour">The colour that most of the image has, as <c>#rrggbb</c>.</param>
public sealed record ImagePlaceholder(string DataUri, string Colour);
