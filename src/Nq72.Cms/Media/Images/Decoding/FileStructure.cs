using System.Buffers.Binary;

namespace Nq72.Cms.Media.Images.Decoding;

/// <summary>
/// Whether a file goes to its end, by the skeleton of its format. Decoders differ in what they make of half a file (grey below the cut, the
/// frames so far, an error in words of their own); this says it before any of them sees it, always the same.
/// </summary>
internal sealed class FileStructure(Stream file)
{
    /// <summary>Scans that a progressive JPEG may have; encoders make about ten, and each costs a pass over the whole image.</summary>
    public const int MostScans = 100;

    private readonly byte[] buffer = new byte[16 * 1024];
    private readonly long length = file.Length;

    /// <summary>Looks a file over from its start.</summary>
    /// <exception cref="ImageRefusedException">It is cut off, or made to cost more than it shows.</exception>
    public void Check(ImageKind kind)
    {
        file.Position = 0;
        try
        {
            switch (kind)
            {
                case ImageKind.Jpeg:
                    CheckJpeg();
                    break;
                case ImageKind.Png:
                    CheckPng();
                    break;
                case ImageKind.Gif:
                    CheckGif();
                    break;
                case ImageKind.Webp:
                    CheckWebp();
                    break;
                default:
                    CheckBoxes();
                    break;
            }
        }
        catch (EndOfStreamException)
        {
            throw new ImageRefusedException(ImageRefusalCode.ImageTruncated);
        }
    }

    // ITU T.81 annex B: segments with lengths up to a scan, then entropy-coded bytes up to the next marker
    private void CheckJpeg()
    {
        Skip(2);
        var scans = 0;
        while (true)
        {
            var marker = NextMarker();
            switch (marker)
            {
                case 0xD9:
                    // without a scan there is no image; the decoder says what it thinks of that
                    return;
                case 0xDA when ++scans > MostScans:
                    throw new ImageRefusedException(ImageRefusalCode.ImageBroken, what: $"JPEG: > {MostScans} scans");
                default:
                    Skip(Math.Max(0, BinaryPrimitives.ReadUInt16BigEndian(Take(2)) - 2));
                    continue;
            }
        }
    }

    // FF 00 is a byte of the image, FF FF is filling, restarts belong to the scan
    private byte NextMarker()
    {
        // between segments a marker follows at once
        if (file.ReadByte() == 0xFF && file.ReadByte() is var next and > 0 && IsMarker((byte)next))
            return (byte)next;
        while (true)
        {
            var read = file.Read(buffer);
            if (read == 0)
                throw new EndOfStreamException();
            for (var at = 0; ;)
            {
                var found = buffer.AsSpan(at, read - at).IndexOf((byte)0xFF);
                if (found < 0)
                    break;
                at += found + 1;
                if (at == read)
                {
                    // the marker's second byte is in the next piece
                    if (read == 1)
                        throw new EndOfStreamException();
                    file.Position--;
                    break;
                }

                if (!IsMarker(buffer[at]))
                    continue;
                file.Position -= read - at - 1;
                return buffer[at];
            }
        }
    }

    private static bool IsMarker(byte second) => second is not (0x00 or 0x01 or 0xFF or (>= 0xD0 and <= 0xD7));

    // PNG 3rd edition §5: chunks with lengths up to IEND
    private void CheckPng()
    {
        Skip(8);
        while (true)
        {
            var head = Take(8);
            var isEnd = head.AsSpan(4, 4).SequenceEqual("IEND"u8);
            Skip(BinaryPrimitives.ReadUInt32BigEndian(head) + 4L);
            if (isEnd)
                return;
        }
    }

    // GIF89a: blocks of sub-blocks up to the trailer
    private void CheckGif()
    {
        Skip(10);
        SkipColours(Take(3)[0]);
        while (true)
        {
            switch (Take(1)[0])
            {
                case 0x3B:
                    return;
                case 0x21:
                    Skip(1);
                    SkipSubBlocks();
                    break;
                case 0x2C:
                    SkipColours(Take(9)[8]);
                    Skip(1);
                    SkipSubBlocks();
                    break;
                default:
                    // neither an image nor an extension: the decoder judges
                    return;
            }
        }
    }

    private void SkipColours(byte flags)
    {
        if ((flags & 0x80) != 0)
            Skip(3 << ((flags & 7) + 1));
    }

    private void SkipSubBlocks()
    {
        while (Take(1)[0] is var count and not 0)
            Skip(count);
    }

    private void CheckWebp()
    {
        // RIFF counts what follows its own eight bytes
        Skip(BinaryPrimitives.ReadUInt32LittleEndian(Take(8).AsSpan(4)));
    }

    // ISO/IEC 14496-12 §4.2: boxes with lengths up to the end of the file
    private void CheckBoxes()
    {
        while (file.Position < length)
        {
            var start = file.Position;
            long box = BinaryPrimitives.ReadUInt32BigEndian(Take(8));
            if (box == 0)
                return;
            if (box == 1)
                box = (long)Math.Min(BinaryPrimitives.ReadUInt64BigEndian(Take(8)), long.MaxValue / 2);
            if (box < file.Position - start)
                throw new ImageRefusedException(ImageRefusalCode.ImageBroken, what: "HEIF: box length");
            file.Position = start;
            Skip(box);
        }
    }

    private byte[] Take(int count)
    {
        file.ReadExactly(buffer, 0, count);
        return buffer;
    }

    private void Skip(long count)
    {
        if (count > length - file.Position)
            throw new EndOfStreamException();
        file.Position += count;
    }
}
