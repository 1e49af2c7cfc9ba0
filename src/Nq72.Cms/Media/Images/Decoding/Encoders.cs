using Nq72.Cms.Media.Images.Vips;
using Nq72.Cms.Media.Images.Workers;

namespace Nq72.Cms.Media.Images.Decoding;

/// <summary>How pixels become files. The images have lost their metadata before; <c>strip</c> keeps libvips from writing some of its own.</summary>
internal static class Encoders
{
    private static readonly Lock AvifTurn = new();
    private static readonly double[] White = [255, 255, 255];

    /// <summary>The file's bytes.</summary>
    /// <exception cref="ImageRefusedException">The library cannot write the format.</exception>
    public static byte[] Encode(VipsImage image, RenditionFormat format, RenditionQuality quality)
    {
        try
        {
            return format switch
            {
                RenditionFormat.Webp => Webp(image, quality.Webp),
                RenditionFormat.Jpeg => Jpeg(image, quality.Jpeg),
                RenditionFormat.Avif => Avif(image, quality),
                _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format of renditions."),
            };
        }
        catch (VipsException exception)
        {
            throw new ImageRefusedException(ImageRefusalCode.ImageEncoderMissing, what: $"{format.ToString().ToUpperInvariant()}: {LibraryErrors.FirstLine(exception.Message)}");
        }
    }

    /// <summary>WebP.</summary>
    public static byte[] Webp(VipsImage image, int quality)
    {
        using var save = new VipsOperation("webpsave_buffer").With("in", image).With("Q", quality).With("strip", "true");
        return WebpContainer.Bare(save.Bytes());
    }

    private static byte[] Jpeg(VipsImage image, int quality)
    {
        if (image.HasAlpha)
        {
            using var flatten = new VipsOperation("flatten").With("in", image).With("background", White);
            using var flat = flatten.Image();
            return Jpeg(flat, quality);
        }

        using var save = new VipsOperation("jpegsave_buffer").With("in", image).With("Q", quality).With("optimize-coding", "true").With("strip", "true");
        return save.Bytes();
    }

    // its encoder uses all processors by itself and a hundred megabytes: one at a time
    private static byte[] Avif(VipsImage image, RenditionQuality quality)
    {
        using var turn = AvifTurn.EnterScope();
        using var save = new VipsOperation("heifsave_buffer").With("in", image)
            .With("compression", "av1").With("Q", quality.Avif).With("effort", quality.AvifEffort).With("bitdepth", 8).With("strip", "true");
        return save.Bytes();
    }
}
