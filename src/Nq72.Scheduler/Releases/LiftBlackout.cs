using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Releases;

/// <summary>Removes a blackout. What it held stays held until a person decides.</summary>
public sealed class LiftBlackout
{
    private readonly SchedulerDb db;
    private readonly UnitOfWork units;
    private readonly BlackoutGate gate;
    private readonly HeldQueries held;
    private readonly AuditRecorder audit;

    internal LiftBlackout(SchedulerDb db, UnitOfWork units, BlackoutGate gate, HeldQueries held, AuditRecorder audit)
    {
        this.db = db;
        this.units = units;
        this.gate = gate;
        this.held = held;
        this.audit = audit;
    }

    /// <summary>Removes it and tells how many items it held that still wait.</summary>
    public async Task<Outcome<BlackoutOutcome>> ExecuteAsync(string key, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await units.BeginAsync(cancellationToken);
        await gate.CloseAsync(cancellationToken);
        if (await db.Set<Blackout>().FirstOrDefaultAsync(known => known.Key == key, cancellationToken) is not { } blackout)
            return BlackoutQueries.NotFound;
        db.Remove(blackout);
        audit.Record(actor, "blackout.lift", "blackout", key, BlackoutView.Of(blackout));
        await work.CommitAsync(cancellationToken);
        return await BlackoutOutcome.OfAsync(BlackoutView.Of(blackout), new(0, []), held, cancellationToken);
    }
}
