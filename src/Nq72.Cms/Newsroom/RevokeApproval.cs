using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.Newsroom;

/// <summary>
/// Takes the newest approval of an item back, with a reason; that version can no longer be put on the timeline, and is taken out of the
/// armed releases that lie ahead, where the reason stands.
/// </summary>
public sealed class RevokeApproval(CmsDb db, UnitOfWork unitOfWork, HoldItem hold, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>Moves the newest approved version to returned. Refused (409 <c>onTimeline</c>) while that version is visible, or planned by itself.</summary>
    public async Task<Outcome<ContentVersion>> RunAsync(string id, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        var text = ReturnItem.ReadReason(reason);
        if (!text.Succeeded)
            return text.Problem;
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        // releases are locked before items, here as when they are armed
        var newest = await NewestApprovedAsync(id, cancellationToken);
        if (newest is { } pinned && await hold.ExecuteAsync(id, pinned, HoldReason.ApprovalRevoked, text.Value, actor, cancellationToken) is { Succeeded: false } refused)
            return refused.Problem;
        var locked = await db.LockItemAsync(id, actor, Scopes.Approve, cancellationToken);
        if (!locked.Succeeded)
            return locked.Problem;
        var item = locked.Value;
        var version = await db.ContentVersions.Where(row => row.ItemId == id && row.Review == ReviewState.Approved)
            .OrderByDescending(row => row.Number).FirstOrDefaultAsync(cancellationToken);
        if (version is null)
            return Problem.Conflict("wrongState", new("Không có phiên bản nào đã duyệt", "No version is approved"));
        var now = clock.Now();
        // approved or armed while the item was waited for
        if (version.Number != newest || (await hold.FindAsync(id, version.Number, cancellationToken)).Count > 0)
            return Problem.Conflict("changedMeanwhile", new("Nội dung vừa có thay đổi khác", "The item changed meanwhile"), new("Hãy thử lại.", "Try again."));
        if (await db.Publications.AnyAsync(row => row.ItemId == id && row.Version == version.Number && (row.VisibleUntil == null || row.VisibleUntil > now), cancellationToken))
            return Problem.Conflict("onTimeline",
                new("Phiên bản này đang hiển thị hoặc đã hẹn giờ", "The version is visible or planned"),
                new("Hãy ngừng hiển thị hoặc rút khỏi lịch trước; nếu nội dung sai thì thu hồi.", "Unpublish it first; if what it says is wrong, retract it."));
        version.Review = ReviewState.Returned;
        version.ReviewNote = text.Value;
        version.ApprovedAt = null;
        version.ApprovedBy = null;
        item.Revision++;
        audit.Record(actor, "item.revokeApproval", "item", id, new { version = version.Number, reason = text.Value });
        await work.CommitAsync(cancellationToken);
        return version;
    }

    private Task<int?> NewestApprovedAsync(string id, CancellationToken cancellationToken) =>
        db.ContentVersions.Where(row => row.ItemId == id && row.Review == ReviewState.Approved).MaxAsync(row => (int?)row.Number, cancellationToken);
}
