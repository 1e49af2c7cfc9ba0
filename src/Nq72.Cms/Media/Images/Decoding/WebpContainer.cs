using System.Buffers.Binary;

namespace Nq72.Cms.Media.Images.Decoding;

/// <summary>
/// Takes everything but pixels out of a WebP file. libvips 8.14 writes an EXIF block of its own into each (size and resolution), whatever it
/// is told, and with <c>strip</c> it even keeps the original's, position included.
/// Source: RFC 9649 §2.
/// </summary>
internal static class WebpContainer
{
    private const int Head = 12, ChunkHead = 8, PixelSizes = 6;
    private const byte AlphaFlag = 0x10, AnimationFlag = 0x02;

    /// <summary>The same image in a file without metadata and colour profile.</summary>
    public static byte[] Bare(ReadOnlySpan<byte> file)
    {
        using var bare = new MemoryStream(file.Length);
        bare.Write(file[..Head]);
        for (var rest = file[Head..]; rest.Length >= ChunkHead;)
        {
            var length = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]), rest.Length - ChunkHead);
            // chunks begin at even places
            var whole = Math.Min(ChunkHead + length + (length & 1), rest.Length);
            Keep(rest[..whole], bare);
            rest = rest[whole..];
        }

        var bytes = bare.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), (uint)(bytes.Length - 8));
        return bytes;
    }

    private static void Keep(ReadOnlySpan<byte> chunk, MemoryStream bare)
    {
        if (chunk.StartsWith("VP8 "u8) || chunk.StartsWith("VP8L"u8) || chunk.StartsWith("ALPH"u8) || chunk.StartsWith("ANIM"u8) || chunk.StartsWith("ANMF"u8))
        {
            bare.Write(chunk);
            return;
        }

        // the extended head announces what follows; where nothing but pixels does, it is not needed
        if (!chunk.StartsWith("VP8X"u8) || chunk.Length < ChunkHead + 4 + PixelSizes || (chunk[ChunkHead] & (AlphaFlag | AnimationFlag)) == 0)
            return;
        bare.Write(chunk[..ChunkHead]);
        bare.WriteByte((byte)(chunk[ChunkHead] & (AlphaFlag | AnimationFlag)));
        bare.Write(chunk[(ChunkHead + 1)..]);
    }
}
