using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Nq72.Scheduler.Platform;

/// <summary>
/// Ids of content items and releases: 26 characters of Orchard Core's alphabet, 128 random bits. They say nothing of when or by whom.
/// </summary>
public static class ContentIds
{
    /// <summary>Length of an id.</summary>
    public const int Length = 26;

    // no i, l, o, u: ids are read out over the telephone
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    /// <summary>A new id.</summary>
    public static string New()
    {
        Span<byte> random = stackalloc byte[16];
        RandomNumberGenerator.Fill(random);
        return Write(random);
    }

    /// <summary>The id that belongs to a text: always the same one, and another for every other text.</summary>
    public static string Of(string seed)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(seed), hash);
        return Write(hash);
    }

    /// <summary>Whether the text could be an id.</summary>
    public static bool IsValid(string? id) => id is { Length: Length } && !id.AsSpan().ContainsAnyExcept(Letters);

    private static string Write(ReadOnlySpan<byte> bytes) =>
        string.Create(Length, new UInt128(BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..])), static (id, bits) =>
        {
            for (var i = Length - 1; i >= 0; i--)
            {
                id[i] = Alphabet[(int)(bits & 31)];
                bits >>= 5;
            }
        });
}
