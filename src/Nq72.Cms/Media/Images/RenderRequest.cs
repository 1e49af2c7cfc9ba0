namespace Nq72.Cms.Media.Images;

/// <summary>What is to be made of one file.</summary>
public sealed record RenderRequest
{
    /// <summary>The original; it is only read.</summary>
    public required string SourcePath { get; init; }

    /// <summary>An existing folder for the files; best one of the caller's own, since names there are replaced.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>What is wanted; each shape and format once.</summary>
    public required IReadOnlyList<RenditionWish> Wishes { get; init; }

    /// <summary>What crops must show; null to let the processor look for it.</summary>
    public FocalPoint? Focus { get; init; }

    /// <summary>Whether a blur placeholder and the dominant colour are wanted too.</summary>
    public bool WithPlaceholder { get; init; }

    /// <summary>Each shape in each format, in the widths of the settings.</summary>
    public static IReadOnlyList<RenditionWish> Of(IEnumerable<RenditionShape> shapes, params RenditionFormat[] formats) =>
        [.. shapes.SelectMany(shape => formats.Select(format => new RenditionWish(shape, format)))];
}

/// <summary>Files of one shape and format.</summary>
/// <param name="Shape">The whole image or a crop of it.</param>
/// <param name="Format">How it is encoded.</param>
/// <param name="Widths">Pixels across, ascending; null for the widths of the settings. Widths that the original does not have become one of all that it has.</param>
public sealed record RenditionWish(RenditionShape Shape, RenditionFormat Format, IReadOnlyList<int>? Widths = null);

/// <summary>What part of the image a rendition shows.</summary>
public enum RenditionShape
{
    /// <summary>All of it.</summary>
    Whole,

    /// <summary>The largest 16:9 around the focal point.</summary>
    Wide,

    /// <summary>The largest 4:3 around the focal point.</summary>
    Classic,

    /// <summary>The largest square around the focal point.</summary>
    Square,
}

/// <summary>How a rendition is encoded.</summary>
public enum RenditionFormat
{
    /// <summary>For every browser of today.</summary>
    Webp,

    /// <summary>For everything else; what can be seen through becomes white.</summary>
    Jpeg,

    /// <summary>Smallest, and slow to make: for work in the background.</summary>
    Avif,
}
