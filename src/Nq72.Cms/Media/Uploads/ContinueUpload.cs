using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Nq72.Cms.Media.Store;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Media.Uploads;

/// <summary>
/// Goes on with an upload: what arrives before the line breaks off is kept, and the next go begins behind it. With its last byte it becomes a file of the library.
/// One go at a time: the store's part is held for as long as it lasts.
/// </summary>
public sealed class ContinueUpload(CmsDb db, UnitOfWork unitOfWork, IBlobStore store, MediaIntake intake, UploadMedia upload, ReplaceMedia replace, DropUpload drop, FindUpload find, IOptions<MediaOptions> options, TimeProvider clock)
{
    // goes in small pieces do not each write to the database
    private static readonly TimeSpan PutOffBy = TimeSpan.FromMinutes(10);

    /// <summary>Bytes on their way.</summary>
    /// <param name="Offset">Where they begin.</param>
    /// <param name="Bytes">The bytes; read as they arrive.</param>
    /// <param name="Length">How many; null when nobody said.</param>
    /// <param name="Checksum">What they add up to; null when nobody said. Then what arrives before the line breaks off is thrown away, since nobody can tell whether it is right.</param>
    internal sealed record Go(long Offset, Stream Bytes, long? Length, UploadChecksum? Checksum);

    /// <summary>Adds bytes. Those that are refused for what they are end the upload.</summary>
    internal async Task<Outcome<PendingUpload>> RunAsync(string id, Go go, Actor actor, CancellationToken cancellationToken)
    {
        var found = await find.RunAsync(id, actor, cancellationToken);
        if (found is not { Succeeded: true, Value: { MediaId: null } })
            return found.Succeeded && go.Offset == found.Value.Length && go.Length == 0 ? found : found.Problem ?? UploadProblems.Finished;
        await using var part = await store.ContinueAsync(id, cancellationToken);
        if (part is null)
            return UploadProblems.Busy;
        // another go may have ended it meanwhile
        found = await find.RunAsync(id, actor, cancellationToken);
        if (found is not { Succeeded: true, Value: { MediaId: null } pending })
            return found.Problem ?? UploadProblems.Finished;
        if (part.Length != go.Offset)
            return UploadProblems.OffsetDiffers(go.Offset, part.Length);
        if (go.Length > pending.Length - go.Offset)
            return UploadProblems.TooLong(pending.Length);
        await PutOffAsync(pending, cancellationToken);
        if (await AddAsync(part, pending, go, cancellationToken) is { } refused)
            return await RefuseAsync(pending, part, refused, actor);
        return part.Length == pending.Length ? await FinishAsync(pending, part, actor, cancellationToken) : pending;
    }

    /// <summary>The upload as it stands. One that was all here when the program was killed is brought to its end; 423 while another request does so.</summary>
    public async Task<Outcome<PendingUpload>> LookAsync(string id, Actor actor, CancellationToken cancellationToken)
    {
        var found = await find.RunAsync(id, actor, cancellationToken);
        if (!found.Succeeded || found.Value.MediaId is not null || await store.BytesSoFarAsync(id, cancellationToken) < found.Value.Length)
            return found;
        await using var part = await store.ContinueAsync(id, cancellationToken);
        if (part is null)
            return UploadProblems.Busy;
        found = await find.RunAsync(id, actor, cancellationToken);
        return found is { Succeeded: true, Value: { MediaId: null } pending } && part.Length == pending.Length ? await FinishAsync(pending, part, actor, cancellationToken) : found;
    }

    // null when all of it was taken
    private async Task<Problem?> AddAsync(BlobPart part, PendingUpload pending, Go go, CancellationToken cancellationToken)
    {
        try
        {
            var added = await intake.AddAsync(part, go.Bytes, pending.Length, go.Checksum is { } sum ? sum.Add : null, cancellationToken);
            if (added.Problem is { Code: "uploadTooLong" })
                part.Cut(go.Offset);
            if (added.Problem is not null || go.Checksum?.Holds() != false)
                return added.Problem;
            part.Cut(go.Offset);
            return UploadProblems.ChecksumDiffers(go.Offset);
        }
        catch (IOException exception) when (MediaIntake.IsDiskFull(exception))
        {
            return MediaProblems.DiskFull;
        }
        catch when (go.Checksum is not null)
        {
            part.Cut(go.Offset);
            throw;
        }
    }

    // from here on nobody needs the line any more
    private async Task<Outcome<PendingUpload>> FinishAsync(PendingUpload pending, BlobPart part, Actor actor, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var taken = await intake.FinishAsync(part, CancellationToken.None);
        if (!taken.Succeeded)
            return await RefuseAsync(pending, part, taken.Problem, actor);
        await using (var work = await unitOfWork.BeginAsync(CancellationToken.None))
        {
            var kept = await KeepAsync(pending, taken.Value, actor, CancellationToken.None);
            if (kept.Succeeded)
            {
                (pending.MediaId, pending.IsExisting) = (kept.Value.File.Id, !kept.Value.IsNew);
                await db.Set<PendingUpload>().Where(row => row.Id == pending.Id)
                    .ExecuteUpdateAsync(row => row.SetProperty(one => one.MediaId, pending.MediaId).SetProperty(one => one.IsExisting, pending.IsExisting), CancellationToken.None);
                await work.CommitAsync(CancellationToken.None);
                return pending;
            }

            taken = kept.Problem;
        }

        return await RefuseAsync(pending, part, taken.Problem!, actor);
    }

    private async Task<Outcome<UploadMedia.Result>> KeepAsync(PendingUpload pending, MediaIntake.Taken taken, Actor actor, CancellationToken cancellationToken)
    {
        if (pending.Replaces is not { } place)
            return await upload.KeepAsync(taken, pending.Name, actor, cancellationToken);
        var replaced = await replace.KeepAsync(place, taken, pending.Name, actor, cancellationToken);
        return replaced.Succeeded ? new UploadMedia.Result(replaced.Value, IsNew: true) : replaced.Problem;
    }

    // what a second try may mend does not end it: a full disk, bytes that came wrong
    private async Task<Outcome<PendingUpload>> RefuseAsync(PendingUpload pending, BlobPart part, Problem problem, Actor actor)
    {
        await part.DisposeAsync();
        if (problem is not ({ Status: 507 or UploadProblems.ChecksumMismatch } or { Code: "uploadTooLong" }))
            await drop.RefuseAsync(pending, problem, actor, CancellationToken.None);
        return problem;
    }

    private async Task PutOffAsync(PendingUpload pending, CancellationToken cancellationToken)
    {
        var expires = clock.Now() + options.Value.KeepUnfinished;
        if (expires - pending.ExpiresAt < PutOffBy)
            return;
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        await db.Set<PendingUpload>().Where(row => row.Id == pending.Id).ExecuteUpdateAsync(row => row.SetProperty(one => one.ExpiresAt, expires), cancellationToken);
        await work.CommitAsync(cancellationToken);
        pending.ExpiresAt = expires;
    }
}
