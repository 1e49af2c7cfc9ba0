using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Releases;

/// <summary>
/// The frame of every verb on a release: one transaction, one verb at a time on one release, the audit entry, and the door that closes
/// before the instant, because readers take no lock and must not see something that is then undone.
/// </summary>
internal sealed class ReleaseEdit(SchedulerDb db, UnitOfWork units, AuditRecorder audit, DeliverySignal signal, ReleaseQueries queries, TimeProvider clock)
{
    /// <summary>An armed release may be changed until so long before its instant.</summary>
    public static readonly TimeSpan ClosingMargin = TimeSpan.FromMilliseconds(500);

    // a change that began in time and took too long is undone when it is not ready to be committed by then
    private static readonly TimeSpan LastCommit = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs a verb; a problem undoes everything.</summary>
    /// <param name="id">The release.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="action">For the audit log: <c>release.arm</c>.</param>
    /// <param name="edit">The verb: gets the release, locked, and now; returns what is wrong, or null.</param>
    /// <param name="cancellationToken">Cancels the waiting, not what was committed.</param>
    public async Task<Outcome<ReleaseView>> RunAsync(
        string id, Actor actor, string action, Func<Release, DateTimeOffset, Task<Problem?>> edit, CancellationToken cancellationToken)
    {
        await using var work = await units.BeginAsync(cancellationToken);
        // the first write takes the row's lock, so that two verbs on one release queue up
        if (await db.Set<Release>().Where(known => known.Id == id).ExecuteUpdateAsync(set => set.SetProperty(known => known.Revision, known => known.Revision + 1), cancellationToken) == 0)
            return ReleaseProblems.NotFound;
        var release = await db.Set<Release>().Include(known => known.Items).FirstAsync(known => known.Id == id, cancellationToken);
        // after the wait for the pen and the lock
        var now = clock.Now();
        var doors = new[] { release.State == StoredReleaseState.Armed ? release.At : (DateTimeOffset?)null }.ToList();
        var before = release.State;
        if (await edit(release, now) is { } problem)
            return problem;
        if (release.State == StoredReleaseState.Armed)
            doors.Add(release.At);
        audit.Record(actor, action, "release", id, new { from = before, to = release.State, release.At, release.Reason });
        await work.FlushAsync(cancellationToken);
        // what has not begun yet must be settled before it begins; what is out already has no door any more
        if (doors.Find(door => door > now && clock.Now() > door - LastCommit) is { } closed)
            return ReleaseProblems.TooLate(closed);
        work.OnCommitted(signal.Ring);
        await work.CommitAsync(cancellationToken);
        return await queries.GetAsync(id, cancellationToken);
    }

    /// <summary>409 when an armed release is too close to its instant to be changed, or not armed at all; null when it may be changed.</summary>
    public static Problem? CheckArmedAndOpen(Release release, DateTimeOffset now)
    {
        if (release.State != StoredReleaseState.Armed)
            return ReleaseProblems.WrongState(release.StateAt(now));
        return now >= release.At - ClosingMargin ? ReleaseProblems.TooLate(release.At) : null;
    }
}
