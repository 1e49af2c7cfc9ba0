using System.Text;

namespace Nq72.Cms.Media.Images.Decoding;

/// <summary>What a file is, by its first bytes.</summary>
internal static class FileSignature
{
    /// <summary>So many first bytes are enough.</summary>
    public const int Length = 512;

    // what people rename to .jpg, and what attackers send as it: named, so that the refusal tells the sender what was sent
    private static readonly (string Start, string Name)[] NotTaken =
    [
        ("II*\0", "TIFF"), ("MM\0*", "TIFF"), ("II+\0", "BigTIFF"), ("MM\0+", "BigTIFF"), ("8BPS", "PSD"), ("%PDF", "PDF"), ("%!PS", "PostScript"),
        ("\u00c5\u00d0\u00d3\u00c6", "EPS"), ("BM", "BMP"), ("\0\0\u0001\0", "ICO"), ("\u00ff\u000a", "JPEG XL"), ("\0\0\0\u000cJXL ", "JPEG XL"),
        ("\0\0\0\u000cjP  ", "JPEG 2000"), ("\u00ff\u004f\u00ff\u0051", "JPEG 2000"), ("PK\u0003\u0004", "ZIP"), ("\u007fELF", "ELF"), ("MZ", "Windows program"),
        ("\u001f\u008b", "gzip"), ("Rar!", "RAR"), ("7z\u00bc\u00af", "7z"), ("#!", "script"), ("\u001aE\u00df\u00a3", "WebM/Matroska"), ("ID3", "MP3"), ("OggS", "Ogg"),
        ("v/1\u0001", "OpenEXR"), ("SIMPLE  =", "FITS"), ("#?RADIANCE", "Radiance HDR"), ("gimp xcf", "XCF"), ("P4\n", "PNM"), ("P5\n", "PNM"), ("P6\n", "PNM"),
    ];

    private static readonly (string Start, string Name)[] Texts =
    [
        ("<!doctype html", "HTML"), ("<html", "HTML"), ("<script", "HTML"), ("<svg", "SVG"), ("<!doctype svg", "SVG"), ("<?php", "PHP"), ("push graphic-context", "ImageMagick MVG"),
        ("viewbox", "ImageMagick MVG"), ("<image", "ImageMagick MSL"), ("<?xml", "XML"),
    ];

    private static readonly string[] HevcBrands = ["heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs"];

    /// <summary>The kind of image.</summary>
    /// <exception cref="ImageRefusedException">It is no image that is taken.</exception>
    public static ImageKind Read(ReadOnlySpan<byte> start)
    {
        if (start.IsEmpty)
            throw new ImageRefusedException(ImageRefusalCode.ImageEmpty);
        if (start is [0xFF, 0xD8, 0xFF, ..])
            return ImageKind.Jpeg;
        if (start.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
            return ImageKind.Png;
        if (start.StartsWith("GIF87a"u8) || start.StartsWith("GIF89a"u8))
            return ImageKind.Gif;
        if (start.Length >= 12 && start.StartsWith("RIFF"u8) && start[8..].StartsWith("WEBP"u8))
            return ImageKind.Webp;
        if (start.Length >= 12 && start[4..].StartsWith("ftyp"u8))
            return ReadBrands(start);
        throw NotAnImage(start);
    }

    // ISO/IEC 14496-12: the major brand, a version, then the compatible brands
    private static ImageKind ReadBrands(ReadOnlySpan<byte> start)
    {
        var length = Math.Min((int)Math.Min(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(start), Length), start.Length);
        var brands = new List<string>();
        for (var at = 8; at + 4 <= length; at += at == 8 ? 8 : 4)
            brands.Add(Encoding.Latin1.GetString(start.Slice(at, 4)));
        if (brands.Any(brand => brand is "avif" or "avis"))
            return ImageKind.Avif;
        if (brands.Any(brand => HevcBrands.Contains(brand, StringComparer.Ordinal)) || brands.Any(brand => brand is "mif1" or "msf1"))
            return ImageKind.Heic;
        throw new ImageRefusedException(ImageRefusalCode.ImageKindNotAllowed, what: "MP4/MOV");
    }

    private static ImageRefusedException NotAnImage(ReadOnlySpan<byte> start)
    {
        var text = Encoding.Latin1.GetString(start);
        var name = NotTaken.FirstOrDefault(entry => text.StartsWith(entry.Start, StringComparison.Ordinal)).Name ?? Markup(text);
        return name is null
            ? new ImageRefusedException(ImageRefusalCode.ImageKindUnknown)
            : new ImageRefusedException(ImageRefusalCode.ImageKindNotAllowed, what: name);
    }

    // markup may follow a byte order mark and spaces; an SVG may follow an XML declaration and comments
    private static string? Markup(string text)
    {
        var trimmed = text.TrimStart('\u00ef', '\u00bb', '\u00bf', ' ', '\t', '\r', '\n');
        if (trimmed.StartsWith('<') && trimmed.Contains("<svg", StringComparison.OrdinalIgnoreCase))
            return "SVG";
        return Texts.FirstOrDefault(entry => trimmed.StartsWith(entry.Start, StringComparison.OrdinalIgnoreCase)).Name;
    }
}
