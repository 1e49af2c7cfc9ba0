using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Media.Kinds;

/// <summary>Tells a file's format from its first bytes. What is not on the list is refused by name where it is known, so that people learn what to do.</summary>
/// <remarks>Source: WHATWG MIME Sniffing §6, ISO/IEC 14496-12 §4.3 (ftyp), RFC 8794 (EBML), RFC 7845 (Opus in Ogg).</remarks>
internal static partial class MediaSniffer
{
    /// <summary>As many of the first bytes as it looks at.</summary>
    public const int HeadLength = 4096;

    private static readonly (byte[] Magic, MediaFormat Format)[] Plain =
    [
        ([0xFF, 0xD8, 0xFF], MediaFormat.Jpeg), ([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], MediaFormat.Png),
        ("GIF87a"u8.ToArray(), MediaFormat.Gif), ("GIF89a"u8.ToArray(), MediaFormat.Gif), ("%PDF-"u8.ToArray(), MediaFormat.Pdf),
    ];

    private static readonly (byte[] Magic, string Vi, string En)[] Refused =
    [
        ("MZ"u8.ToArray(), "chương trình Windows", "a Windows program"), ([0x7F, (byte)'E', (byte)'L', (byte)'F'], "chương trình Linux", "a Linux program"),
        ("#!"u8.ToArray(), "tập lệnh", "a script"), ("Rar!"u8.ToArray(), "tệp nén RAR", "a RAR archive"), ([(byte)'7', (byte)'z', 0xBC, 0xAF], "tệp nén 7-Zip", "a 7-Zip archive"),
        ([0x1F, 0x8B], "tệp nén gzip", "a gzip file"), ([0xD0, 0xCF, 0x11, 0xE0], "tài liệu Office cũ (hãy lưu thành .docx hoặc PDF)", "an old Office document (save it as .docx or PDF)"),
        ("BM"u8.ToArray(), "ảnh BMP (hãy lưu thành JPEG hoặc PNG)", "a BMP picture (save it as JPEG or PNG)"), ([(byte)'I', (byte)'I', 0x2A, 0], "ảnh TIFF (hãy lưu thành JPEG hoặc PNG)", "a TIFF picture (save it as JPEG or PNG)"),
        ([(byte)'M', (byte)'M', 0, 0x2A], "ảnh TIFF (hãy lưu thành JPEG hoặc PNG)", "a TIFF picture (save it as JPEG or PNG)"), ("fLaC"u8.ToArray(), "âm thanh FLAC (hãy lưu thành MP3, M4A hoặc WAV)", "FLAC sound (save it as MP3, M4A or WAV)"),
        ("8BPS"u8.ToArray(), "tệp Photoshop (hãy lưu thành JPEG hoặc PNG)", "a Photoshop file (save it as JPEG or PNG)"), ("{\\rtf"u8.ToArray(), "tài liệu RTF (hãy lưu thành .docx hoặc PDF)", "an RTF document (save it as .docx or PDF)"),
    ];

    private static readonly string[] AvifBrands = ["avif", "avis"];
    private static readonly string[] HeifBrands = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"];
    private static readonly string[] SoundBrands = ["M4A ", "M4B "];
    private static readonly string[] ClipBrands = ["isom", "iso2", "iso3", "iso4", "iso5", "iso6", "iso7", "iso8", "iso9", "mp41", "mp42", "avc1", "M4V ", "MSNV", "dash", "3gp4", "3gp5", "3gp6", "3gp7", "XAVC"];

    /// <summary>The format, or 422 with what it is instead.</summary>
    public static Outcome<MediaFormat> Recognise(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
            return MediaProblems.Empty;
        foreach (var (magic, format) in Plain)
        {
            if (head.StartsWith(magic))
                return format;
        }

        if (head.Length >= 12 && head[4..8].SequenceEqual("ftyp"u8))
            return OfBrands(head);
        if (head.Length >= 12 && head.StartsWith("RIFF"u8))
            return OfRiff(head[8..12]);
        if (head.StartsWith(EbmlMagic))
            return IsWebM(head) ? MediaFormat.WebM : MediaProblems.NotAllowed("clip Matroska (hãy lưu thành MP4 hoặc WebM)", "a Matroska clip (save it as MP4 or WebM)");
        if (head.StartsWith("OggS"u8))
            return head.IndexOf("OpusHead"u8) >= 0 ? MediaFormat.Opus : MediaProblems.NotAllowed("âm thanh Ogg không phải Opus (hãy lưu thành MP3 hoặc Opus)", "Ogg sound that is not Opus (save it as MP3 or Opus)");
        if (head.StartsWith("PK\u0003\u0004"u8))
            return MediaFormat.Docx;
        if (head.StartsWith("ID3"u8) || MpegFrame.IsAt(head))
            return MediaFormat.Mp3;
        foreach (var (magic, vi, en) in Refused)
        {
            if (head.StartsWith(magic))
                return MediaProblems.NotAllowed(vi, en);
        }

        return OfText(head);
    }

