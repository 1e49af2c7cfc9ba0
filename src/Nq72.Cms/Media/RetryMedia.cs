using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Media.Renditions;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Media;

/// <summary>Has what could not be made of a file tried again now: what failed, and what waits because it was refused.</summary>
public sealed class RetryMedia(CmsDb db, UnitOfWork unitOfWork, MediaWorkLedger ledger, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>Puts it into the line anew; 409 <c>mediaNotFailed</c> when nothing was refused.</summary>
    public async Task<Outcome<Done>> RunAsync(string id, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        await work.WriteAloneAsync(Register.Media, cancellationToken);
        if (await db.Set<MediaFile>().SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } file)
            return MediaProblems.NoMedia(id);
        var now = clock.Now();
        var refused = await db.Set<MediaWork>().Where(row => row.MediaId == id && row.Refusal != null && (row.LeaseUntil == null || row.LeaseUntil <= now)).ToListAsync(cancellationToken);
        if (refused.Count == 0)
            return MediaProblems.NotFailed;
        foreach (var row in refused)
            await ledger.QueueAsync(file, row.Kind, work, now, cancellationToken);
        if (file.State == MediaState.Failed)
            (file.State, file.Failure) = (MediaState.Uploaded, null);
        audit.Record(actor, "media.retry", "media", id, new { kinds = refused.Select(row => row.Kind) });
        await work.CommitAsync(cancellationToken);
        return Done.Value;
    }
}
