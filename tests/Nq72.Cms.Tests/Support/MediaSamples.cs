using System.Globalization;
using System.IO.Compression;
using System.Text;
using Nq72.Testing.Corpus;

namespace Nq72.Cms.Tests.Support;

/// <summary>Small files of every format, made here: as many different ones as a test asks for.</summary>
internal static class MediaSamples
{
    private static int count;

    /// <summary>A PDF that no other call gives.</summary>
    public static byte[] Pdf(int length = 200) => Pad($"%PDF-1.7\n% {Interlocked.Increment(ref count)}\n", length);

    // eight by eight grey pixels: quantisation, frame, codes, scan
    private static readonly byte[] GreyScan = Convert.FromBase64String(
        "/9sAQwAQCwwODAoQDg0OEhEQExgoGhgWFhgxIyUdKDozPTw5Mzg3QEhcTkBEV0U3OFBtUVdfYmdoZz5NcXlwZHhcZWdj/8AACwgACAAIAQERAP/EABQAAQAAAAAAAAAAAAAAAAAAAAP/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oACAEBAAA/ADf/2Q==");

    /// <summary>A small grey JPEG that no other call gives: a comment in it tells them apart.</summary>
    public static byte[] Jpeg()
    {
        var comment = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{Interlocked.Increment(ref count)}"));
        return [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xFF, 0xFE, 0, (byte)(comment.Length + 2), .. comment, .. GreyScan];
    }

    /// <summary>A PNG whose header is whole and whose pixels are none: only who decodes it finds out.</summary>
    public static byte[] BrokenInside() => new PngBytes(100, 100 + Interlocked.Increment(ref count)) { Data = [.. Enumerable.Repeat((byte)0x55, 500)] }.Make();

    /// <summary>A picture with a red disc to the right of its middle, which no other call gives.</summary>
    public static byte[] Picture(int width = 700, int height = 500)
    {
        var own = Interlocked.Increment(ref count);
        // other enough that what is made of it differs too, however small
        var (x0, y0, r, light) = ((width * 3 / 4) - (own * 17 % (width / 5)), height / 3, height / 8, own * 29 % 100);
        return PngBytes.Picture(width, height, (x, y) => (x - x0, y - y0) switch
        {
            _ when (x, y) == (0, 0) => ((byte)own, (byte)(own >> 8), (byte)Environment.ProcessId),
            var (dx, dy) when (dx * dx) + (dy * dy) < r * r => (230, 40, 40),
            _ when y < height * 3 / 5 => (60 + light, 150 + (x / 30 % 60), 220),
            _ => (60 + ((x * 7 + y * 13) % 23), 130 + ((x * 5 + y * 3) % 31), 50),
        });
    }

    public static byte[] Vtt(string text = "Rửa tay bằng xà phòng.") => Encoding.UTF8.GetBytes($"WEBVTT\n\n{Interlocked.Increment(ref count)}\n00:00.000 --> 00:02.000\n{text}\n");

    public static byte[] Srt() => "1\r\n00:00:01,000 --> 00:00:03,000\r\nUống đủ nước.\r\n"u8.ToArray();

    public static byte[] Box(string major, params string[] compatible)
    {
        var brands = Encoding.ASCII.GetBytes($"ftyp{major}\0\0\0\0{string.Concat(compatible)}");
        return [0, 0, 0, (byte)(brands.Length + 4), .. brands, .. "....mdat"u8];
    }

    public static byte[] Riff(string form) => [.. "RIFF"u8, 36, 0, 0, 0, .. Encoding.ASCII.GetBytes(form), .. "fmt ...................."u8];

    public static byte[] Ebml(string documentType) => [0x1A, 0x45, 0xDF, 0xA3, 0x93, 0x42, 0x82, (byte)(0x80 + documentType.Length), .. Encoding.ASCII.GetBytes(documentType), .. "........"u8];

    public static byte[] Ogg(string codec) => [.. "OggS"u8, .. new byte[24], .. Encoding.ASCII.GetBytes(codec), .. new byte[16]];

    /// <summary>Two frames of 128 kbit/s at 44.1 kHz, after a tag of the given length.</summary>
    public static byte[] Mp3(int tag = 0)
    {
        byte[] frame = [0xFF, 0xFB, 0x90, 0x00, .. new byte[413]];
        byte[] sound = [.. frame, .. frame];
        return tag == 0 ? sound : [.. "ID3"u8, 4, 0, 0, 0, 0, (byte)(tag >> 7), (byte)(tag & 0x7F), .. new byte[tag], .. sound];
    }

    /// <summary>An archive of entries with these names; without names, those of a Word document.</summary>
    public static byte[] Zip(params string[] names)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in names.Length > 0 ? names : ["[Content_Types].xml", "word/document.xml"])
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write("<xml/>"u8);
            }
        }

        return bytes.ToArray();
    }

    private static byte[] Pad(string begin, int length) => [.. Encoding.ASCII.GetBytes(begin), .. Enumerable.Repeat((byte)'x', length)];
}
