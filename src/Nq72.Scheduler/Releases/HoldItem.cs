using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Releases;

/// <summary>
/// Takes an item out of every armed release that is still ahead, with a reason that stands there: its approval or a consent was taken back,
/// or it was retracted. A host calls it in its unit of work, before it locks the item: releases are locked first, everywhere.
/// </summary>
public sealed class HoldItem
{
    private readonly SchedulerDb db;
    private readonly ReleaseEdit edits;
    private readonly ReleasePlan plan;
    private readonly TimeProvider clock;

    internal HoldItem(SchedulerDb db, ReleaseEdit edits, ReleasePlan plan, TimeProvider clock)
    {
        this.db = db;
        this.edits = edits;
        this.plan = plan;
        this.clock = clock;
    }

    /// <summary>Takes it out. 409 <c>tooLate</c>, and nothing is changed, when one of the releases is about to go out: it is retracted afterwards.</summary>
    /// <param name="itemId">The item.</param>
    /// <param name="version">Only where exactly this version is pinned; null for any.</param>
    /// <param name="reason">Why, in one word.</param>
    /// <param name="note">Why, for people.</param>
    /// <param name="actor">Who did it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The releases that it was taken out of.</returns>
    public async Task<Outcome<HeldFrom>> ExecuteAsync(string itemId, int? version, HoldReason reason, string note, Actor actor, CancellationToken cancellationToken)
    {
        var releases = await FindAsync(itemId, version, cancellationToken);
        foreach (var id in releases)
        {
            var outcome = await edits.RunAsync(id, actor, "release.hold", async (release, now) =>
            {
                if (release.StateAt(now) != ReleaseState.Armed)
                    return null;
                if (ReleaseEdit.CheckArmedAndOpen(release, now) is { } closed)
                    return closed;
                var items = release.PlannedItems.Where(item => item.ItemId == itemId && (version is null || item.Version == version)).ToList();
                return items.Count == 0 ? null : await plan.HoldAsync(release, items, new(reason, note), now, actor, cancellationToken);
            }, cancellationToken);
            if (!outcome.Succeeded)
                return outcome.Problem;
        }

        return new HeldFrom(releases);
    }

    /// <summary>Whether an armed release that is still ahead holds the item, and which: asked again once the item is locked.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(string itemId, int? version, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        return await db.Set<ReleaseItem>().Where(item => item.ItemId == itemId && item.State == ReleaseItemState.Planned && (version == null || item.Version == version))
            .Join(db.Set<Release>().Where(release => release.State == StoredReleaseState.Armed && release.At > now), item => item.ReleaseId, release => release.Id, (item, release) => release.Id)
            .OrderBy(id => id).ToListAsync(cancellationToken);
    }
}

/// <summary>Where an item was taken out.</summary>
/// <param name="Releases">Ids of the releases.</param>
public sealed record HeldFrom(IReadOnlyList<string> Releases);
