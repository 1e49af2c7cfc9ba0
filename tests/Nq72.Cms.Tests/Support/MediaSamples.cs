using System.IO.Compression;
using System.Text;

namespace Nq72.Cms.Tests.Support;

/// <summary>Small files of every format, made here: as many different ones as a test asks for.</summary>
internal static class MediaSamples
{
    private static int count;

    /// <summary>A PDF that no other call gives.</summary>
    public static byte[] Pdf(int length = 200) => Pad($"%PDF-1.7\n% {Interlocked.Increment(ref count)}\n", length);

    /// <summary>The beginning of a JPEG; pixels are looked at by others.</summary>
    public static byte[] Jpeg() => [0xFF, 0xD8, 0xFF, 0xE0, .. Encoding.ASCII.GetBytes($"..JFIF {Interlocked.Increment(ref count)}")];

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
