using static Nq72.Testing.Corpus.BadImage;

namespace Nq72.Testing.Corpus;

/// <summary>HEIC and AVIF.</summary>
internal static class BadHeifs
{
    public static readonly IReadOnlyList<BadImage> All =
    [
        new("heic head only", _ => [0, 0, 0, 24, .. "ftypheic\0\0\0\0mif1heic"u8], Broken, Truncated),
        new("heic cut in its tables", samples => File.ReadAllBytes(samples.Heic)[..200], Truncated),
        new("heic cut in the middle", samples => Cut(samples.Heic, 0.5), Truncated),
        new("heic without its last bytes", samples => WithoutLast(samples.Heic, 3), Truncated),
        new("heic with a box of two bytes", _ => [0, 0, 0, 24, .. "ftypheic\0\0\0\0mif1heic"u8, 0, 0, 0, 2, .. "meta"u8, .. new byte[40]], Broken),
        new("heic with a box of 2^63 bytes", _ => [0, 0, 0, 24, .. "ftypheic\0\0\0\0mif1heic"u8, 0, 0, 0, 1, .. "meta"u8, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, .. new byte[40]], Truncated),
        new("heic whose data are no pixels", samples => Scrambled(samples.Heic), Broken, Truncated),
        new("avif cut in the middle", samples => Cut(samples.Avif, 0.5), Truncated),
        new("avif without its last bytes", samples => WithoutLast(samples.Avif, 3), Truncated),
        new("avif that says 60000x60000", samples => Sized(samples.Avif), TooMany, Broken),
        new("heic that says 60000x60000", samples => Sized(samples.Heic), TooMany, Broken),
        new("avif whose data are no pixels", samples => Scrambled(samples.Avif), Broken, Truncated),
    ];

    // every size that the file tells
    private static byte[] Sized(string path)
    {
        var file = File.ReadAllBytes(path);
        for (var at = 0; at + 16 < file.Length; at++)
        {
            if (file.AsSpan(at).StartsWith("ispe"u8))
                Patched(file, at + 8, 0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60);
        }

        return file;
    }

    private static byte[] Scrambled(string path)
    {
        var file = File.ReadAllBytes(path);
        for (var at = Find(file, "mdat"u8) + 4; at < file.Length; at++)
            file[at] = (byte)(at * 37);
        return file;
    }
}
