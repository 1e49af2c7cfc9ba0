using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Scheduler.Releases;

/// <summary>Releases as a calendar shows them: when, in which state, and what stands in their way. As many questions for a thousand as for one.</summary>
public sealed class PlannedReleases(SchedulerDb db, BlackoutCheck blackouts)
{
    private static readonly ReleaseState[] ToGoOut = [ReleaseState.Draft, ReleaseState.Arming, ReleaseState.Armed, ReleaseState.Held];

    /// <summary>Releases whose instant lies in [from, until), the earliest first; those that were cancelled are left out. Their states are those of an instant, now or ahead.</summary>
    public async Task<IReadOnlyList<PlannedRelease>> BetweenAsync(DateTimeOffset from, DateTimeOffset until, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var releases = await db.Set<Release>().AsNoTracking().Include(release => release.Items)
            .Where(release => release.At >= from && release.At < until && release.State != StoredReleaseState.Cancelled).OrderBy(release => release.At).ThenBy(release => release.Id).ToListAsync(cancellationToken);
        var blocked = await db.Set<ReleasePreflight>().AsNoTracking()
            .Join(db.Set<Release>().Where(release => release.At >= from && release.At < until), run => run.ReleaseId, release => release.Id, (run, _) => new { run.ReleaseId, run.NewBlocks })
            .ToDictionaryAsync(run => run.ReleaseId, run => run.NewBlocks, StringComparer.Ordinal, cancellationToken);
        var held = (await blackouts.FindAsync([.. releases.Where(release => ToGoOut.Contains(release.StateAt(now))).SelectMany(PinsOf)], cancellationToken)).ToLookup(pin => pin.Key, StringComparer.Ordinal);
        return
        [
            .. releases.Select(release => new PlannedRelease(
                release.Id, release.Name, release.StateAt(now), release.At, [.. release.Items.OrderBy(item => item.Position).Select(item => item.ItemId)], release.HeldItems.Count(),
                [.. (blocked.GetValueOrDefault(release.Id) ?? []).Select(block => block.Finding)], [.. held[release.Id]])),
        ];
    }

    private static IEnumerable<PlannedPin> PinsOf(Release release) =>
        release.Items.Where(item => item.State is ReleaseItemState.Planned or ReleaseItemState.Held).OrderBy(item => item.Position).Select(item => new PlannedPin(release.Id, item.ItemId, item.Version, release.At));
}

/// <summary>A release as a calendar shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">At the instant that was asked about.</param>
/// <param name="At">The instant.</param>
/// <param name="Items">What it holds.</param>
/// <param name="Held">How many of its items wait for a decision.</param>
/// <param name="NewBlocks">What blocks since the arming.</param>
/// <param name="BlackedOut">Its items that a blackout covers and does not allow.</param>
public sealed record PlannedRelease(
    string Id, string Name, ReleaseState State, DateTimeOffset At, IReadOnlyList<string> Items, int Held, IReadOnlyList<Finding> NewBlocks, IReadOnlyList<HeldPin> BlackedOut)
{
    /// <summary>Whether it may still be moved to another day.</summary>
    public bool IsMovable => State is ReleaseState.Draft or ReleaseState.Armed or ReleaseState.Held;
}
