using Microsoft.Extensions.Options;
using Nq72.Cms.Media.Clips;
using Nq72.Cms.Media.Images;
using Nq72.Cms.Media.Kinds;
using Nq72.Cms.Media.Store;
using Nq72.Cms.Media.Uploads;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Media;

/// <summary>Takes a file's bytes in: tells what they are, holds them against the limits, and keeps them. Memory is constant whatever their number.</summary>
public sealed class MediaIntake(IBlobStore store, IImageProcessor images, IClipProcessor clips, IOptions<MediaOptions> options)
{
    private const int BufferLength = 128 * 1024;
    private const long AskForRoomEvery = 64L * 1024 * 1024;

    // ENOSPC of Unix; ERROR_DISK_FULL of Windows
    private const int NoSpace = 28, DiskIsFull = unchecked((int)0x80070070);

    /// <summary>A file whose bytes are kept; with what its header tells, where it is a picture, clip or sound that is worked on.</summary>
    public sealed record Taken(StoredBlob Blob, MediaFormat Format, ImageFacts? Facts, ClipFacts? Clip);

    /// <summary>Reads the stream to its end, or to the first fault.</summary>
    public async Task<Outcome<Taken>> TakeAsync(Stream content, CancellationToken cancellationToken)
    {
        try
        {
            await using var draft = await store.BeginAsync(cancellationToken);
            var added = await AddAsync(draft, content, whole: null, seen: null, cancellationToken);
            return added.Succeeded ? await FinishAsync(draft, cancellationToken) : added.Problem;
        }
        catch (IOException exception) when (IsDiskFull(exception))
        {
            return MediaProblems.DiskFull;
        }
    }

    /// <summary>Adds bytes to a draft, as they arrive. What they are is told as soon as enough of them are there, and held against the limits.</summary>
    /// <param name="draft">What there is so far; after a refusal it may hold some of the new ones.</param>
    /// <param name="content">Read to its end.</param>
    /// <param name="whole">How many there will be in all; null when nobody said.</param>
    /// <param name="seen">Shown what is added; null for nobody.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task<Outcome<Done>> AddAsync(BlobDraft draft, Stream content, long? whole, Action<ReadOnlyMemory<byte>>? seen, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferLength];
        var askAt = 0L;
        MediaKind? kind = null;
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (draft.Length + read > whole)
                return UploadProblems.TooLong(whole.Value);
            if (kind is { } known && draft.Length + read > options.Value.MostBytes(known))
                return MediaProblems.TooLarge(known, options.Value.MostBytes(known));
            if (draft.Length >= askAt)
            {
                if (!await HasRoomAsync((whole ?? 0) - draft.Length, cancellationToken))
                    return MediaProblems.DiskFull;
                askAt = draft.Length + AskForRoomEvery;
            }

            await draft.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            seen?.Invoke(buffer.AsMemory(0, read));
            if (kind is not null || draft.Length < MediaSniffer.HeadLength)
                continue;
            var recognised = await RecogniseAsync(draft, whole, cancellationToken);
            if (!recognised.Succeeded)
                return recognised.Problem;
            kind = recognised.Value.Kind();
        }

        return Done.Value;
    }

    /// <summary>Looks at the whole of a draft, and keeps its bytes.</summary>
    internal async Task<Outcome<Taken>> FinishAsync(BlobDraft draft, CancellationToken cancellationToken)
    {
        var recognised = await RecogniseAsync(draft, whole: null, cancellationToken);
        if (!recognised.Succeeded)
            return recognised.Problem;
        if (await MediaCheck.FindFaultAsync(draft.Look(), recognised.Value, cancellationToken) is { } fault)
            return fault;
        var (facts, clip) = (default(ImageFacts), default(ClipFacts));
        // what cannot be worked on is not kept
        if (recognised.Value.Kind() == MediaKind.Image)
        {
            var probed = await images.ProbeAsync(await draft.FileAsync(cancellationToken), cancellationToken);
            if (!probed.Succeeded)
                return probed.Problem;
            facts = probed.Value;
        }
        else if (!recognised.Value.GoesOutAsItCame())
        {
            var probed = await clips.ProbeAsync(await draft.FileAsync(cancellationToken), draft.Look(), cancellationToken);
            if (!probed.Succeeded)
                return probed.Problem;
            clip = probed.Value;
            if (recognised.Value.Kind() == MediaKind.Video ? clip.Picture is null : clip.Sounds.Count == 0)
                return ClipProblems.Of(new(recognised.Value.Kind() == MediaKind.Video ? ClipRefusalCode.ClipNoPicture : ClipRefusalCode.ClipNoSound));
        }

        return new Taken(await draft.CommitAsync(cancellationToken), recognised.Value, facts, clip);
    }

    /// <summary>Whether so many more bytes leave as many free as are to be left.</summary>
    internal async Task<bool> HasRoomAsync(long bytes, CancellationToken cancellationToken) =>
        await store.FreeBytesAsync(cancellationToken) - Math.Max(0, bytes) >= options.Value.KeepFreeBytes;

    /// <summary>Whether the disk refused to take more.</summary>
    internal static bool IsDiskFull(IOException exception) => exception.HResult is NoSpace or DiskIsFull;

    private async Task<Outcome<MediaFormat>> RecogniseAsync(BlobDraft draft, long? whole, CancellationToken cancellationToken)
    {
        var head = new byte[MediaSniffer.HeadLength];
        var read = await draft.Look().ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        var recognised = MediaSniffer.Recognise(head.AsSpan(0, read));
        if (!recognised.Succeeded)
            return recognised.Problem;
        var most = options.Value.MostBytes(recognised.Value.Kind());
        return (whole ?? draft.Length) > most ? MediaProblems.TooLarge(recognised.Value.Kind(), most) : recognised.Value;
    }
}
