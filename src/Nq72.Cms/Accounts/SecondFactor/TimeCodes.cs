using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Nq72.Cms.Accounts.SecondFactor;

/// <summary>Codes of authenticator apps: six digits, a new one each 30 seconds. Thread-safe.</summary>
/// <remarks>Source: RFC 6238 with HMAC-SHA-1, RFC 4226 §5.3. Apps know no other parameters.</remarks>
internal static class TimeCodes
{
    /// <summary>Bytes of a secret, as RFC 4226 §4 advises.</summary>
    public const int SecretBytes = 20;

    private const int StepSeconds = 30, Digits = 6, Modulus = 1_000_000;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The time step of an instant.</summary>
    public static long StepAt(DateTimeOffset now) => now.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The code of a step.</summary>
    public static string CodeOf(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        // the apps' algorithm; as a keyed hash of a counter it is not weakened by what weakens SHA-1 for signatures
#pragma warning disable CA5350 // the apps' algorithm, RFC 6238
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var truncated = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xF, 4)) & int.MaxValue;
        return (truncated % Modulus).ToString($"D{Digits}", CultureInfo.InvariantCulture);
    }

    /// <summary>The step whose code it is: this one, or the one before or after it, as clocks differ; null for none, or for one that is not newer than <paramref name="last"/>.</summary>
    public static long? Find(byte[] secret, string? code, DateTimeOffset now, long? last)
    {
        var typed = new string([.. (code ?? "").Where(char.IsAsciiDigit)]);
        if (typed.Length != Digits)
            return null;
        long? found = null;
        for (var step = StepAt(now) - 1; step <= StepAt(now) + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(CodeOf(secret, step)), System.Text.Encoding.ASCII.GetBytes(typed)) && !(step <= last))
                found ??= step;
        }

        return found;
    }

    /// <summary>A secret as people type it and apps read it.</summary>
    /// <remarks>Source: RFC 4648 §6, without padding.</remarks>
    public static string Base32(byte[] bytes)
    {
        var text = new System.Text.StringBuilder();
        for (var bit = 0; bit < bytes.Length * 8; bit += 5)
        {
            var value = 0;
            for (var i = bit; i < bit + 5; i++)
                value = (value << 1) | (i < bytes.Length * 8 ? (bytes[i / 8] >> (7 - (i % 8))) & 1 : 0);
            text.Append(Alphabet[value]);
        }

        return text.ToString();
    }
}
