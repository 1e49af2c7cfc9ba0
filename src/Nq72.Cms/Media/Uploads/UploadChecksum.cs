using System.Security.Cryptography;

namespace Nq72.Cms.Media.Uploads;

/// <summary>What the bytes of one go must add up to.</summary>
internal sealed class UploadChecksum(HashAlgorithmName algorithm, byte[] expected) : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(algorithm);

    /// <summary>Counts bytes in.</summary>
    public void Add(ReadOnlyMemory<byte> bytes) => hash.AppendData(bytes.Span);

    /// <summary>Whether they were what was meant. Asked once, at the end.</summary>
    public bool Holds() => hash.GetHashAndReset().AsSpan().SequenceEqual(expected);

    public void Dispose() => hash.Dispose();
}