    private static ReadOnlySpan<byte> EbmlMagic => [0x1A, 0x45, 0xDF, 0xA3];

    // the document type's element: id 0x4282, then a length, then the letters
    private static bool IsWebM(ReadOnlySpan<byte> head)
    {
        var at = head[..Math.Min(head.Length, 128)].IndexOf([(byte)0x42, (byte)0x82]);
        return at >= 0 && head.Length >= at + 7 && head[(at + 3)..(at + 7)].SequenceEqual("webm"u8);
    }

    private static Outcome<MediaFormat> OfBrands(ReadOnlySpan<byte> head)
    {
        var size = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(head), (uint)head.Length);
        var major = Encoding.ASCII.GetString(head[8..12]);
        var brands = new List<string> { major };
        for (var at = 16; at + 4 <= size; at += 4)
            brands.Add(Encoding.ASCII.GetString(head[at..(at + 4)]));
        if (brands.Exists(AvifBrands.Contains))
            return MediaFormat.Avif;
        if (HeifBrands.Contains(major))
            return MediaFormat.Heif;
        if (SoundBrands.Contains(major))
            return MediaFormat.M4A;
        if (major == "qt  ")
            return MediaFormat.Mov;
        if (brands.Exists(ClipBrands.Contains))
            return MediaFormat.Mp4;
        return brands.Exists(HeifBrands.Contains)
            ? MediaFormat.Heif
            : MediaProblems.NotAllowed($"tệp MPEG-4 loại '{Printable(major)}' (hãy lưu thành MP4, M4A hoặc JPEG)", $"an MPEG-4 file of the brand '{Printable(major)}' (save it as MP4, M4A or JPEG)");
    }

    private static Outcome<MediaFormat> OfRiff(ReadOnlySpan<byte> form)
    {
        if (form.SequenceEqual("WEBP"u8))
            return MediaFormat.WebP;
        return form.SequenceEqual("WAVE"u8) ? MediaFormat.Wav : MediaProblems.NotAllowed("tệp AVI hoặc RIFF khác (hãy lưu thành MP4)", "an AVI or another RIFF file (save it as MP4)");
    }

    private static Outcome<MediaFormat> OfText(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith(Encoding.UTF8.Preamble))
            head = head[3..];
        if (head.StartsWith("WEBVTT"u8) && (head.Length == 6 || head[6] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            return MediaFormat.Vtt;
        if (head.Contains((byte)0))
            return MediaProblems.UnknownKind;
        var text = Encoding.UTF8.GetString(head).TrimStart();
        if (SubRipBegin().IsMatch(text))
            return MediaFormat.Srt;
        if (text.StartsWith('<'))
        {
            return text.Contains("<svg", StringComparison.OrdinalIgnoreCase)
                ? MediaProblems.NotAllowed("ảnh SVG, có thể chứa mã lệnh (hãy lưu thành PNG)", "an SVG picture, which may hold scripts (save it as PNG)")
                : MediaProblems.NotAllowed("trang web hoặc XML", "a web page or XML");
        }

        return MediaProblems.UnknownKind;
    }

    private static string Printable(string brand) => new([.. brand.Select(letter => letter is > ' ' and <= '~' ? letter : '?')]);

    [GeneratedRegex(@"^\d{1,6}[ \t]*\r?\n\d{1,3}:\d{2}:\d{2}[,.]\d{1,3}[ \t]*-->[ \t]*\d{1,3}:\d{2}:\d{2}", RegexOptions.None, 1000)]
    private static partial Regex SubRipBegin();
}
