using System.IO.Compression;
using Nq72.Testing.Corpus;

namespace Nq72.EndToEnd.Tests.Uploads;

/// <summary>One file that somebody might send to the library, and what may become of it.</summary>
/// <param name="Name">What it is.</param>
/// <param name="FileName">What it claims to be.</param>
/// <param name="Bytes">Makes it of the good ones.</param>
/// <param name="Outcomes">Codes with which it is refused, at once or by a look inside; <see cref="Safe"/>; or <see cref="AsItCame"/>.</param>
internal sealed record BadUpload(string Name, string FileName, Func<ImageFiles, ClipFiles, byte[]> Bytes, params string[] Outcomes)
{
    /// <summary>It is taken, and only what was made of its pixels and sound goes out.</summary>
    public const string Safe = BadImage.Safe;

    /// <summary>It is taken and not opened here; it goes out as what it is said to be, in a sandbox, documents to be saved only.</summary>
    public const string AsItCame = "asItCame";

    private const string Empty = "mediaEmpty", Unknown = "mediaUnknownKind", NotAllowed = "mediaNotAllowed", Unsafe = "mediaUnsafe", Damaged = "mediaDamaged", Encoding = "mediaEncoding";

    // by the first bytes, before anybody looks inside
    private static readonly Dictionary<string, string[]> FirstBytes = new(StringComparer.Ordinal)
    {
        ["nothing"] = [Empty], ["one byte"] = [Unknown], ["words"] = [Unknown], ["words of two bytes each"] = [Unknown], ["noise"] = [Unknown], ["ImageMagick's drawing language"] = [Unknown], ["PostScript"] = [Unknown],
        ["eps with a preview"] = [Unknown], ["icon"] = [Unknown], ["JPEG 2000"] = [Unknown], ["JPEG XL"] = [Unknown], ["OpenEXR"] = [Unknown], ["svg with a script"] = [NotAllowed], ["svg behind a declaration"] = [NotAllowed],
        ["svg that names a file"] = [NotAllowed], ["html named jpg"] = [NotAllowed], ["html behind spaces"] = [NotAllowed], ["php"] = [NotAllowed], ["script"] = [NotAllowed], ["ImageMagick's scripting language"] = [NotAllowed],
        ["psd"] = [NotAllowed], ["tiff"] = [NotAllowed], ["tiff of the other end"] = [NotAllowed], ["bmp"] = [NotAllowed], ["program"] = [NotAllowed], ["zip"] = [Damaged], ["pdf"] = [AsItCame], ["film"] = ["clipBroken", "clipTruncated"],
        ["page"] = [NotAllowed], ["playlist (HLS)"] = [Unknown], ["list for concat"] = [Unknown], ["DASH manifest"] = [NotAllowed], ["session description"] = [Unknown], ["AviSynth script"] = [Unknown],
        ["picture"] = ["imageBroken", "imageTruncated"], ["avi"] = [NotAllowed], ["flv"] = [Unknown], ["matroska that is no webm"] = [NotAllowed], ["sound that is only a tag"] = [Damaged],
        ["wav without sound"] = [AsItCame], ["wav of a thousand channels"] = [AsItCame], ["opus head and nothing behind it"] = [AsItCame],
    };

    // others like them are there; each costs the starts of several processes
    private static readonly HashSet<string> Alike = new(
        [
            "png 30000x1", "png -1 across", "png cut in its head", "png cut at a quarter", "png with a wrong byte in its data", "png whose data are too few", "png of depth 3", "png with a profile that unpacks to 200 MB",
            "jpeg cut at a tenth", "jpeg cut at a quarter", "jpeg with an end in its middle", "jpeg of 12 bit", "jpeg with an EXIF text beyond the end", "jpeg with EXIF of four bytes", "jpeg with a broken IPTC block",
            "jpeg with a piece of a profile that has 255", "gif head only", "gif cut at a quarter", "webp cut at a quarter", "webp that says it has 4 GB", "webp with a canvas of 16777216x16777216", "heic cut in its tables",
            "heic without its last bytes", "avif without its last bytes",
        ], StringComparer.Ordinal);

