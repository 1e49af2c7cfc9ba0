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
internal sealed class ReleaseEdit(
    SchedulerDb db, UnitOfWork units, BlackoutGate gate, AuditRecorder audit, DeliverySignal signal, ReleaseQueries queries, TimeProvider clock)
{
    /// <summary>An armed release may be changed until so long before its instant: what is not committed by then is undone.</summary>
    public static readonly TimeSpan ClosingMargin = TimeSpan.FromMilliseconds(500);

    // PostgreSQL ends what runs longer by itself, so that neither a lock nor a frozen node carries a change past the instant. Half the margin
    // is the least, or the last edits that are let in could not be done at all
    private static readonly TimeSpan LeastLimit = ClosingMargin / 2;

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
        var planned = await db.Set<Release>().Where(known => known.Id == id).Select(known => new { known.State, known.At }).FirstOrDefaultAsync(cancellationToken);
        if (planned is null)
            return ReleaseProblems.NotFound;
        try
        {
            if (planned.State == StoredReleaseState.Armed && planned.At > clock.GetUtcNow())
                await CloseByAsync(work, planned.At, cancellationToken);
            return await RunAsync(work, id, actor, action, edit, cancellationToken) ?? await queries.GetAsync(id, cancellationToken);
        }
        catch (Exception exception) when (ServerLimit.Ended(exception))
        {
            return work.EndedByLimit(exception) ? ReleaseProblems.TooLate(planned.At) : ReleaseProblems.CutOff;
        }
    }

    /// <summary>409 when an armed release is too close to its instant to be changed, or not armed at all; null when it may be changed.</summary>
    public static Problem? CheckArmedAndOpen(Release release, DateTimeOffset now)
    {
        if (release.State != StoredReleaseState.Armed)
            return ReleaseProblems.WrongState(release.StateAt(now));
        return now >= release.At - ClosingMargin ? ReleaseProblems.TooLate(release.At) : null;
    }

    private async Task<Problem?> RunAsync(
        Work work, string id, Actor actor, string action, Func<Release, DateTimeOffset, Task<Problem?>> edit, CancellationToken cancellationToken)
    {
        await gate.PassAsync(cancellationToken);
        // the first write takes the row's lock, so that two verbs on one release queue up
        await db.Set<Release>().Where(known => known.Id == id).ExecuteUpdateAsync(set => set.SetProperty(known => known.Revision, known => known.Revision + 1), cancellationToken);
        var release = await db.Set<Release>().Include(known => known.Items).FirstAsync(known => known.Id == id, cancellationToken);
        // after the wait for the pen and the lock
        var now = clock.Now();
        var doors = new List<DateTimeOffset>();
        if (release.State == StoredReleaseState.Armed)
            doors.Add(release.At);
        var before = release.State;
        if (await edit(release, now) is { } problem)
            return problem;
        // the release itself, and one that the verb made of it
        doors.AddRange(db.ChangeTracker.Entries<Release>().Where(entry => entry.Entity.State == StoredReleaseState.Armed).Select(entry => entry.Entity.At));
        audit.Record(actor, action, "release", id, new { from = before, to = release.State, release.At, release.Reason });
        // what has not begun yet must be settled before it begins; what is out already has no door any more
        doors.RemoveAll(door => door <= now);
        var next = doors.Count == 0 ? (DateTimeOffset?)null : doors.Min();
        if (next is { } door)
            await CloseByAsync(work, door, cancellationToken);
        await work.FlushAsync(cancellationToken);
        if (next is { } closing)
        {
            if (clock.Now() > closing - ClosingMargin)
                return ReleaseProblems.TooLate(closing);
            await work.LimitAsync(closing - clock.GetUtcNow() - LeastLimit, cancellationToken);
        }

        work.OnCommitted(signal.Ring);
        DeliverySteps.ReleaseCommitting(id, action);
        await work.CommitAsync(cancellationToken);
        DeliverySteps.ReleaseCommitted(id, action);
        return null;
    }

    private Task CloseByAsync(Work work, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var left = at - ClosingMargin - clock.GetUtcNow();
        return work.LimitAsync(left > LeastLimit ? left : LeastLimit, cancellationToken);
    }
}
