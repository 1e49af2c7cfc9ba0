using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Media.Store;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Media.Uploads;

/// <summary>Gives uploads up: what came of them leaves the disk at once. A file that was made of one stays.</summary>
public sealed class DropUpload(CmsDb db, UnitOfWork unitOfWork, IBlobStore store, AuditRecorder audit, TimeProvider clock)
{
    private const int AtOnce = 500;

    /// <summary>Drops one; 404 where it is not the actor's, 423 while it is added to.</summary>
    public async Task<Outcome<Done>> RunAsync(string id, Actor actor, CancellationToken cancellationToken)
    {
        if (await db.Set<PendingUpload>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } upload || !upload.IsFor(actor))
            return UploadProblems.NoUpload(id);
        return await DropAsync(upload, actor, because: null, cancellationToken) ? Done.Value : UploadProblems.Busy;
    }

    /// <summary>Drops one whose bytes were refused.</summary>
    internal Task RefuseAsync(PendingUpload upload, Problem because, Actor actor, CancellationToken cancellationToken) => DropAsync(upload, actor, because.Code, cancellationToken);

    /// <summary>Drops those that waited too long, and tells how many. Those that are being added to are left for the next time.</summary>
    internal async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var dropped = 0;
        foreach (var upload in await db.Set<PendingUpload>().AsNoTracking().Where(row => row.ExpiresAt <= now).OrderBy(row => row.ExpiresAt).Take(AtOnce).ToListAsync(cancellationToken))
        {
            // what is finished was told of already
            if (await DropAsync(upload, upload.MediaId is null ? Actor.System : null, "uploadExpired", cancellationToken) && upload.MediaId is null)
                dropped++;
        }

        return dropped;
    }

    // the bytes first: a row without bytes begins anew, bytes without a row would lie there for a day
    private async Task<bool> DropAsync(PendingUpload upload, Actor? actor, string? because, CancellationToken cancellationToken)
    {
        if (!await store.DropAsync(upload.Id, cancellationToken))
            return false;
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        if (await db.Set<PendingUpload>().Where(row => row.Id == upload.Id).ExecuteDeleteAsync(cancellationToken) > 0 && actor is not null)
            audit.Record(actor, "media.dropUpload", "upload", upload.Id, new { upload.Name, because });
        await work.CommitAsync(cancellationToken);
        return true;
    }
}
