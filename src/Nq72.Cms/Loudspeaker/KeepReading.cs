using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Loudspeaker;

/// <summary>Keeps how something is read, for everyone or for one item; what was kept for the same words before is replaced. It counts from the next text on.</summary>
public sealed class KeepReading(CmsDb db, UnitOfWork unitOfWork, AuditRecorder audit, TimeProvider clock)
{
    /// <summary>What is asked for.</summary>
    /// <param name="Written">As written, letter for letter; 1–200 characters with a letter, digit or sign.</param>
    /// <param name="Spoken">As it is read; 1–500 characters.</param>
    /// <param name="Item">Id of the item that it counts for; null for everyone.</param>
    public sealed record Request(string? Written, string? Spoken, string? Item = null);

    /// <summary>Keeps it; 422 with every error, code <c>unknownItem</c> for an item that is not there.</summary>
    public async Task<Outcome<KeptReading>> RunAsync(Request request, Actor actor, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        var written = fields.Required("written", request.Written, KeptReading.MaxWritten);
        var spoken = fields.Required("spoken", request.Spoken, KeptReading.MaxSpoken);
        if (fields.AreInvalid)
            return fields.Problem;
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        await work.WriteAloneAsync(Register.Readings, cancellationToken);
        if (request.Item is { } item && !await db.ContentItems.AnyAsync(row => row.Id == item, cancellationToken))
            return Problem.Invalid("item", "unknownItem", $"Không có nội dung '{item}'.", $"There is no item '{item}'.");
        var scope = request.Item ?? KeptReading.Everyone;
        var now = clock.Now();
        var reading = await db.Set<KeptReading>().SingleOrDefaultAsync(row => row.ItemId == scope && row.Written == written, cancellationToken);
        var before = reading?.Spoken;
        if (reading is null)
            db.Add(reading = new KeptReading { Id = Guid.CreateVersion7(now), ItemId = scope, Written = written, Spoken = spoken, ChangedBy = actor.Name });
        if (before != spoken)
        {
            (reading.Spoken, reading.ChangedAt, reading.ChangedBy) = (spoken, now, actor.Name);
            audit.Record(actor, "reading.keep", "reading", reading.Id.ToString(), new { written, spoken, before, request.Item });
        }

        await work.CommitAsync(cancellationToken);
        return reading;
    }
}
