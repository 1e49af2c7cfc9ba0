using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Nq72.Cms.Media.Kinds;
using Nq72.Cms.Search;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Media;

/// <summary>
/// Where a file's bytes are read: <c>/media/{beginning of their hash}/{name}</c>. Other bytes, another address; the name is for people and may be any.
/// </summary>
public static class MediaAddress
{
    /// <summary>Where addresses begin.</summary>
    public const string Prefix = "/media/";

    /// <summary>Letters of the hash in an address: 128 bits, which nobody guesses.</summary>
    public const int HashLength = 32;

    private const int SignatureBytes = 20;

    /// <summary>The address.</summary>
    public static string Of(InstallationOptions installation, string sha256, string name, MediaFormat format) => $"{installation.PublicUrl}{Path(sha256, name, format)}";

    /// <summary>The address on this site.</summary>
    public static string Path(string sha256, string name, MediaFormat format)
    {
        var stem = FoldedText.Slug(System.IO.Path.GetFileNameWithoutExtension(name), 80);
        return $"{Prefix}{sha256[..HashLength]}/{(stem.Length > 0 ? stem : "tep")}.{format.Extension()}";
    }

    /// <summary>What to put behind an address so that it opens without an item that is visible, up to an instant.</summary>
    /// <param name="hash">The address's part of the hash.</param>
    /// <param name="until">From when on it is refused; to the second.</param>
    /// <param name="incarnation">The life of the installation: what was signed in another one does not hold.</param>
    /// <param name="key">The installation's key.</param>
    public static string Sign(string hash, DateTimeOffset until, string incarnation, byte[] key) =>
        string.Create(CultureInfo.InvariantCulture, $"?until={until.ToUnixTimeSeconds()}&signature={Signature(hash, until.ToUnixTimeSeconds(), incarnation, key)}");

    /// <summary>Whether the signature is ours and its time not over.</summary>
    public static bool Holds(string hash, string until, string signature, string incarnation, byte[] key, DateTimeOffset now) =>
        long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && now.ToUnixTimeSeconds() < seconds
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(signature), Encoding.ASCII.GetBytes(Signature(hash, seconds, incarnation, key)));

    private static string Signature(string hash, long until, string incarnation, byte[] key) => Convert.ToHexStringLower(
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"media\n{hash}\n{until}\n{incarnation}"))).AsSpan(0, SignatureBytes));
}
