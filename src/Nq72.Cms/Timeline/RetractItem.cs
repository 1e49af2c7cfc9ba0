using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.Timeline;

/// <summary>Takes an item back: it ends now with a public reason, whatever was planned for it is withdrawn, and every destination
/// that was sent it is told.</summary>
public sealed class RetractItem(CmsDb db, UnitOfWork unitOfWork, TimelineEdits edits, HoldItem hold, FollowUpItem followUp, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>What a retraction did.</summary>
    /// <param name="RetractedAt">The instant from which nobody reads it.</param>
    /// <param name="Withdrawn">Begins of planned intervals that were taken off.</param>
    /// <param name="Told">Destinations that are sent the retraction: those that got the item, or may have.</param>
    /// <param name="HeldIn">Armed releases that it was taken out of.</param>
    public sealed record Result(DateTimeOffset RetractedAt, IReadOnlyList<DateTimeOffset> Withdrawn, int Told, IReadOnlyList<string> HeldIn);

    /// <summary>Retracts. The reason is public: the API answers 410 with it.</summary>
    public async Task<Outcome<Result>> RunAsync(string id, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        var text = ReturnItem.ReadReason(reason);
        if (!text.Succeeded)
            return text.Problem;
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var asked = clock.Now();
        var releasesAhead = await db.Publications.Where(publication => publication.ItemId == id && publication.ReleaseId != null && publication.VisibleFrom > asked)
            .Select(publication => publication.VisibleFrom).ToListAsync(cancellationToken);
        // releases are locked before items, here as when they are armed
        var held = await hold.ExecuteAsync(id, version: null, HoldReason.Retracted, text.Value, actor, cancellationToken);
        if (!held.Succeeded)
            return held.Problem;
        var locked = await db.LockItemAsync(id, actor, Scopes.Publish, cancellationToken);
        if (!locked.Succeeded)
            return locked.Problem;
        var now = clock.Now();
        var ahead = await edits.ReadAheadAsync(id, now, cancellationToken);
        var visible = ahead.Find(publication => publication.IsVisibleAt(now));
        if (visible is null)
            visible = await db.Publications.Where(publication => publication.ItemId == id && publication.VisibleUntil <= now)
                .OrderByDescending(publication => publication.VisibleUntil).FirstOrDefaultAsync(cancellationToken);
        if (visible is null)
            return Problem.Conflict("neverVisible", new("Nội dung chưa từng hiển thị", "The item was never visible"), new("Hãy rút khỏi lịch thay vì thu hồi.", "Unpublish it instead of retracting it."));
        var planned = ahead.FindAll(publication => publication.VisibleFrom > now);
        foreach (var publication in Enumerable.Reverse(planned))
        {
            var withdrawn = await edits.WithdrawAsync(work, locked.Value, publication, now, cancellationToken);
            if (!withdrawn.Succeeded)
                return withdrawn.Problem;
        }

        visible.RetractedReason = text.Value;
        await edits.EndAsync(work, locked.Value, visible, visible.EndIfTakenBackAt(now), now, cancellationToken);
        audit.Record(actor, "item.retract", "item", id, new { reason = text.Value, withdrawn = planned.Count });
        var told = await followUp.RetractAsync(id, text.Value, actor, cancellationToken);
        await work.CommitAsync(cancellationToken);
        return new Result(now, [.. planned.Select(publication => publication.VisibleFrom).Concat(releasesAhead).Order()], told, held.Value.Releases);
    }
}
