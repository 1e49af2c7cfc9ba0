using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Newsroom;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Recipes.Orchard;

/// <summary>
/// Orchard Core's <c>DELETE /api/content/{id}</c>: the item leaves the readers' sight and goes to the trash. Taking something off the timeline
/// is publishing's business, so it takes that scope when there is something to take off.
/// </summary>
internal sealed class DeleteOrchardItem(CmsDb db, UnitOfWork unitOfWork, UnpublishItem unpublish, TrashItem trash, ReadOrchardItem read, TimeProvider clock)
{
    /// <summary>Removes; returns the item as it stood.</summary>
    public async Task<Outcome<JsonObject>> RunAsync(string id, Actor actor, CancellationToken cancellationToken)
    {
        if (!await db.ContentItems.AnyAsync(row => row.Id == id && row.TrashedAt == null, cancellationToken))
            return ItemProblems.NoItem(id);
        var removed = await read.VersionAsync(id, null, cancellationToken);
        if (!removed.Succeeded)
            return removed.Problem;
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        while (await IsOnTimelineAsync(id, cancellationToken))
        {
            if (!actor.May(Scopes.Publish))
                return new Problem(403, "scope", new("Không đủ quyền", "The scope is too small"), new("Nội dung đang hiển thị hoặc đã hẹn giờ; cần quyền đăng (publish).", "The item is visible or planned; that takes the scope publish."));
            var ended = await unpublish.RunAsync(id, new UnpublishItem.Request(), actor, cancellationToken);
            if (!ended.Succeeded)
                return ended.Problem;
        }

        var trashed = await trash.TrashAsync(id, actor, cancellationToken);
        if (!trashed.Succeeded)
            return trashed.Problem;
        await work.CommitAsync(cancellationToken);
        return removed.Value;
    }

    private Task<bool> IsOnTimelineAsync(string id, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        return db.Publications.AnyAsync(row => row.ItemId == id && (row.VisibleUntil == null || row.VisibleUntil > now), cancellationToken);
    }
}
