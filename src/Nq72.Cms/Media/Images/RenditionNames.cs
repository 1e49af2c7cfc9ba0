using System.Globalization;

namespace Nq72.Cms.Media.Images;

/// <summary>How renditions are called: by both sides of the process border, so that what comes across is only ever compared.</summary>
internal static class RenditionNames
{
    /// <summary>The name in the output folder.</summary>
    public static string File(RenditionShape shape, RenditionFormat format, int width) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix(shape)}{width}.{Extension(format)}");

    /// <summary>The name while it is being written; <paramref name="run"/> tells the runs apart.</summary>
    public static string Part(string run, string name) => $".{run}-{name}.part";

    /// <summary>The media type.</summary>
    public static string ContentType(RenditionFormat format) => format switch
    {
        RenditionFormat.Webp => "image/webp",
        RenditionFormat.Jpeg => "image/jpeg",
        RenditionFormat.Avif => "image/avif",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format of renditions."),
    };

    private static string Extension(RenditionFormat format) => format == RenditionFormat.Jpeg ? "jpg" : ContentType(format)["image/".Length..];

    private static string Prefix(RenditionShape shape) => shape switch
    {
        RenditionShape.Whole => "",
        RenditionShape.Wide => "16x9-",
        RenditionShape.Classic => "4x3-",
        RenditionShape.Square => "1x1-",
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "Not a shape of renditions."),
    };
}
