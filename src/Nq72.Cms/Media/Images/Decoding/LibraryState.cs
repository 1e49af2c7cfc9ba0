using Nq72.Cms.Media.Images.Vips;
using Nq72.Cms.Media.Images.Workers;

namespace Nq72.Cms.Media.Images.Decoding;

/// <summary>What the library that was found can really do. A loader may be listed and still lack the decoder behind it (HEVC, for patents).</summary>
internal static class LibraryState
{
    // black squares of two and of sixteen pixels
    private const string Gif = "R0lGODlhAgACAIAAAEdwTAAAACH/C05FVFNDQVBFMi4wAwEAAAAh+QQFAAAAACwAAAAAAgACAAACAoxTADs=";

    private const string Heic =
        "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAa1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAACAAAAEGlkYXQAAAAAABAAEAAAADhpbG9jAQ"
        + "AAAERAAAIAAQAAAAAAAAHRAAEAAAAAAAAAIwACAAEAAAAAAAAAAQAAAAAAAAAIAAAAOGlpbmYAAAAAAAIAAAAVaW5mZQIAAAEAAQAAaHZjMQAAAAAVaW5mZQIAAAAAAgAAZ3JpZAAAAADYaXBycAAA"
        + "ALZpcGNvAAAAdmh2Y0MBA3AAAAAAAAAAAAAe8AD8/fj4AAAPAyAAAQAYQAEMAf//A3AAAAMAkAAAAwAAAwAeugJAIQABACpCAQEDcAAAAwCQAAADAAADAB6gIIEFluqumubgQEDAgAAAAwCAAAADAI"
        + "QiAAEABkQBwXPBiQAAABRpc3BlAAAAAAAAAEAAAABAAAAAFGlzcGUAAAAAAAAAEAAAABAAAAAQcGl4aQAAAAADCAgIAAAAGmlwbWEAAAAAAAAAAgABAoECAAICA4QAAAAaaXJlZgAAAAAAAAAOZGlt"
        + "ZwACAAEAAQAAACttZGF0AAAAHygBrxkhKQ7uI/Nf/6MInBZCgKen5Mngmf4yl46HIJg=";

    private const string Avif =
        "AAAAHGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZgAAAOptZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAABAAAAImlsb2MAAAAAREAAAQABAAAAAAEOAA"
        + "EAAAAAAAAAGQAAACNpaW5mAAAAAAABAAAAFWluZmUCAAAAAAEAAGF2MDEAAAAAamlwcnAAAABLaXBjbwAAABNjb2xybmNseAACAAIABoAAAAAMYXYxQ4EADAAAAAAUaXNwZQAAAAAAAAAQAAAAEAAA"
        + "ABBwaXhpAAAAAAMICAgAAAAXaXBtYQAAAAAAAAABAAEEgYIDhAAAACFtZGF0EgAKCRgM/9ggQEDQgDIKGwAAAEAAqY5dkA==";

    /// <summary>Tries everything once.</summary>
    public static WorkerState Try(string library, WorkerBounds bounds)
    {
        using var black = new VipsOperation("black").With("width", 16).With("height", 16).With("bands", 3);
        using var image = black.Image();
        using var square = image.ToBarePixels();
        var quality = new RenditionQuality(50, 50, 50, 0);
        var written = Enum.GetValues<RenditionFormat>()
            .Select(format => (Format: format, Bytes: Attempt(() => Encoders.Encode(square, format, quality)))).Where(entry => entry.Bytes is not null).ToList();
        var samples = new (ImageKind Kind, byte[]? Bytes)[]
        {
            (ImageKind.Jpeg, written.Find(entry => entry.Format == RenditionFormat.Jpeg).Bytes),
            (ImageKind.Png, Attempt(() => Png(square))),
            (ImageKind.Webp, written.Find(entry => entry.Format == RenditionFormat.Webp).Bytes),
            (ImageKind.Gif, Convert.FromBase64String(Gif)),
            (ImageKind.Heic, Convert.FromBase64String(Heic)),
            (ImageKind.Avif, Convert.FromBase64String(Avif)),
        };
        return new WorkerState(
            VipsLibrary.Version, library,
            [.. samples.Where(sample => sample.Bytes is { } bytes && Attempt(() => Pixels(sample.Kind, bytes)) is not null).Select(sample => sample.Kind)],
            [.. written.Select(entry => entry.Format)]);
    }

    /// <summary>Whether the library has a decoder for a kind whose header it can read in any case.</summary>
    public static bool CanDecode(ImageKind kind) => kind switch
    {
        ImageKind.Heic => Attempt(() => Pixels(kind, Convert.FromBase64String(Heic))) is not null,
        ImageKind.Avif => Attempt(() => Pixels(kind, Convert.FromBase64String(Avif))) is not null,
        _ => true,
    };

    private static byte[] Png(VipsImage image)
    {
        using var save = new VipsOperation("pngsave_buffer").With("in", image);
        return save.Bytes();
    }

    private static byte[] Pixels(ImageKind kind, byte[] bytes)
    {
        using var source = VipsSource.Of(bytes);
        using var load = new VipsOperation(Loaders.Name(kind)).With("source", source);
        using var image = load.Image();
        return image.Pixels();
    }

    private static byte[]? Attempt(Func<byte[]> attempt)
    {
        try
        {
            return attempt();
        }
        catch (Exception exception) when (exception is VipsException or ImageRefusedException)
        {
            return null;
        }
    }
}
