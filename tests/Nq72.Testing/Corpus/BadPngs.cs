using System.Text;
using static Nq72.Testing.Corpus.BadImage;

namespace Nq72.Testing.Corpus;

internal static class BadPngs
{
    private const int Megabytes = 1 << 20;

    public static readonly IReadOnlyList<BadImage> All =
    [
        new("png bomb 50000x50000", _ => new PngBytes(50_000, 50_000) { Depth = 1, ColourType = 0, Data = PngBytes.DeflatedZeros(312L * Megabytes) }.Make(), TooMany),
        new("png bomb 50000x50000, interlaced", _ => new PngBytes(50_000, 50_000) { Depth = 1, ColourType = 0, Interlaced = true, Data = PngBytes.DeflatedZeros(Megabytes) }.Make(), TooMany),
        // within the bounds, and 390 MB once it is decoded: an interlaced image cannot be read row by row
        new("png 7000x7000 of 16 bit, interlaced", _ => new PngBytes(7000, 7000) { Depth = 16, ColourType = 6, Interlaced = true, Data = PngBytes.DeflatedZeros(400L * Megabytes) }.Make(), Memory, Time, Broken),
        new("png 7000x7000 of 16 bit", _ => new PngBytes(7000, 7000) { Depth = 16, ColourType = 6, Data = PngBytes.DeflatedZeros(7000L * ((7000 * 8) + 1)) }.Make(), Safe, Memory, Time),
        new("png 1x30000", _ => new PngBytes(1, 30_000).Make(), Long),
        new("png 30000x1", _ => new PngBytes(30_000, 1).Make(), Long),
        new("png 2147483647 across", _ => new PngBytes(int.MaxValue, 1) { Data = [0] }.Make(), Broken, TooMany, Long),
        new("png 0 across", _ => new PngBytes(0, 10) { Data = [0] }.Make(), Broken),
        new("png -1 across", _ => new PngBytes(-1, 10) { Data = [0] }.Make(), Broken),
        new("png signature only", _ => PngBytes.Signature, Truncated),
        new("png cut in its head", samples => File.ReadAllBytes(samples.Png)[..20], Truncated),
        new("png cut at a quarter", samples => Cut(samples.Png, 0.25), Truncated),
        new("png cut in the middle", samples => Cut(samples.Png, 0.5), Truncated),
        new("png without its end", samples => WithoutLast(samples.Png, 12), Truncated),
        new("png with a wrong sum in its head", samples => Patched(File.ReadAllBytes(samples.Png), 29, 1, 2, 3, 4), Broken),
        new("png with a wrong byte in its data", samples => Patched(File.ReadAllBytes(samples.Png), 2000, 0xFF, 0, 0xFF, 0), Broken),
        new("png whose data are no zlib", _ => new PngBytes(100, 100) { Data = [.. Enumerable.Repeat((byte)0x55, 500)] }.Make(), Broken),
        new("png whose data are too few", _ => new PngBytes(100, 100) { Data = PngBytes.Deflate(new byte[500]) }.Make(), Broken, Truncated),
        new("png without data", _ => new PngBytes(100, 100) { Data = [] }.Make(), Broken),
        new("png with a palette that is not there", _ => new PngBytes(10, 10) { ColourType = 3 }.Make(), Broken),
        new("png of depth 3", _ => new PngBytes(10, 10) { Depth = 3 }.Make(), Broken),
        new("png with a text that unpacks to 200 MB", _ => new PngBytes(40, 40).With("zTXt", [.. "Comment\0\0"u8, .. PngBytes.DeflatedZeros(200L * Megabytes)]).Make(), Safe, Broken),
        new("png with a profile that unpacks to 200 MB", _ => new PngBytes(40, 40).With("iCCP", [.. "icc\0\0"u8, .. PngBytes.DeflatedZeros(200L * Megabytes)]).Make(), Safe, Broken),
        new("png with a broken profile", _ => new PngBytes(40, 40).With("iCCP", [.. "icc\0\0"u8, .. PngBytes.Deflate(new byte[300])]).Make(), Safe),
        new("png with 20000 texts", _ => Texts(20_000), Safe, Broken),
        new("png with a chunk of 4 GB", _ => [.. PngBytes.Signature, 0xFF, 0xFF, 0xFF, 0xFF, .. "IHDR"u8], Truncated),
        new("png with a script behind its end", samples => [.. File.ReadAllBytes(samples.Png), .. "<script>alert(1)</script>"u8], Safe),
        new("png of 16 bit grey with alpha", _ => new PngBytes(60, 40) { Depth = 16, ColourType = 4 }.Make(), Safe),
    ];

    private static byte[] Texts(int count)
    {
        var png = new PngBytes(10, 10);
        for (var text = 0; text < count; text++)
            png.With("tEXt", Encoding.ASCII.GetBytes($"Comment\0<script>{text}</script>"));
        return png.Make();
    }
}
