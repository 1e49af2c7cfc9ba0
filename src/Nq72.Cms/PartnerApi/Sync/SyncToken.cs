using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Nq72.Cms.PartnerApi.Sync;

/// <summary>
/// What a partner brings back to go on where it stopped. Deterministic, signed (a token that nobody made is told from one of ours before it
/// asks anything of the database), only <c>A-Z a-z 0-9 - _</c>. It does not run out as long as the installation lives; a restore ends it.
/// </summary>
/// <param name="Since">What the partner had when it began this round; null when it began with nothing.</param>
/// <param name="Until">How far this round goes; null between rounds.</param>
/// <param name="After">The last change that it has of this round; null between rounds.</param>
public sealed record SyncToken(SyncPoint? Since, SyncPoint? Until, SyncPlace? After)
{
    private const int SignatureBytes = 16;
    private const int MaxLength = 400;
    private const char Separator = '\n';

    /// <summary>The token as it is sent.</summary>
    public string Write(string incarnation, byte[] key)
    {
        var text = Encoding.UTF8.GetBytes(string.Join(Separator, incarnation, Text(Since), Text(Until), Text(After)));
        return Base64Url.EncodeToString([.. Sign(text, key), .. text]);
    }

    /// <summary>Reads a token; null for anything that <see cref="Write"/> did not make with this key.</summary>
    /// <param name="token">The token as it was sent.</param>
    /// <param name="key">The key that it was signed with.</param>
    /// <param name="incarnation">The life of the installation in which it was made.</param>
    public static SyncToken? Read(string token, byte[] key, out string incarnation)
    {
        incarnation = "";
        if (token.Length > MaxLength || !Base64Url.IsValid(token))
            return null;
        var bytes = Base64Url.DecodeFromChars(token);
        if (bytes.Length <= SignatureBytes || !CryptographicOperations.FixedTimeEquals(Sign(bytes.AsSpan(SignatureBytes), key), bytes.AsSpan(0, SignatureBytes)))
            return null;
        // signed: whatever is in it, we wrote
        var parts = Encoding.UTF8.GetString(bytes.AsSpan(SignatureBytes)).Split(Separator);
        incarnation = parts[0];
        return new SyncToken(Point(parts[1]), Point(parts[2]), Place(parts[3]));
    }

    private static byte[] Sign(ReadOnlySpan<byte> text, byte[] key) => HMACSHA256.HashData(key, text)[..SignatureBytes];

    private static string Text(SyncPoint? point) => point is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{point.Epoch}.{point.Boundary.UtcTicks}");

    private static string Text(SyncPlace? place) => place is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{place.At.UtcTicks}.{place.Id}");

    private static SyncPoint? Point(string text) => text.Split('.') is [var epoch, var boundary] ? new(long.Parse(epoch, CultureInfo.InvariantCulture), Instant(boundary)) : null;

    private static SyncPlace? Place(string text) => text.Split('.') is [var at, var id] ? new(Instant(at), id) : null;

    private static DateTimeOffset Instant(string ticks) => new(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero);
}
