using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Releases;

/// <summary>
/// Writes a large release that is <c>arming</c>: its deliveries staged in short transactions behind everybody else's, then publications and
/// the staged deliveries at once. Begins from the start when a node died over it. What stops it on the way makes the release a draft again
/// that says why.
/// </summary>
internal sealed class FinishArming(SchedulerDb db, UnitOfWork units, ReleaseEdit edits, ReleasePlan plan, DeliveryPlan deliveries, TimeProvider clock)
{
    // a few hundred milliseconds on a slow disk
    private const int PieceSize = 1_000;

    /// <summary>The releases that wait for it, the earliest instant first, and those of which a dead node left something behind.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(CancellationToken cancellationToken)
    {
        // off the index of what is held, not release by release
        var begun = await db.Set<Delivery>().Where(delivery => delivery.State == DeliveryState.Held && delivery.LastCode == DeliveryCode.Arming && delivery.ReleaseId != null)
            .Select(delivery => delivery.ReleaseId!).Distinct().ToListAsync(cancellationToken);
        return await db.Set<Release>().Where(release => release.State == StoredReleaseState.Arming || begun.Contains(release.Id))
            .OrderBy(release => release.At).Select(release => release.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Writes one. Nothing happens when it is not <c>arming</c> any more. One caller at a time for one release.</summary>
    public async Task ExecuteAsync(string id, CancellationToken cancellationToken)
    {
        await DropStagedAsync(id, cancellationToken);
        if (await StageAsync(id, cancellationToken) is { } gaps)
        {
            var armed = await edits.RunAsync(id, Actor.System, "release.armed", async (release, now) => release.State == StoredReleaseState.Arming
                ? await plan.EndAsync(release, gaps > 0, now, Actor.System, cancellationToken)
                : ReleaseProblems.WrongState(release.StateAt(now)), cancellationToken);
            if (armed.Succeeded)
                return;
            await GiveUpAsync(id, armed.Problem, cancellationToken);
        }

        // cancelled or disarmed meanwhile, or given up
        await DropStagedAsync(id, cancellationToken);
    }

    // how many deliveries other releases have already; null when it is not arming any more
    private async Task<int?> StageAsync(string id, CancellationToken cancellationToken)
    {
        var release = await db.Set<Release>().AsNoTracking().Include(known => known.Items).FirstAsync(known => known.Id == id, cancellationToken);
        var (piece, parcels, staged) = (new List<PlannedDelivery>(), 0, 0);
        var items = new Queue<ReleaseItem>(release.PlannedItems);
        do
        {
            // rendered before the pen is asked for
            while (piece.Count < PieceSize && items.TryDequeue(out var item))
                piece.AddRange(await plan.ParcelsAsync(release, [item], cancellationToken));
            if (await StageAsync(id, piece, parcels, cancellationToken) is not { } added)
                return null;
            (parcels, staged) = (parcels + piece.Count, staged + added);
            piece.Clear();
        }
        while (items.Count > 0);
        return parcels - staged;
    }

    private async Task<int?> StageAsync(string id, IReadOnlyList<PlannedDelivery> piece, int first, CancellationToken cancellationToken)
    {
        await using var work = await units.BeginAsync(WritePriority.Bulk, cancellationToken);
        // the row's lock: whoever cancels comes before this piece or after it
        var stands = await db.Set<Release>().Where(release => release.Id == id && release.State == StoredReleaseState.Arming)
            .ExecuteUpdateAsync(set => set.SetProperty(release => release.Revision, release => release.Revision), cancellationToken);
        if (stands == 0)
            return null;
        var added = await deliveries.StageAsync(piece, first, clock.Now(), cancellationToken);
        await work.CommitAsync(cancellationToken);
        db.ChangeTracker.Clear();
        return added;
    }

    private async Task GiveUpAsync(string id, Problem problem, CancellationToken cancellationToken) =>
        await edits.RunAsync(id, Actor.System, "release.armFailed", (release, now) =>
        {
            if (release.State != StoredReleaseState.Arming)
                return Task.FromResult<Problem?>(ReleaseProblems.WrongState(release.StateAt(now)));
            (release.State, release.ArmedAt, release.ArmedBy, release.Reason) = (StoredReleaseState.Draft, null, null, problem.Detail?.Vi ?? problem.Title.Vi);
            return Task.FromResult<Problem?>(null);
        }, cancellationToken);

    private async Task DropStagedAsync(string id, CancellationToken cancellationToken)
    {
        int dropped;
        do
        {
            await using var work = await units.BeginAsync(WritePriority.Bulk, cancellationToken);
            dropped = await deliveries.DropStagedAsync(id, PieceSize, cancellationToken);
            await work.CommitAsync(cancellationToken);
        }
        while (dropped == PieceSize);
    }
}
