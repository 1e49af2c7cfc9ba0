using Microsoft.Extensions.Options;
using Nq72.Cms.Media.Kinds;
using Nq72.Cms.Media.Store;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Media;

/// <summary>Takes a file's bytes in: tells what they are, holds them against the limits, and keeps them. Memory is constant whatever their number.</summary>
public sealed class MediaIntake(IBlobStore store, IOptions<MediaOptions> options)
{
    private const int BufferLength = 128 * 1024;
    private const long AskForRoomEvery = 64L * 1024 * 1024;

    // ENOSPC of Unix; ERROR_DISK_FULL of Windows
    private const int NoSpace = 28, DiskIsFull = unchecked((int)0x80070070);

    /// <summary>A file whose bytes are kept.</summary>
    public sealed record Taken(StoredBlob Blob, MediaFormat Format);

    /// <summary>Reads the stream to its end, or to the first fault.</summary>
    public async Task<Outcome<Taken>> TakeAsync(Stream content, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(content, cancellationToken);
        }
        catch (IOException exception) when (exception.HResult is NoSpace or DiskIsFull)
        {
            return MediaProblems.DiskFull;
        }
    }

    private async Task<Outcome<Taken>> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferLength];
        var read = await content.ReadAtLeastAsync(buffer, MediaSniffer.HeadLength, throwOnEndOfStream: false, cancellationToken);
        var recognised = MediaSniffer.Recognise(buffer.AsSpan(0, Math.Min(read, MediaSniffer.HeadLength)));
        if (!recognised.Succeeded)
            return recognised.Problem;
        var kind = recognised.Value.Kind();
        var most = options.Value.MostBytes(kind);
        await using var draft = await store.BeginAsync(cancellationToken);
        var askAt = 0L;
        while (read > 0)
        {
            if (draft.Length + read > most)
                return MediaProblems.TooLarge(kind, most);
            if (draft.Length >= askAt)
            {
                if (await store.FreeBytesAsync(cancellationToken) < options.Value.KeepFreeBytes)
                    return MediaProblems.DiskFull;
                askAt = draft.Length + AskForRoomEvery;
            }

            await draft.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            read = await content.ReadAsync(buffer, cancellationToken);
        }

        if (await MediaCheck.FindFaultAsync(draft.Look(), recognised.Value, cancellationToken) is { } fault)
            return fault;
        return new Taken(await draft.CommitAsync(cancellationToken), recognised.Value);
    }
}
