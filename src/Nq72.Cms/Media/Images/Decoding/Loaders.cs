namespace Nq72.Cms.Media.Images.Decoding;

/// <summary>Which loader of libvips reads a kind.</summary>
internal static class Loaders
{
    /// <summary>The operation's name.</summary>
    public static string Name(ImageKind kind) => kind switch
    {
        ImageKind.Jpeg => "jpegload_source",
        ImageKind.Png => "pngload_source",
        ImageKind.Webp => "webpload_source",
        ImageKind.Gif => "gifload_source",
        ImageKind.Heic or ImageKind.Avif => "heifload_source",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of image."),
    };
}
