using Nq72.Cms.Media.Images.Metadata;
using Nq72.Cms.Media.Images.Vips;
using Nq72.Cms.Media.Images.Workers;

namespace Nq72.Cms.Media.Images.Decoding;

/// <summary>Looks at a file without decoding its pixels, and refuses what is no image or costs too much.</summary>
internal sealed class ImageProbe(WorkerBounds bounds)
{
    /// <summary>What the file is.</summary>
    /// <exception cref="ImageRefusedException">It is not taken.</exception>
    public ImageFacts Read(string path)
    {
        var kind = Kind(path);
        // said here, so that nobody uploads what cannot be shown; what a library without decoder says of pixels differs from version to version
        if (!LibraryState.CanDecode(kind))
            throw new ImageRefusedException(ImageRefusalCode.ImageDecoderMissing);
        using var source = VipsSource.Open(path);
        using var image = OpenHeader(kind, source);
        CheckSize(image);
        var found = MetadataReader.Read(image);
        var isTurned = image.Orientation is >= 5 and <= 8;
        return new ImageFacts
        {
            Kind = kind,
            Width = isTurned ? image.Height : image.Width,
            Height = isTurned ? image.Width : image.Height,
            Frames = image.Pages,
            HasAlpha = image.HasAlpha,
            ColourSpace = image.Interpretation,
            HadPosition = found.HasPosition,
            Credits = new ImageCredits { Copyright = found.Copyright, Credit = found.Credit, Caption = found.Caption },
        };
    }

    private static ImageKind Kind(string path)
    {
        using var file = Open(path);
        Span<byte> start = stackalloc byte[FileSignature.Length];
        var kind = FileSignature.Read(start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]);
        new FileStructure(file).Check(kind);
        return kind;
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 64 * 1024);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new ImageRefusedException(ImageRefusalCode.ImageFileMissing);
        }
    }

    private static VipsImage OpenHeader(ImageKind kind, VipsSource source)
    {
        try
        {
            using var load = new VipsOperation(Loaders.Name(kind)).With("source", source).With("access", "sequential");
            return load.Image();
        }
        catch (VipsException exception)
        {
            throw LibraryErrors.Refusal(kind, exception);
        }
    }

    private void CheckSize(VipsImage image)
    {
        var longest = Math.Max(image.Width, image.Height);
        if ((long)image.Width * image.Height is var pixels && pixels > bounds.MaxPixels)
            throw new ImageRefusedException(ImageRefusalCode.ImageTooManyPixels, pixels, bounds.MaxPixels);
        if (longest > bounds.MaxSide)
            throw new ImageRefusedException(ImageRefusalCode.ImageTooLong, longest, bounds.MaxSide);
        if (image.Pages > bounds.MaxFrames)
            throw new ImageRefusedException(ImageRefusalCode.ImageTooManyFrames, image.Pages, bounds.MaxFrames);
    }
}
