using static Nq72.Testing.Corpus.BadImage;

namespace Nq72.Testing.Corpus;

internal static class BadJpegs
{
    public static readonly IReadOnlyList<BadImage> All =
    [
        new("jpeg head only", _ => [0xFF, 0xD8, 0xFF], Truncated),
        new("jpeg that begins and ends", _ => [0xFF, 0xD8, 0xFF, 0xD9], Broken),
        new("jpeg cut at a tenth", samples => Cut(samples.Jpeg, 0.1), Truncated),
        new("jpeg cut at a quarter", samples => Cut(samples.Jpeg, 0.25), Truncated),
        new("jpeg cut in the middle", samples => Cut(samples.Jpeg, 0.5), Truncated),
        new("jpeg without its last two bytes", samples => WithoutLast(samples.Jpeg, 2), Truncated),
        new("jpeg with an end in its middle", samples => [.. Cut(samples.Jpeg, 0.5), 0xFF, 0xD9], Truncated, Broken),
        new("jpeg with other bytes in its middle", samples => Overwritten(samples), Broken, Truncated),
        new("jpeg that says 65500x65500", samples => Sized(samples, 65_500, 65_500), TooMany),
        new("jpeg that says 0x0", samples => Sized(samples, 0, 0), Broken),
        new("jpeg that says 60000x100", samples => Sized(samples, 60_000, 100), Long),
        new("jpeg that says 6000x6000 and holds less", samples => Sized(samples, 6000, 6000), Truncated, Broken),
        new("jpeg of 12 bit", samples => Patched(File.ReadAllBytes(samples.Jpeg), Frame(samples) + 4, 12), Broken),
        new("jpeg of the lossless process", samples => Patched(File.ReadAllBytes(samples.Jpeg), Frame(samples) + 1, 0xC3), Broken),
        new("jpeg with 300 scans", samples => Scans(samples, 300), Broken),
        new("jpeg with a segment longer than the file", samples => WithSegment(samples, 0xE1, [], 0xFFFF), Truncated, Broken),
        new("jpeg with a directory of 65535 EXIF entries", samples => WithExif(samples, [0xFF, 0xFF, .. new byte[40]]), Safe),
        new("jpeg with an EXIF text of 4 GB", samples => WithExif(samples, [1, 0, 0x98, 0x82, 2, 0, 0xFF, 0xFF, 0xFF, 0xFF, 8, 0, 0, 0, 0, 0, 0, 0]), Safe),
        new("jpeg with an EXIF text beyond the end", samples => WithExif(samples, [1, 0, 0x98, 0x82, 2, 0, 0x20, 0, 0, 0, 0xF0, 0xFF, 0xFF, 0x7F, 0, 0, 0, 0]), Safe),
        new("jpeg with EXIF directories in a circle", samples => WithExif(samples, [1, 0, 0x69, 0x87, 4, 0, 1, 0, 0, 0, 8, 0, 0, 0, 8, 0, 0, 0]), Safe),
        new("jpeg with an EXIF orientation of 99", samples => WithExif(samples, [1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 99, 0, 0, 0, 0, 0, 0, 0]), Safe),
        new("jpeg with EXIF of four bytes", samples => WithSegment(samples, 0xE1, [.. "Exif\0\0"u8, .. "II*\0"u8]), Safe),
        new("jpeg with XMP that names a file", samples => WithSegment(samples, 0xE1,
            [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"u8]), Safe),
        new("jpeg with XMP that grows without end", samples => WithSegment(samples, 0xE1,
            [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]><x>&c;&c;&c;</x>"u8]), Safe),
        new("jpeg with a broken profile", samples => WithSegment(samples, 0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, .. Enumerable.Range(0, 400).Select(number => (byte)(number * 31))]), Safe),
        new("jpeg with a piece of a profile that has 255", samples => WithSegment(samples, 0xE2, [.. "ICC_PROFILE\0"u8, 200, 255, .. new byte[100]]), Safe, Broken),
        new("jpeg with a broken IPTC block", samples => WithSegment(samples, 0xED, [.. "Photoshop 3.0\0"u8, .. "8BIM\x04\x04\0\0"u8, 0xFF, 0xFF, 0xFF, 0xFF, 0x1C, 2]), Safe),
        new("jpeg with PHP in its comment", samples => WithSegment(samples, 0xFE, "<?php system($_GET['c']); ?>"u8.ToArray()), Safe),
        new("jpeg with a page behind its end", samples => [.. File.ReadAllBytes(samples.Jpeg), .. "<html><script>alert(1)</script></html>"u8], Safe),
    ];

    /// <summary>A JPEG with a segment behind its beginning; <paramref name="length"/> may lie.</summary>
    public static byte[] WithSegment(ImageFiles samples, byte marker, byte[] content, int? length = null)
    {
        var file = File.ReadAllBytes(samples.Jpeg);
        var says = length ?? content.Length + 2;
        return [.. file[..2], 0xFF, marker, (byte)(says >> 8), (byte)says, .. content, .. file[2..]];
    }

    private static byte[] WithExif(ImageFiles samples, byte[] directory) => WithSegment(samples, 0xE1, [.. "Exif\0\0"u8, .. "II*\0\x08\0\0\0"u8, .. directory]);

    private static int Frame(ImageFiles samples) => Find(File.ReadAllBytes(samples.Jpeg), [0xFF, 0xC0]);

    private static byte[] Sized(ImageFiles samples, int width, int height) =>
        Patched(File.ReadAllBytes(samples.Jpeg), Frame(samples) + 5, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width);

    private static byte[] Overwritten(ImageFiles samples)
    {
        var file = File.ReadAllBytes(samples.Jpeg);
        return Patched(file, file.Length / 2, [.. Enumerable.Repeat(new byte[] { 0xFF, 0xC4, 0x12 }, 60).SelectMany(bytes => bytes)]);
    }

    private static byte[] Scans(ImageFiles samples, int count)
    {
        var file = File.ReadAllBytes(samples.Jpeg);
        var scan = Find(file, [0xFF, 0xDA]);
        return [.. file[..^2], .. Enumerable.Repeat(file[scan..(scan + 20)], count).SelectMany(bytes => bytes), .. file[^2..]];
    }
}
