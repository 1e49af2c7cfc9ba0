using Nq72.Cms.Media.Images.Vips;

namespace Nq72.Cms.Media.Images.Metadata;

/// <summary>Gathers what an image's metadata tell of its maker and its place.</summary>
internal static class MetadataReader
{
    private static readonly string[] CopyrightKeys = ["Copyright"], CreditKeys = ["Author", "Artist"], CaptionKeys = ["Description", "Title", "Comment"];

    /// <summary>XMP first (it has an encoding), then IPTC, then EXIF, then the comments of PNG.</summary>
    public static FoundMetadata Read(VipsImage image)
    {
        var found = new FoundMetadata();
        if (image.Blob("xmp-data") is { } xmp)
            found = found.Or(XmpReader.Read(xmp));
        // what HEIF carries beside EXIF has no name of its own in libvips 8.14
        foreach (var field in image.Fields().Where(field => field.StartsWith("heif-mime-", StringComparison.Ordinal)))
            found = found.Or(XmpReader.Read(image.Blob(field) ?? []));
        if (image.Blob("iptc-data") is { } iptc)
            found = found.Or(IptcReader.Read(iptc));
        if (image.Blob("exif-data") is { } exif)
            found = found.Or(ExifReader.Read(exif));
        return found.Or(Comments(image));
    }

    // libvips names them png-comment-{number}-{key}
    private static FoundMetadata Comments(VipsImage image)
    {
        var comments = image.Fields().Where(field => field.StartsWith("png-comment-", StringComparison.Ordinal)).ToList();
        return new FoundMetadata(First(CopyrightKeys), First(CreditKeys), First(CaptionKeys), comments.Exists(field => field.Contains("GPS", StringComparison.OrdinalIgnoreCase)));

        string? First(string[] keys) => comments
            .Where(field => keys.Any(key => field.EndsWith($"-{key}", StringComparison.OrdinalIgnoreCase)))
            .Select(field => MetadataText.Clean(image.Text(field)))
            .FirstOrDefault(text => text is not null);
    }
}
