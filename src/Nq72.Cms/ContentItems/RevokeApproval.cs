using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.ContentItems;

/// <summary>Takes the newest approval of an item back, with a reason; that version can no longer be put on the timeline.</summary>
public sealed class RevokeApproval(CmsDb db, UnitOfWork unitOfWork, AuditRecorder audit)
{
    /// <summary>Moves the newest approved version to returned. Refused (409 <c>planned</c>) while that version is visible or planned.</summary>
    public async Task<Outcome<ContentVersion>> RunAsync(string id, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        var text = ReturnItem.ReadReason(reason);
        if (!text.Succeeded)
            return text.Problem;
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var locked = await db.LockItemAsync(id, cancellationToken);
        if (!locked.Succeeded)
            return locked.Problem;
        var item = locked.Value;
        var version = await db.ContentVersions.Where(row => row.ItemId == id && row.Review == ReviewState.Approved)
            .OrderByDescending(row => row.Number).FirstOrDefaultAsync(cancellationToken);
        if (version is null)
            return Problem.Conflict("wrongState", new("Không có phiên bản nào đã duyệt", "No version is approved"));
        version.Review = ReviewState.Returned;
        version.ReviewNote = text.Value;
        version.ApprovedAt = null;
        version.ApprovedBy = null;
        item.Revision++;
        audit.Record(actor, "item.revokeApproval", "item", id, new { version = version.Number, reason = text.Value });
        await work.CommitAsync(cancellationToken);
        return version;
    }
}
