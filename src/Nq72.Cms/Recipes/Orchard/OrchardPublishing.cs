using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Recipes.Steps;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Recipes.Orchard;

/// <summary>
/// Puts what Orchard Core's route saved on the timeline, now or from the instant of its PublishLaterPart, by the verbs that people use: handed
/// in, approved, published, each recorded. The same again changes nothing.
/// </summary>
internal sealed class OrchardPublishing(CmsDb db, ReviewPath review, PublishItem publish, UnpublishItem unpublish, TimeProvider clock)
{
    /// <summary>Publishes now.</summary>
    /// <param name="version">The version.</param>
    /// <param name="until">End; null for open.</param>
    /// <param name="correction">The public note of a correction; null for none.</param>
    /// <param name="future">What becomes of a plan that lies ahead, as for <see cref="PublishItem"/>.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Outcome<ContentVersion>> NowAsync(ContentVersion version, DateTimeOffset? until, string? correction, string? future, Actor actor, CancellationToken cancellationToken)
    {
        var visible = await VisibleAsync(version.ItemId, cancellationToken);
        if (visible is not null && visible.Version == version.Number && visible.VisibleUntil == until)
            return version;
        // a client that sends back what it read does not correct anew
        var note = correction == visible?.CorrectionNote ? null : correction;
        return await PublishAsync(version, new PublishItem.Request(version.Number, null, End(until), note, future), actor, cancellationToken);
    }

    /// <summary>Plans from an instant on. An item has one plan in Orchard Core: an earlier one gives way, unless a release holds it.</summary>
    public async Task<Outcome<ContentVersion>> LaterAsync(
        ContentVersion version, DateTimeOffset from, DateTimeOffset? until, string? correction, Actor actor, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var ahead = await db.Publications.AsNoTracking().Where(row => row.ItemId == version.ItemId && row.VisibleFrom > now).OrderBy(row => row.VisibleFrom).ToListAsync(cancellationToken);
        if (ahead is [var only] && only.Version == version.Number && only.VisibleFrom == from && only.VisibleUntil == until)
            return version;
        foreach (var plan in Enumerable.Reverse(ahead))
        {
            var withdrawn = await unpublish.RunAsync(version.ItemId, new UnpublishItem.Request((WallTime)plan.VisibleFrom), actor, cancellationToken);
            if (!withdrawn.Succeeded)
                return withdrawn.Problem;
        }

        return await PublishAsync(version, new PublishItem.Request(version.Number, (WallTime)from, End(until), correction), actor, cancellationToken);
    }

    /// <summary>What readers see of the item now; null when they see nothing.</summary>
    public Task<Publication?> VisibleAsync(string itemId, CancellationToken cancellationToken) =>
        db.Publications.AsNoTracking().Where(row => row.ItemId == itemId).VisibleAt(clock.Now()).FirstOrDefaultAsync(cancellationToken);

    private async Task<Outcome<ContentVersion>> PublishAsync(ContentVersion version, PublishItem.Request request, Actor actor, CancellationToken cancellationToken)
    {
        var reviewed = await review.BringAsync(version, Goal.OnTimeline, null, actor, cancellationToken);
        if (!reviewed.Succeeded)
            return reviewed.Problem;
        var published = await publish.RunAsync(version.ItemId, request, actor, cancellationToken);
        return published.Succeeded ? version : published.Problem;
    }

    private static WallTime? End(DateTimeOffset? until) => until is { } end ? (WallTime)end : null;
}
