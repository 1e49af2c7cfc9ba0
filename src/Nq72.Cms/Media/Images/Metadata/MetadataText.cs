using System.Text;

namespace Nq72.Cms.Media.Images.Metadata;

/// <summary>Texts out of metadata: written by any program of thirty years, in any encoding, by anybody.</summary>
internal static class MetadataText
{
    /// <summary>Most characters that are kept of one.</summary>
    public const int MostCharacters = 2_000;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>UTF-8 where it is that (cameras and desks of today), Latin-1 where it is not. Null for nothing.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        if (end >= 0)
            bytes = bytes[..end];
        // a character has at most four bytes
        if (bytes.Length > MostCharacters * 4)
            bytes = bytes[..(MostCharacters * 4)];
        try
        {
            return Clean(Strict.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            return Clean(Encoding.Latin1.GetString(bytes));
        }
    }

    /// <summary>Trimmed and cut; null for nothing.</summary>
    public static string? Clean(string? text)
    {
        var trimmed = text?.Trim();
        if (string.IsNullOrEmpty(trimmed))
            return null;
        return trimmed.Length <= MostCharacters ? trimmed : trimmed[..MostCharacters];
    }
}
