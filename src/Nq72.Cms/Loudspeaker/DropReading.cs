using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Loudspeaker;

/// <summary>Forgets a kept reading: rules and tables count again.</summary>
public sealed class DropReading(CmsDb db, UnitOfWork unitOfWork, AuditRecorder audit)
{
    /// <summary>Forgets it; 404 when there is none.</summary>
    public async Task<Outcome<Done>> RunAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        await work.WriteAloneAsync(Register.Readings, cancellationToken);
        if (await db.Set<KeptReading>().SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } reading)
            return Problem.NotFound("Không có cách đọc này", "There is no such reading");
        db.Remove(reading);
        audit.Record(actor, "reading.drop", "reading", id.ToString(), new { reading.Written, reading.Spoken });
        await work.CommitAsync(cancellationToken);
        return Done.Value;
    }
}
