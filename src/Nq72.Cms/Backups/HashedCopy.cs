using System.Security.Cryptography;

namespace Nq72.Cms.Backups;

/// <summary>Copies a stream and tells its length and SHA-256.</summary>
internal static class HashedCopy
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Copies to the end.</summary>
    public static async Task<(long Bytes, string Sha256)> RunAsync(Stream from, Stream to, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        var (total, read) = (0L, 0);
        while ((read = await from.ReadAsync(buffer, cancellationToken)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            total += read;
        }

        return (total, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
