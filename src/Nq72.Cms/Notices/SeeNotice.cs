using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Notices;

/// <summary>A person takes note of a notice. It stays until its cause is gone, and is news again when it becomes more.</summary>
public sealed class SeeNotice(CmsDb db, UnitOfWork unitOfWork, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>Moves an open notice to seen; one that is seen or resolved stays what it is.</summary>
    public async Task<Outcome<Notice>> RunAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        if (await db.FindAsync<Notice>([id], cancellationToken) is not { } notice)
            return NoticeProblems.NotFound;
        if (notice.State == NoticeState.Open)
        {
            (notice.State, notice.SeenAt, notice.SeenBy) = (NoticeState.Seen, clock.Now(), actor.Name);
            audit.Record(actor, "notice.see", "notice", id.ToString("D"), new { notice.Kind, notice.Subject });
        }

        await work.CommitAsync(cancellationToken);
        return notice;
    }
}
