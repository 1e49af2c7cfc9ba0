using System.Buffers.Binary;

namespace Nq72.Cms.Media.Images.Metadata;

/// <summary>
/// Reads the texts that news desks write into a Photoshop block of a JPEG.
/// Source: IPTC-IIM 4.2 (2:80 By-line, 2:110 Credit, 2:116 Copyright Notice, 2:120 Caption); Adobe Photoshop File Formats, image resource 0x0404.
/// </summary>
internal static class IptcReader
{
    private const byte DataSet = 0x1C, Application = 2, ByLine = 80, Credit = 110, Copyright = 116, Caption = 120;
    private const ushort IimResource = 0x0404;

    /// <summary>What the block tells: bare data sets, or Photoshop's resources around them.</summary>
    public static FoundMetadata Read(ReadOnlySpan<byte> block)
    {
        if (block.StartsWith("Photoshop 3.0\0"u8))
            block = block["Photoshop 3.0\0".Length..];
        return ReadDataSets(block.StartsWith("8BIM"u8) ? Resource(block) : block);
    }

    private static FoundMetadata ReadDataSets(ReadOnlySpan<byte> block)
    {
        var texts = new Dictionary<byte, string>();
        while (block.Length >= 5 && block[0] == DataSet)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(block[3..]);
            // the highest bit announces a length of a length, which no text needs
            if (length > 0x7FFF || length > block.Length - 5)
                break;
            if (block[1] == Application && MetadataText.Decode(block.Slice(5, length)) is { } text)
                texts.TryAdd(block[2], text);
            block = block[(5 + length)..];
        }

        return new FoundMetadata(texts.GetValueOrDefault(Copyright), texts.GetValueOrDefault(Credit) ?? texts.GetValueOrDefault(ByLine), texts.GetValueOrDefault(Caption));
    }

    // each resource: 8BIM, number, padded name, length, padded data
    private static ReadOnlySpan<byte> Resource(ReadOnlySpan<byte> block)
    {
        while (block.Length >= 12 && block.StartsWith("8BIM"u8))
        {
            var number = BinaryPrimitives.ReadUInt16BigEndian(block[4..]);
            var head = 6 + ((block[6] + 2) & ~1);
            if (head + 4 > block.Length)
                break;
            var length = BinaryPrimitives.ReadUInt32BigEndian(block[head..]);
            var data = block[(head + 4)..];
            if (length > data.Length)
                break;
            if (number == IimResource)
                return data[..(int)length];
            block = data[(int)Math.Min((length + 1) & ~1u, (uint)data.Length)..];
        }

        return [];
    }
}
