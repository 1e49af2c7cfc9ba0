using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Timeline;

/// <summary>
/// Writes down that an item was taken back elsewhere, before it came here with a recipe: its address answers 410 with the reason, preflight
/// blocks it. Nobody here ever read it, so nobody is told.
/// </summary>
public sealed class RecordRetraction(CmsDb db, UnitOfWork unitOfWork, TimelineEdits edits, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>Records it; 409 <c>onTimeline</c> for an item that is or was visible here: that one is retracted.</summary>
    public async Task<Outcome<Done>> RunAsync(string id, int version, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        var text = ReturnItem.ReadReason(reason);
        if (!text.Succeeded)
            return text.Problem;
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var locked = await db.LockItemAsync(id, cancellationToken);
        if (!locked.Succeeded)
            return locked.Problem;
        if (await db.Publications.AnyAsync(publication => publication.ItemId == id, cancellationToken))
            return Problem.Conflict("onTimeline", new("Nội dung đã có trên lịch hiển thị", "The item is on the timeline"), new("Hãy thu hồi nội dung.", "Retract it."));
        var now = clock.Now();
        // the shortest interval there is: nothing is back-dated, and it is over before this is committed
        var put = await edits.PutAsync(work, locked.Value, new(version, now, now.AddMicroseconds(1), null, null), now, actor, cancellationToken);
        if (!put.Succeeded)
            return put.Problem;
        put.Value.RetractedReason = text.Value;
        audit.Record(actor, "item.recordRetraction", "item", id, new { reason = text.Value, version });
        await work.CommitAsync(cancellationToken);
        return Done.Value;
    }
}
