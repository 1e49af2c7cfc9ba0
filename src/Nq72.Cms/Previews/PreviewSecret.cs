using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Nq72.Cms.Previews;

/// <summary>
/// The secret part of a preview link: the link's id and a signature of it, 48 characters of <c>A-Z a-z 0-9 - _</c>. Everything else stands in
/// the database, so there is nothing in it to change. Signed for one life of the installation: a restore, which may bring back links that were
/// withdrawn since, ends all of them.
/// </summary>
internal static class PreviewSecret
{
    private const int SignatureBytes = 20;
    private const int IdBytes = 16;

    // 36 bytes fill their characters to the last bit: no two texts mean the same
    private const int Length = (SignatureBytes + IdBytes) / 3 * 4;

    /// <summary>The secret of a link.</summary>
    public static string Write(Guid id, string incarnation, byte[] key)
    {
        var bytes = id.ToByteArray(bigEndian: true);
        return Base64Url.EncodeToString([.. Sign(bytes, incarnation, key), .. bytes]);
    }

    /// <summary>The link's id; null for what <see cref="Write"/> did not make with this key in this life.</summary>
    public static Guid? Read(string secret, string incarnation, byte[] key)
    {
        if (secret.Length != Length || !Base64Url.IsValid(secret))
            return null;
        var bytes = Base64Url.DecodeFromChars(secret);
        if (bytes.Length != SignatureBytes + IdBytes)
            return null;
        var id = bytes.AsSpan(SignatureBytes);
        return CryptographicOperations.FixedTimeEquals(Sign(id, incarnation, key), bytes.AsSpan(0, SignatureBytes)) ? new Guid(id, bigEndian: true) : null;
    }

    private static byte[] Sign(ReadOnlySpan<byte> id, string incarnation, byte[] key)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"preview\n{incarnation}\n"), .. id];
        return HMACSHA256.HashData(key, signed)[..SignatureBytes];
    }
}
