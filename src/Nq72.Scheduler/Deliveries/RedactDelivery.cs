using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Deliveries;

/// <summary>Blanks the free text of a delivery's ledger entries (notes of receipts, beginnings of answers) where it holds personal data. The chain still holds.</summary>
public sealed class RedactDelivery(SchedulerDb db, UnitOfWork units, AuditRecorder audit, DeliveryQueries queries)
{
    private const int ReasonLength = 1000;

    /// <summary>Blanks for good, salts included, so that nobody can guess the text from its digest.</summary>
    public async Task<Outcome<DeliveryDetail>> ExecuteAsync(Guid id, RedactInput input, Actor actor, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        var reason = fields.Required("reason", input.Reason, ReasonLength);
        if (fields.AreInvalid)
            return fields.Problem;
        await using var work = await units.BeginAsync(cancellationToken);
        if (!await db.Set<Delivery>().AnyAsync(delivery => delivery.Id == id, cancellationToken))
            return DeliveryProblems.NotFound;
        var excerpts = await db.Set<DeliveryAttempt>().Where(attempt => attempt.DeliveryId == id && attempt.Excerpt != null)
            .ExecuteUpdateAsync(set => set.SetProperty(attempt => attempt.Excerpt, (string?)null).SetProperty(attempt => attempt.ExcerptSalt, (byte[]?)null), cancellationToken);
        var notes = await db.Set<Receipt>().Where(receipt => receipt.DeliveryId == id && receipt.Note != null)
            .ExecuteUpdateAsync(set => set.SetProperty(receipt => receipt.Note, (string?)null).SetProperty(receipt => receipt.NoteSalt, (byte[]?)null), cancellationToken);
        audit.Record(actor, "delivery.redact", "delivery", id.ToString("D"), new { reason, excerpts, notes });
        await work.CommitAsync(cancellationToken);
        return await queries.GetAsync(id, cancellationToken);
    }
}

/// <summary>Why texts are blanked.</summary>
/// <param name="Reason">For the audit log; required, at most 1,000 characters, without the personal data itself.</param>
public sealed record RedactInput(string? Reason);
