using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Releases;

/// <summary>Makes a draft of a release: nothing is planned until it is armed.</summary>
public sealed class CreateRelease
{
    private readonly SchedulerDb db;
    private readonly UnitOfWork units;
    private readonly AuditRecorder audit;
    private readonly ReleaseReader reader;
    private readonly ReleaseQueries queries;
    private readonly TimeProvider clock;

    internal CreateRelease(SchedulerDb db, UnitOfWork units, AuditRecorder audit, ReleaseReader reader, ReleaseQueries queries, TimeProvider clock)
    {
        this.db = db;
        this.units = units;
        this.audit = audit;
        this.reader = reader;
        this.queries = queries;
        this.clock = clock;
    }

    /// <summary>Makes the draft; 422 tells everything that is wrong with the input.</summary>
    public async Task<Outcome<ReleaseView>> ExecuteAsync(ReleaseInput input, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await units.BeginAsync(cancellationToken);
        var now = clock.Now();
        var release = new Release { Id = ContentIds.New(), Name = "", CreatedBy = actor.Id, CreatedAt = now, Revision = 1 };
        if (await reader.FillAsync(release, input, now, cancellationToken) is { } problem)
            return problem;
        db.Add(release);
        audit.Record(actor, "release.create", "release", release.Id, input);
        await work.CommitAsync(cancellationToken);
        return await queries.GetAsync(release.Id, cancellationToken);
    }
}
