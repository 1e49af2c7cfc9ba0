using System.Buffers.Binary;
using System.Text;

namespace Nq72.Testing.Corpus;

/// <summary>Writes GIF files byte by byte, the wrong ones too.</summary>
internal static class GifBytes
{
    /// <summary>Two by two pixels of the first colour: clear, 0, 0, 0, 0, end.</summary>
    private static readonly byte[] Pixels = [0x02, 0x02, 0x84, 0x51, 0x00];

    public static byte[] Head(int width, int height)
    {
        var head = new byte[13];
        Encoding.ASCII.GetBytes("GIF89a", head);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(6), (ushort)width);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(8), (ushort)height);
        head[10] = 0x80;
        return [.. head, 0xC0, 0x20, 0x20, 0xFF, 0xFF, 0xFF];
    }

    public static byte[] Frame(int width = 2, int height = 2, byte[]? data = null)
    {
        var frame = new byte[10];
        frame[0] = 0x2C;
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(5), (ushort)width);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(7), (ushort)height);
        return [.. frame, .. data ?? Pixels];
    }

    public static byte[] Comment(string text) => [0x21, 0xFE, (byte)text.Length, .. Encoding.ASCII.GetBytes(text), 0];

    public static byte[] Animation(int frames, int width = 2, int height = 2)
    {
        using var file = new MemoryStream();
        file.Write(Head(width, height));
        for (var frame = 0; frame < frames; frame++)
        {
            // a delay of a tenth of a second before each
            file.Write([0x21, 0xF9, 4, 0, 10, 0, 0, 0]);
            file.Write(Frame());
        }

        file.WriteByte(0x3B);
        return file.ToArray();
    }
}
