using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Media.Uploads;

/// <summary>The words of the protocol, and how its headers are read. Source: tus 1.0.0.</summary>
internal static class Tus
{
    public const string Version = "1.0.0";
    public const string Extensions = "creation,creation-with-upload,expiration,termination,checksum";

    // the protocol asks for sha1; what it is used for here is a bad line, not an enemy
    public const string Checksums = "sha256,sha1";
    public const string ContentType = "application/offset+octet-stream";
    public const string ResumableHeader = "Tus-Resumable";
    public const string VersionHeader = "Tus-Version";
    public const string ExtensionHeader = "Tus-Extension";
    public const string MaxSizeHeader = "Tus-Max-Size";
    public const string ChecksumsHeader = "Tus-Checksum-Algorithm";
    public const string LengthHeader = "Upload-Length";
    public const string OffsetHeader = "Upload-Offset";
    public const string MetadataHeader = "Upload-Metadata";
    public const string ExpiresHeader = "Upload-Expires";
    public const string ChecksumHeader = "Upload-Checksum";
    public const string OverrideHeader = "X-HTTP-Method-Override";

    /// <summary>A whole number from 0; null for anything else.</summary>
    public static long? Number(string? given) => long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>What is said of a file, by name.</summary>
    public static Outcome<IReadOnlyDictionary<string, string>> ReadMetadata(string? given)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        if (given?.Length > PendingUploadMapping.MetadataLength)
            return UploadProblems.Metadata;
        foreach (var pair in (given ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split(' ');
            // a name may stand without a value
            if (parts.Length > 2 || Text(parts.ElementAtOrDefault(1) ?? "") is not { } value || !pairs.TryAdd(parts[0], value))
                return UploadProblems.Metadata;
        }

        return pairs;
    }

    /// <summary>The check that a go is held against; null when none is asked for.</summary>
    public static Outcome<UploadChecksum?> ReadChecksum(string? given)
    {
        if (string.IsNullOrEmpty(given))
            return default(UploadChecksum);
        var parts = given.Split(' ');
        var algorithm = parts[0] switch { "sha256" => HashAlgorithmName.SHA256, "sha1" => HashAlgorithmName.SHA1, _ => default };
        if (parts.Length != 2 || algorithm == default || Bytes(parts[1]) is not { } sum)
            return UploadProblems.Checksum;
        return new UploadChecksum(algorithm, sum);
    }

    private static string? Text(string base64)
    {
        try
        {
            return Bytes(base64) is { } bytes ? Strict.GetString(bytes) : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static byte[]? Bytes(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
}
