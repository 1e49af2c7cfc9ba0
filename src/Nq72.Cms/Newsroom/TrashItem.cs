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

/// <summary>Puts an item in the trash and takes it out again. Nothing is deleted.</summary>
public sealed class TrashItem(CmsDb db, UnitOfWork unitOfWork, HoldItem releases, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>Into the trash; 409 <c>onTimeline</c> while visible or planned, <c>armedRelease</c> while an armed release holds it.</summary>
    public Task<Outcome<Done>> TrashAsync(string id, Actor actor, CancellationToken cancellationToken) => SetAsync(id, true, actor, cancellationToken);

    /// <summary>Out of the trash; 409 <c>translationExists</c> when its language was taken meanwhile.</summary>
    public Task<Outcome<Done>> RestoreAsync(string id, Actor actor, CancellationToken cancellationToken) => SetAsync(id, false, actor, cancellationToken);

    private async Task<Outcome<Done>> SetAsync(string id, bool trashed, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var locked = await db.LockItemAsync(id, actor, Scopes.Write, cancellationToken);
        if (!locked.Succeeded)
            return locked.Problem;
        var now = clock.Now();
        var item = locked.Value;
        if ((item.TrashedAt is not null) == trashed)
            return Done.Value;
        if (trashed && await db.Publications.AnyAsync(row => row.ItemId == id && (row.VisibleUntil == null || row.VisibleUntil > now), cancellationToken))
            return Problem.Conflict("onTimeline", new("Nội dung đang hiển thị hoặc đã hẹn giờ", "The item is visible or planned"), new("Hãy ngừng hiển thị hoặc rút khỏi lịch trước.", "Unpublish it first."));
        if (!trashed && await db.IsTakenAsync(item, cancellationToken))
            return PlaceTaken(item);
        // one that goes to channels only stands on no timeline
        if (trashed && await releases.FindAsync(id, null, cancellationToken) is [var release, ..])
            return Problem.Conflict("armedRelease", new("Nội dung thuộc một đợt phát đã chốt", "The item belongs to an armed release"), new($"Hãy hủy chốt đợt phát {release}.", $"Disarm the release {release}."));
        item.TrashedAt = trashed ? now : null;
        item.Revision++;
        if (!await work.TryTakeAsync(cancellationToken))
            return PlaceTaken(item);
        audit.Record(actor, trashed ? "item.trash" : "item.restore", "item", id, null);
        await work.CommitAsync(cancellationToken);
        return Done.Value;
    }

    private static Problem PlaceTaken(ContentItem item) => Problem.Conflict("translationExists",
        new("Đã có bản khác bằng tiếng này", "There is another translation into this language"),
        new($"Khi nội dung ở thùng rác, đã có bản tiếng '{item.Lang}' khác; hãy đưa bản đó vào thùng rác trước.", $"While this was in the trash another translation into '{item.Lang}' was made; put that one in the trash first."));
}
