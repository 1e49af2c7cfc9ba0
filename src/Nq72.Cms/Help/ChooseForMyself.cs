using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Help;

/// <summary>A person chooses something for their own desk, or takes it back.</summary>
public sealed class ChooseForMyself(CmsDb db, UnitOfWork unitOfWork, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>Writes it; chosen twice changes nothing.</summary>
    public async Task RunAsync(DeskChoice choice, bool chosen, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var known = await db.FindAsync<PersonChoice>([actor.Id, choice], cancellationToken);
        if (known is not null == chosen)
            return;
        if (known is null)
            db.Add(new PersonChoice { Person = actor.Id, Choice = choice, At = clock.Now() });
        else
            db.Remove(known);
        audit.Record(actor, chosen ? "desk.choose" : "desk.unchoose", "account", actor.Id, new { choice });
        await work.CommitAsync(cancellationToken);
    }
}
