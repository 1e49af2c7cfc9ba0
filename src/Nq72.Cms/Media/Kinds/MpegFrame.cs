namespace Nq72.Cms.Media.Kinds;

/// <summary>Recognises MPEG audio of layer III by its frames, which follow one another at the lengths that their heads tell.</summary>
/// <remarks>Source: ISO/IEC 11172-3 §2.4.1.3, ISO/IEC 13818-3 §2.4.2.3.</remarks>
internal static class MpegFrame
{
    private const int HeadLength = 4;
    private const int Layer3 = 1, ReservedVersion = 1, Version1 = 3;

    private static readonly int[] KilobitsOfVersion1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    private static readonly int[] KilobitsOfVersion2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    private static readonly int[] HertzOfVersion1 = [44_100, 48_000, 32_000];

    /// <summary>Whether a frame begins here, and another one where it ends if that is among the bytes.</summary>
    public static bool IsAt(ReadOnlySpan<byte> bytes)
    {
        var length = LengthOf(bytes);
        return length > 0 && (bytes.Length < length + HeadLength || LengthOf(bytes[length..]) > 0);
    }

    // 0 for what is no head of a frame
    private static int LengthOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeadLength || bytes[0] != 0xFF || (bytes[1] & 0xE0) != 0xE0)
            return 0;
        var (version, layer, rate, frequency, padding) = ((bytes[1] >> 3) & 3, (bytes[1] >> 1) & 3, bytes[2] >> 4, (bytes[2] >> 2) & 3, (bytes[2] >> 1) & 1);
        if (version == ReservedVersion || layer != Layer3 || rate is 0 or 15 || frequency == 3)
            return 0;
        // version 2 has half the frequencies, version 2.5 a quarter
        var hertz = HertzOfVersion1[frequency] / (version == Version1 ? 1 : version == 2 ? 2 : 4);
        return ((version == Version1 ? 144_000 * KilobitsOfVersion1[rate] : 72_000 * KilobitsOfVersion2[rate]) / hertz) + padding;
    }
}