    private static readonly BadUpload[] Own =
    [
        new("docx that unpacks to 4 GB", "bomb.docx", (_, _) => Claiming(Docx()), Unsafe),
        new("docx of 20000 entries", "many.docx", (_, _) => Docx([.. Enumerable.Range(0, 20_000).Select(number => $"word/{number}")]), Unsafe),
        new("docx with a path that leads out", "slip.docx", (_, _) => Docx("../../../../etc/cron.d/x"), Unsafe),
        new("docx with a path from the root", "root.docx", (_, _) => Docx("/etc/passwd"), Unsafe),
        new("docx with a path of Windows", "drive.docx", (_, _) => Docx("C:\\Windows\\x.dll"), Unsafe),
        new("docx with macros", "macro.docx", (_, _) => Docx("word/vbaProject.bin"), NotAllowed),
        new("docx cut before its directory", "cut.docx", (_, _) => Docx()[..^30], Damaged),
        new("zip of zips named docx", "nested.docx", (_, _) => Zip("1.zip", "2.zip"), NotAllowed),
        new("spreadsheet named docx", "sheet.docx", (_, _) => Zip("[Content_Types].xml", "xl/workbook.xml"), NotAllowed),
        new("pdf that is a zip too", "polyglot.pdf", (_, _) => [.. "%PDF-1.7\n"u8, .. Zip("evil.html"), .. "\n%%EOF"u8], AsItCame),
        new("pdf with a script", "script.pdf", (_, _) => Text("%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF"), AsItCame),
        new("pdf whose stream unpacks to 200 MB", "bomb.pdf", (_, _) => [.. "%PDF-1.7\n1 0 obj<</Filter/FlateDecode>>stream\n"u8, .. PngBytes.DeflatedZeros(200L << 20), .. "\nendstream endobj\n%%EOF"u8], AsItCame),
        new("pdf cut in its head", "cut.pdf", (_, _) => "%PDF"u8.ToArray(), Unknown),
        new("page that begins as pdf ends", "page.pdf", (_, _) => Text("<script>alert(1)</script>%PDF-1.7"), NotAllowed),
        new("jpeg that is a zip too", "photo.jpg", (images, _) => [.. File.ReadAllBytes(images.Jpeg), .. Zip("evil-page.html")], Safe),
        new("jpeg that is a java archive named gif", "photo.gif", (images, _) => [.. File.ReadAllBytes(images.Jpeg), .. Zip("META-INF/MANIFEST.MF", "evil-page.html")], Safe),
        new("program named png", "photo.png", (_, _) => [.. "MZ"u8, .. new byte[300]], NotAllowed),
        new("jpeg in CMYK", "print.jpg", (images, _) => File.ReadAllBytes(images.Path("cmyk.jpg")), Safe),
        new("png of 16 bit", "deep.png", (images, _) => File.ReadAllBytes(images.Path("deep.png")), Safe),
        new("captions without a cue", "clip.vtt", (_, _) => Text("WEBVTT\n\nxin chào\n"), Damaged),
        new("captions that are a page", "clip.vtt", (_, _) => Text("WEBVTTX<script>alert(1)</script>"), Unknown),
        new("captions in TCVN3", "clip.srt", (_, _) => [.. "1\n00:00:01,000 --> 00:00:03,000\nU"u8, 0xB8, 0xB5, 0x0A], Encoding),
        new("captions with zeros", "clip.srt", (_, _) => [.. "1\n00:00:01,000 --> 00:00:03,000\nU\n"u8, .. new byte[5000]], Unknown, Encoding),
        new("captions with zeros far behind", "clip.srt", (_, _) => [.. "1\n00:00:01,000 --> 00:00:03,000\n"u8, .. Enumerable.Repeat((byte)'a', 5000), .. new byte[5000]], Encoding),
        new("captions with a script", "clip.vtt", (_, _) => Text("WEBVTT\n\n00:01.000 --> 00:03.000\n<script>alert(1)</script>\n"), AsItCame),
        new("captions of 3 MB", "clip.srt", (_, _) => [.. "1\n00:00:01,000 --> 00:00:03,000\n"u8, .. Enumerable.Repeat((byte)'\n', 3 << 20)], "mediaTooLarge"),
        new("sound that is a tag and FLAC", "sound.mp3", (_, _) => [.. "ID3\x04\0\0\0\0\0\x14"u8, .. new byte[20], .. "fLaC...................."u8], NotAllowed),
        new("ogg that is no opus", "sound.opus", (_, _) => [.. "OggS"u8, .. new byte[24], .. "\x01vorbis"u8, .. new byte[60]], NotAllowed),
    ];

    /// <summary>All of them, by name.</summary>
    public static readonly IReadOnlyList<BadUpload> All =
    [
        .. BadImage.All.Values.Where(one => !Alike.Contains(one.Name)).Select(one => new BadUpload(one.Name, "ảnh chụp.jpg", (images, _) => one.Bytes(images), FirstBytes.GetValueOrDefault(one.Name, one.Outcomes))),
        // the same in both corpora
        .. BadClip.All.Values.Where(one => !BadImage.All.ContainsKey(one.Name)).Select(one => new BadUpload(one.Name, "clip.mp4", (_, clips) => one.Bytes(clips), FirstBytes.GetValueOrDefault(one.Name, one.Outcomes))),
        .. Own,
    ];

    private static byte[] Text(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static byte[] Docx(params string[] further) => Zip(["[Content_Types].xml", "word/document.xml", .. further]);

    private static byte[] Zip(params string[] names)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in names)
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write("<xml/>"u8);
            }
        }

        return bytes.ToArray();
    }

    // the lengths that the directory tells
    private static byte[] Claiming(byte[] archive)
    {
        for (var at = archive.AsSpan().IndexOf("PK\u0001\u0002"u8); at >= 0;)
        {
            new byte[] { 0xFF, 0xFF, 0xFF, 0x7F }.CopyTo(archive, at + 24);
            var next = archive.AsSpan(at + 4).IndexOf("PK\u0001\u0002"u8);
            at = next < 0 ? -1 : at + 4 + next;
        }

        return archive;
    }
}
