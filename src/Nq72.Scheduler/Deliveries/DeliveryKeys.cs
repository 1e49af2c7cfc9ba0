using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Deliveries;

/// <summary>Idempotency keys: what is the same delivery has the same key, whoever writes it down and however often.</summary>
internal static class DeliveryKeys
{
    private static readonly Guid Namespace = new("6f0b5a52-72a1-4c8e-9a2d-0d6c3f0e7210");

    /// <summary>The key of one sending.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="destination">The destination in it.</param>
    /// <param name="itemId">The item.</param>
    /// <param name="version">Its version.</param>
    /// <param name="operation">Publish, correct or retract.</param>
    /// <param name="dueAt">The intended instant, which stands for the publication.</param>
    /// <param name="generation">Which sending, when it was taken back in between.</param>
    public static Guid Of(string channel, string destination, string itemId, int version, DeliveryOperation operation, DateTimeOffset dueAt, int generation) =>
        Version5(string.Create(CultureInfo.InvariantCulture, $"{channel}/{destination}/{itemId}/{version}/{operation}/{dueAt.ToMicroseconds()}/{generation}"));

    // RFC 9562 §5.5
    private static Guid Version5(string name)
    {
        Span<byte> input = stackalloc byte[16 + Encoding.UTF8.GetMaxByteCount(name.Length)];
        Namespace.TryWriteBytes(input, bigEndian: true, out _);
        var length = 16 + Encoding.UTF8.GetBytes(name, input[16..]);
        Span<byte> hash = stackalloc byte[20];
#pragma warning disable CA5350 // version 5 ids are SHA-1 by definition; nothing is protected by it
        SHA1.HashData(input[..length], hash);
#pragma warning restore CA5350
        BinaryPrimitives.WriteUInt16BigEndian(hash[6..], (ushort)((BinaryPrimitives.ReadUInt16BigEndian(hash[6..]) & 0x0FFF) | 0x5000));
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
