using System.Buffers.Binary;

namespace Nq72.Cms.Media.Images.Metadata;

/// <summary>
/// Reads three texts and whether there is a position out of an EXIF block. Everything it is led to is checked against the block's end, so a
/// broken directory gives less, never more.
/// Source: CIPA DC-008 (Exif 3.0) §4.6, TIFF 6.0 §2.
/// </summary>
internal static class ExifReader
{
    private const ushort ImageDescription = 0x010E, Artist = 0x013B, Copyright = 0x8298, GpsDirectory = 0x8825;
    private const ushort AsciiType = 2, Utf8Type = 129;
    private const int EntryLength = 12;

    /// <summary>What the block tells.</summary>
    public static FoundMetadata Read(ReadOnlySpan<byte> block)
    {
        if (block.StartsWith("Exif\0\0"u8))
            block = block[6..];
        if (block.Length < 8 || !(block.StartsWith("II*\0"u8) || block.StartsWith("MM\0*"u8)))
            return new FoundMetadata();
        var reader = new Directory(block, block[0] == 'I');
        var first = reader.Long(4);
        return new FoundMetadata(reader.Text(first, Copyright), reader.Text(first, Artist), reader.Text(first, ImageDescription), reader.Find(first, GpsDirectory) is not null);
    }

    private readonly ref struct Directory(ReadOnlySpan<byte> block, bool isLittleEndian)
    {
        private readonly ReadOnlySpan<byte> block = block;

        public uint Long(long at) => isLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(At(at, 4)) : BinaryPrimitives.ReadUInt32BigEndian(At(at, 4));

        /// <summary>Where the entry of a tag begins; null when the directory has none.</summary>
        public long? Find(long directory, ushort tag)
        {
            var count = Short(directory);
            for (var index = 0; index < count; index++)
            {
                var entry = directory + 2 + (index * EntryLength);
                if (entry + EntryLength > block.Length)
                    return null;
                if (Short(entry) == tag)
                    return entry;
            }

            return null;
        }

        public string? Text(long directory, ushort tag)
        {
            if (Find(directory, tag) is not { } entry || Short(entry + 2) is not (AsciiType or Utf8Type))
                return null;
            var length = Long(entry + 4);
            // four bytes and fewer stand in the entry itself
            var text = At(length <= 4 ? entry + 8 : Long(entry + 8), length);
            // Copyright: photographer, NUL, editor
            return MetadataText.Decode(text.TrimStart((byte)0));
        }

        private ushort Short(long at) => isLittleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(At(at, 2)) : BinaryPrimitives.ReadUInt16BigEndian(At(at, 2));

        // beyond the end there are zeros: an empty directory, an empty text
        private ReadOnlySpan<byte> At(long at, long length) =>
            at >= 0 && length <= block.Length && at <= block.Length - length ? block.Slice((int)at, (int)length) : new byte[Math.Min(length, sizeof(uint))];
    }
}
