using System.Numerics;

namespace Nq72.Cms.Media.Clips.Structure;

/// <summary>Whether the segment of a WebM is as long as it says.</summary>
/// <remarks>Source: RFC 8794 §4 (variable-size integers), §5, §6.2 (unknown sizes); RFC 9559 §5 (Segment).</remarks>
internal static class EbmlLength
{
    private const ulong Segment = 0x18538067;
    private const int MostElements = 64;

    /// <summary>Null when nothing is wrong with it.</summary>
    public static ClipRefusal? Check(Stream content)
    {
        content.Position = 0;
        for (var element = 0; element < MostElements; element++)
        {
            if (Read(content, keepsMark: true) is not { } id || Read(content, keepsMark: false) is not { } size)
                return new ClipRefusal(ClipRefusalCode.ClipTruncated, What: "WebM");
            var rest = content.Length - content.Position;
            // what is recorded while it is sent does not know how long it will be
            if (id.Value == Segment)
                return size.IsUnknown || size.Value <= (ulong)rest ? null : new ClipRefusal(ClipRefusalCode.ClipTruncated, What: "WebM");
            if (size.IsUnknown)
                return new ClipRefusal(ClipRefusalCode.ClipBroken, What: "WebM");
            if (size.Value > (ulong)rest)
                return new ClipRefusal(ClipRefusalCode.ClipTruncated, What: "WebM");
            content.Position += (long)size.Value;
        }

        return new ClipRefusal(ClipRefusalCode.ClipBroken, What: "WebM");
    }

    private static (ulong Value, bool IsUnknown)? Read(Stream content, bool keepsMark)
    {
        var first = content.ReadByte();
        if (first <= 0)
            return null;
        var length = BitOperations.LeadingZeroCount((uint)first) - 24 + 1;
        var value = keepsMark ? (ulong)first : (ulong)first & ((1UL << (8 - length)) - 1);
        for (var at = 1; at < length; at++)
        {
            var next = content.ReadByte();
            if (next < 0)
                return null;
            value = (value << 8) | (uint)next;
        }

        return (value, !keepsMark && value == (1UL << (7 * length)) - 1);
    }
}
