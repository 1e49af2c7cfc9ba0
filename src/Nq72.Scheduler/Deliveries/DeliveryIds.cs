namespace Nq72.Scheduler.Deliveries;

/// <summary>Ids of deliveries: version 7, and in the order in which one arming writes them, so that lists read in that order.</summary>
internal static class DeliveryIds
{
    // 12 bits of rand_a and the first 14 of rand_b count (RFC 9562 §6.2, method 1); 48 stay random
    private const int MostInOrder = 1 << 26;

    /// <summary>The id of the nth delivery that is written at an instant.</summary>
    public static Guid At(DateTimeOffset now, int n)
    {
        var count = n % MostInOrder;
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(now).TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[6] = (byte)(0x70 | (count >> 22));
        bytes[7] = (byte)(count >> 14);
        bytes[8] = (byte)(0x80 | ((count >> 8) & 0x3F));
        bytes[9] = (byte)count;
        return new Guid(bytes, bigEndian: true);
    }
}
