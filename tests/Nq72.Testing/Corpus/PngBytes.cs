using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Nq72.Testing.Corpus;

/// <summary>Writes PNG files byte by byte, the wrong ones too.</summary>
internal sealed class PngBytes(int width, int height)
{
    public static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private readonly List<byte[]> between = [];

    public byte Depth { get; init; } = 8;

    /// <summary>0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA.</summary>
    public byte ColourType { get; init; } = 2;

    public bool Interlaced { get; init; }

    /// <summary>What stands in IDAT; null for a picture of zeros, empty for no IDAT at all.</summary>
    public byte[]? Data { get; init; }

    public PngBytes With(string type, byte[] content)
    {
        between.Add(Chunk(type, content));
        return this;
    }

    public byte[] Make()
    {
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9], head[12]) = (Depth, ColourType, (byte)(Interlaced ? 1 : 0));
        var data = Data ?? Deflate(Rows());
        return [.. Signature, .. Chunk("IHDR", head), .. between.SelectMany(chunk => chunk), .. data.Length == 0 ? [] : Chunk("IDAT", data), .. Chunk("IEND", [])];
    }

    /// <summary>A picture whose pixels are given: red, green, blue by place.</summary>
    public static byte[] Picture(int width, int height, Func<int, int, (int Red, int Green, int Blue)> pixel)
    {
        using var rows = new MemoryStream();
        for (var y = 0; y < height; y++)
        {
            rows.WriteByte(0);
            for (var x = 0; x < width; x++)
            {
                var (red, green, blue) = pixel(x, y);
                rows.Write([(byte)red, (byte)green, (byte)blue]);
            }
        }

        return new PngBytes(width, height) { Data = Deflate(rows.ToArray()) }.Make();
    }

    public static byte[] Chunk(string type, byte[] content)
    {
        var chunk = new byte[content.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        content.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(content.Length + 8), Crc(chunk.AsSpan(4, content.Length + 4)));
        return chunk;
    }

    public static byte[] Deflate(ReadOnlySpan<byte> raw)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(raw);
        return packed.ToArray();
    }

    /// <summary>So many zeros, packed: a thousandth of that.</summary>
    public static byte[] DeflatedZeros(long count)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var zeros = new byte[1 << 20];
            for (; count > 0; count -= zeros.Length)
                zlib.Write(zeros, 0, (int)Math.Min(count, zeros.Length));
        }

        return packed.ToArray();
    }

    private byte[] Rows() => new byte[height * (1 + ((width * Bands * Depth) + 7) / 8)];

    private int Bands => ColourType switch { 0 or 3 => 1, 4 => 2, 2 => 3, _ => 4 };

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ (0xEDB88320u & (uint)-(int)(crc & 1));
        }

        return ~crc;
    }
}
