using System.Buffers;
using System.Security.Cryptography;

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
        return string.Create(Length, new UInt128(BitConverter.ToUInt64(random), BitConverter.ToUInt64(random[8..])), static (id, bits) =>
        {
            for (var i = Length - 1; i >= 0; i--)
            {
                id[i] = Alphabet[(int)(bits & 31)];
                bits >>= 5;
            }
        });
    }

    /// <summary>Whether the text could be an id.</summary>
    public static bool IsValid(string? id) => id is { Length: Length } && !id.AsSpan().ContainsAnyExcept(Letters);
}
