using System.Buffers.Binary;
using static Nq72.Testing.Corpus.BadImage;

namespace Nq72.Testing.Corpus;

/// <summary>GIF and WebP.</summary>
internal static class BadAnimations
{
    public static readonly IReadOnlyList<BadImage> All =
    [
        new("gif that is a script", _ => "GIF89a/*\0\0\0,*/=alert(1);//"u8.ToArray(), Broken, Truncated),
        new("gif with a script in its comment", _ => [.. GifBytes.Head(2, 2), .. GifBytes.Comment("*/=alert(1);//<script>alert(1)</script>"), .. GifBytes.Frame(), 0x3B], Safe),
        new("gif of 10000 frames", _ => GifBytes.Animation(10_000), Frames),
        new("gif with a canvas of 65535x65535", _ => GifBytes.Animation(1, 65_535, 65_535), TooMany, Safe),
        new("gif whose frame is larger than its canvas", _ => [.. GifBytes.Head(2, 2), .. GifBytes.Frame(60_000, 60_000), 0x3B], TooMany, Broken, Truncated, Safe, Long),
        new("gif head only", _ => "GIF89a"u8.ToArray(), Truncated),
        new("gif without frames", _ => [.. GifBytes.Head(2, 2), 0x3B], Broken),
        new("gif cut at a quarter", samples => Cut(samples.Gif, 0.25), Truncated),
        new("gif cut in the middle", samples => Cut(samples.Gif, 0.5), Truncated),
        new("gif without its last byte", samples => WithoutLast(samples.Gif, 1), Truncated),
        new("gif whose data are no pixels", _ => [.. GifBytes.Head(200, 200), .. GifBytes.Frame(200, 200, [0x08, 0x04, 0xFF, 0xFF, 0xFF, 0xFF, 0x00]), 0x3B], Broken, Safe, Truncated),
        new("gif of three frames", _ => GifBytes.Animation(3), Safe),
        new("webp head only", _ => "RIFF\x04\0\0\0WEBP"u8.ToArray(), Broken),
        new("webp cut at a quarter", samples => Cut(samples.Webp, 0.25), Truncated),
        new("webp cut in the middle", samples => Cut(samples.Webp, 0.5), Truncated),
        new("webp without its last bytes", samples => WithoutLast(samples.Webp, 4), Truncated),
        new("webp that says it has 4 GB", samples => Patched(File.ReadAllBytes(samples.Webp), 4, 0xFF, 0xFF, 0xFF, 0x7F), Truncated),
        new("webp with a canvas of 16384x16384", samples => Canvas(samples, 16_384, 16_384), TooMany, Broken),
        new("webp with a canvas of 16777216x16777216", samples => Canvas(samples, 16_777_216, 16_777_216), TooMany, Broken),
        new("webp whose data are no pixels", samples => Scrambled(samples), Broken),
        new("webp with a script behind its end", samples => [.. File.ReadAllBytes(samples.Webp), .. "<script>alert(1)</script>"u8], Safe),
        new("webp lossless of 16383x16383", _ => Lossless(16_383, 16_383), TooMany, Broken),
    ];

    // an extended head in front of the image, which says another size
    private static byte[] Canvas(ImageFiles samples, int width, int height)
    {
        var file = File.ReadAllBytes(samples.Webp);
        var image = Find(file, "VP8 "u8);
        var head = new byte[18];
        "VP8X"u8.CopyTo(head);
        head[4] = 10;
        // two numbers of 24 bits
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(12), width - 1);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(14), ((width - 1) >> 16) | ((height - 1) << 8));
        byte[] whole = [.. "RIFF\0\0\0\0WEBP"u8, .. head, .. file[image..]];
        BinaryPrimitives.WriteInt32LittleEndian(whole.AsSpan(4), whole.Length - 8);
        return whole;
    }

    private static byte[] Scrambled(ImageFiles samples)
    {
        var file = File.ReadAllBytes(samples.Webp);
        for (var at = Find(file, "VP8 "u8) + 18; at < file.Length; at++)
            file[at] = (byte)(at * 37);
        return file;
    }

    private static byte[] Lossless(int width, int height)
    {
        byte[] whole = [.. "RIFF\0\0\0\0WEBPVP8L\x20\0\0\0\x2F"u8, .. new byte[31]];
        BinaryPrimitives.WriteInt32LittleEndian(whole.AsSpan(4), whole.Length - 8);
        BinaryPrimitives.WriteUInt32LittleEndian(whole.AsSpan(21), (uint)(width - 1) | ((uint)(height - 1) << 14));
        return whole;
    }
}
