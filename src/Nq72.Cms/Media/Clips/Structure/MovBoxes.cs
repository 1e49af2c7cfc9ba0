using System.Buffers.Binary;
using System.Text;

namespace Nq72.Cms.Media.Clips.Structure;

/// <summary>
/// Walks the boxes of an MP4 or MOV: is it whole, is its index there and no larger than what it describes, does it point to other files.
/// </summary>
/// <remarks>Source: ISO/IEC 14496-12 §4.2 (boxes), §8.7.2 (data references), §8.6.1, §8.7.3 (sample tables); QuickTime File Format, "Reference Movies" and "Compressed Movie Resources".</remarks>
internal sealed class MovBoxes(Stream content)
{
    private const int MostBoxes = 400_000, MostDepth = 12;
    private const long MostSamples = 50_000_000, LargestIndex = 128L << 20;

    private static readonly HashSet<string> Containers = ["moov", "trak", "edts", "mdia", "minf", "dinf", "stbl", "mvex", "moof", "traf", "gmhd"];

    // what cameras and telephones name a place by: Apple's and 3GPP's boxes, QuickTime's key, GoPro's track, XMP
    private static readonly byte[][] PositionMarks = [[0xA9, (byte)'x', (byte)'y', (byte)'z'], "loci"u8.ToArray(), "location.ISO6709"u8.ToArray(), "gpmd"u8.ToArray(), "GPSLatitude"u8.ToArray(), "GPSCoordinates"u8.ToArray()];

    private readonly byte[] buffer = new byte[64 * 1024];
    private int boxes;
    private long samples;
    private bool hasIndex, hadPosition;

    /// <summary>Null and whether it tells a place, when nothing is wrong with it.</summary>
    public (ClipRefusal? Refusal, bool HadPosition) Look()
    {
        try
        {
            Walk(0, content.Length, 0);
            return hasIndex ? (null, hadPosition) : (new ClipRefusal(ClipRefusalCode.ClipTruncated, What: "moov"), false);
        }
        catch (FoundException found)
        {
            return (found.Refusal, false);
        }
    }

    private void Walk(long from, long until, int depth)
    {
        if (depth > MostDepth)
            throw Broken("nested boxes");
        for (var at = from; until - at >= 8;)
        {
            if (++boxes > MostBoxes)
                throw Broken("too many boxes");
            var (type, body, end) = Head(at, until);
            // zeros behind the last box
            if (type == "\0\0\0\0")
                return;
            if (end > until)
                throw depth == 0 ? new FoundException(ClipRefusalCode.ClipTruncated, type) : Broken(type);
            Look(type, body, end, depth);
            at = end;
        }
    }

    private (string Type, long Body, long End) Head(long at, long until)
    {
        Span<byte> head = stackalloc byte[16];
        content.Position = at;
        content.ReadExactly(head[..8]);
        var type = Encoding.Latin1.GetString(head[4..8]);
        var size = BinaryPrimitives.ReadUInt32BigEndian(head);
        if (size == 0)
            return (type, at + 8, until);
        if (size != 1)
            return size >= 8 ? (type, at + 8, at + size) : throw Broken(Printable(type));
        if (until - at < 16)
            throw new FoundException(ClipRefusalCode.ClipTruncated, Printable(type));
        content.ReadExactly(head[8..]);
        var large = BinaryPrimitives.ReadUInt64BigEndian(head[8..]);
        if (large < 16)
            throw Broken(Printable(type));
        return (type, at + 16, large > long.MaxValue / 2 ? long.MaxValue / 2 : at + (long)large);
    }

    private void Look(string type, long body, long end, int depth)
    {
        switch (type)
        {
            case "cmov":
                throw Broken("compressed index");
            case "rmra" or "rmda" or "rdrf":
                throw new FoundException(ClipRefusalCode.ClipExternal, type);
            case "dref":
                LookAtReferences(body, end);
                break;
            case "stsz":
                LookAtSizes(body, end);
                break;
            case "stts" or "ctts":
                LookAtTimes(type, body, end);
                break;
            case "trun":
                Count(Number(body + 4, end));
                break;
            case "moov" or "uuid" or "meta" or "udta" when depth == 0:
                if (end - body > LargestIndex)
                    throw Broken("index too large");
                hadPosition |= Holds(body, end);
                break;
        }

        hasIndex |= type == "moov" && depth == 0;
        if (Containers.Contains(type))
            Walk(body, end, depth + 1);
    }

    // an entry's lowest flag: what it is about lies in this very file
    private void LookAtReferences(long body, long end)
    {
        var count = Number(body + 4, end);
        var at = body + 8;
        for (var entry = 0; entry < count && end - at >= 12; entry++)
        {
            var size = Number(at, end);
            var isHere = (Number(at + 8, end) & 1) != 0;
            if (size < 12)
                throw Broken("dref");
            if (!isHere && size > 12)
                throw new FoundException(ClipRefusalCode.ClipExternal, "dref");
            at += size;
        }
    }

    private void LookAtSizes(long body, long end)
    {
        var (each, count) = (Number(body + 4, end), Number(body + 8, end));
        Count(count);
        if (each == 0 ? count * 4 > end - body - 12 : each * count > content.Length)
            throw Broken("stsz");
    }

    private void LookAtTimes(string type, long body, long end)
    {
        var count = Number(body + 4, end);
        if (count * 8 > end - body - 8)
            throw Broken(type);
        var total = 0L;
        for (var left = count; left > 0;)
        {
            var now = (int)Math.Min(left, buffer.Length / 8);
            content.Position = body + 8 + ((count - left) * 8);
            content.ReadExactly(buffer, 0, now * 8);
            for (var entry = 0; entry < now; entry++)
                total += BinaryPrimitives.ReadUInt32BigEndian(buffer.AsSpan(entry * 8));
            left -= now;
        }

        if (total > MostSamples)
            throw Broken(type);
    }

    private void Count(long more)
    {
        samples += more;
        if (samples > MostSamples)
            throw Broken("too many samples");
    }

    private long Number(long at, long end)
    {
        if (end - at < 4)
            throw Broken("short box");
        Span<byte> bytes = stackalloc byte[4];
        content.Position = at;
        content.ReadExactly(bytes);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }

    private bool Holds(long from, long until)
    {
        const int Overlap = 32;
        for (var at = from; at < until; at += buffer.Length - Overlap)
        {
            content.Position = at;
            var read = (int)Math.Min(buffer.Length, until - at);
            content.ReadExactly(buffer, 0, read);
            foreach (var mark in PositionMarks)
            {
                if (buffer.AsSpan(0, read).IndexOf(mark) >= 0)
                    return true;
            }
        }

        return false;
    }

    private static FoundException Broken(string what) => new(ClipRefusalCode.ClipBroken, Printable(what));

    private static string Printable(string text) => new([.. text.Select(letter => letter is >= ' ' and <= '~' ? letter : '?')]);

    private sealed class FoundException(ClipRefusalCode code, string what) : Exception(what)
    {
        public ClipRefusal Refusal { get; } = new(code, What: what);
    }
}
