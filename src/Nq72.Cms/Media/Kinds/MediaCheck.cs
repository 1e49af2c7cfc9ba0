using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Media.Kinds;

/// <summary>Looks at a whole file of a format whose first bytes do not say enough.</summary>
internal static class MediaCheck
{
    private const int MostEntries = 10_000;
    private const long LargestDirectory = 4 * 1024 * 1024;
    private const long LargestUnpacked = 2L * 1024 * 1024 * 1024;
    private const int EndRecordLength = 22, LongestComment = 65_535;

    /// <summary>Null when nothing is wrong with it.</summary>
    /// <param name="content">The whole of it; can be sought in.</param>
    /// <param name="format">What its first bytes say.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Problem?> FindFaultAsync(Stream content, MediaFormat format, CancellationToken cancellationToken)
    {
        content.Position = 0;
        return format switch
        {
            MediaFormat.Docx => await OfDocumentAsync(content, cancellationToken),
            MediaFormat.Vtt or MediaFormat.Srt => await OfCaptionsAsync(content, cancellationToken),
            MediaFormat.Mp3 => await OfSoundAsync(content, cancellationToken),
            _ => null,
        };
    }

    private static async Task<Problem?> OfDocumentAsync(Stream content, CancellationToken cancellationToken)
    {
        if (await HasHugeDirectoryAsync(content, cancellationToken))
            return MediaProblems.Unsafe("tệp nén có quá nhiều mục", "the archive holds too many entries");
        try
        {
            await using var archive = await ZipArchive.CreateAsync(content, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
            var names = archive.Entries.Select(entry => entry.FullName).ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (archive.Entries.Count > MostEntries || archive.Entries.Sum(entry => (decimal)entry.Length) > LargestUnpacked)
                return MediaProblems.Unsafe("tệp nén bung ra quá lớn", "the archive unpacks to too much");
            if (names.Any(LeadsOut))
                return MediaProblems.Unsafe("tệp nén có đường dẫn ra ngoài", "the archive holds paths that lead out of it");
            if (!names.Contains("[Content_Types].xml") || !names.Contains("word/document.xml"))
                return MediaProblems.NotAllowed("tệp nén hoặc tài liệu không phải Word", "an archive, or a document that is not Word's");
            return names.Any(name => name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase))
                ? MediaProblems.NotAllowed("tài liệu Word có macro (hãy lưu thành .docx)", "a Word document with macros (save it as .docx)")
                : null;
        }
        catch (InvalidDataException)
        {
            return MediaProblems.Damaged(MediaFormat.Docx);
        }
    }

    private static bool LeadsOut(string name) =>
        name.StartsWith('/') || name.Contains('\\', StringComparison.Ordinal) || name.Contains(':', StringComparison.Ordinal) || name.Split('/').Contains("..");

    // the archive's reader takes in the whole directory, however long: its place is told at the end of the file
    private static async Task<bool> HasHugeDirectoryAsync(Stream content, CancellationToken cancellationToken)
    {
        var length = (int)Math.Min(content.Length, EndRecordLength + LongestComment);
        var tail = new byte[length];
        content.Position = content.Length - length;
        await content.ReadExactlyAsync(tail, cancellationToken);
        content.Position = 0;
        var at = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || at + EndRecordLength > length)
            return false;
        // in the larger form, which no document needs, the place stands elsewhere
        var begin = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16));
        return begin == uint.MaxValue || content.Length - length + at - begin > LargestDirectory;
    }

    private static async Task<Problem?> OfCaptionsAsync(Stream content, CancellationToken cancellationToken)
    {
        try
        {
            using var reader = new StreamReader(content, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false, leaveOpen: true);
            var hasCue = false;
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                if (line.Contains('\0', StringComparison.Ordinal))
                    return MediaProblems.CaptionsEncoding;
                hasCue |= line.Contains("-->", StringComparison.Ordinal);
            }

            return hasCue ? null : MediaProblems.NoCues;
        }
        catch (DecoderFallbackException)
        {
            return MediaProblems.CaptionsEncoding;
        }
    }

    // past a tag of its own, sound begins with a frame
    private static async Task<Problem?> OfSoundAsync(Stream content, CancellationToken cancellationToken)
    {
        var head = new byte[10];
        var read = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        var begin = 0L;
        if (read == head.Length && head.AsSpan().StartsWith("ID3"u8))
            begin = head.Length + ((head[6] & 0x7F) << 21) + ((head[7] & 0x7F) << 14) + ((head[8] & 0x7F) << 7) + (head[9] & 0x7F);
        if (begin >= content.Length)
            return MediaProblems.Damaged(MediaFormat.Mp3);
        var bytes = new byte[16 * 1024];
        content.Position = begin;
        read = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        for (var at = 0; at + 4 <= read; at++)
        {
            if (MpegFrame.IsAt(bytes.AsSpan(at, read - at)))
                return null;
        }

        return MediaProblems.NotAllowed("âm thanh không phải MP3", "sound that is not MP3");
    }
}
