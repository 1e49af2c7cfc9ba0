using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Previews;

/// <summary>Takes a preview link back, for good: every node refuses it from the next request on.</summary>
public sealed class WithdrawPreview(CmsDb db, UnitOfWork unitOfWork, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>Withdraws it. Doing it again changes nothing.</summary>
    public async Task<Outcome<PreviewLink>> RunAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        if (await db.Set<PreviewLink>().FindAsync([id], cancellationToken) is not { } link)
            return PreviewProblems.NoLink;
        if (link.WithdrawnAt is not null)
            return link;
        (link.WithdrawnAt, link.WithdrawnBy) = (clock.Now(), actor.Name);
        audit.Record(actor, "preview.withdraw", "preview", id.ToString(), new { link.What, link.ItemId, link.Path, link.Note });
        await work.CommitAsync(cancellationToken);
        return link;
    }
}
