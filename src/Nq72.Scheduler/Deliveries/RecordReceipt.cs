using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Deliveries;

/// <summary>Writes down what a receiver or operator confirms. The same confirmation again changes nothing and answers the same.</summary>
public sealed class RecordReceipt(SchedulerDb db, UnitOfWork units, LedgerChain chain, AuditRecorder audit, InstallationOptions installation, TimeProvider clock)
{
    // receivers' clocks are not ours
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    /// <summary>Records the receipt; a confirmed delivery that was in doubt becomes accepted.</summary>
    public async Task<Outcome<ReceiptView>> ExecuteAsync(ReceiptInput input, Actor actor, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var fields = new Fields();
        if (input.Delivery is null)
            fields.Add("delivery", "required", "Cần mã lượt gửi.", "The delivery is required.");
        if (input.Kind is null)
            fields.Add("kind", "required", "Cần loại xác nhận: accepted, broadcast hoặc retractionAcknowledged.", "The kind is required: accepted, broadcast or retractionAcknowledged.");
        var note = fields.Optional("note", input.Note, ReceiptMapping.NoteLength);
        var at = input.At is null ? now : input.At.Resolve(installation.Zone, "at");
        if (!at.Succeeded)
            fields.Add(at.Problem);
        else if (at.Value > now + Ahead)
            fields.Add("at", "future", "Giờ xác nhận ở tương lai.", "The time lies ahead.");
        if (fields.AreInvalid)
            return fields.Problem;

        await using var work = await units.BeginAsync(cancellationToken);
        var id = input.Delivery!.Value;
        var kind = input.Kind!.Value;
        // holds the row, so that the same confirmation twice at once is still one
        await db.Set<Delivery>().Where(found => found.Id == id).ExecuteUpdateAsync(set => set.SetProperty(found => found.Attempts, found => found.Attempts), cancellationToken);
        if (await db.Set<Receipt>().AsNoTracking().FirstOrDefaultAsync(receipt => receipt.DeliveryId == id && receipt.Kind == kind, cancellationToken) is { } known)
        {
            // nothing was written; whoever records it as a part of something else goes on
            await work.CommitAsync(cancellationToken);
            return ReceiptView.Of(known);
        }

        var delivery = await db.Set<Delivery>().AsNoTracking().FirstOrDefaultAsync(found => found.Id == id, cancellationToken);
        if (delivery is null)
            fields.Add("delivery", "unknownDelivery", "Không có lượt gửi này.", "There is no such delivery.");
        else if (kind == ReceiptKind.RetractionAcknowledged && delivery.Operation != DeliveryOperation.Retract)
            fields.Add("kind", "notRetraction", "Lượt gửi này không phải thu hồi.", "This delivery is not a retraction.");
        if (fields.AreInvalid)
            return fields.Problem;

        var (salt, digest) = LedgerLink.Seal(note);
        var receipt = new Receipt { Id = Guid.CreateVersion7(now), DeliveryId = id, Kind = kind, At = at.Value, Note = note, NoteSalt = salt, NoteDigest = digest, By = actor.Id, RecordedAt = now };
        var subject = LedgerSubject.Of(delivery!);
        // the chain's head is locked last of all
        work.OnCommitting($"{nameof(RecordReceipt)} {receipt.Id}", cancel => chain.AddAsync(db.Database.CurrentTransaction!.GetDbTransaction(), subject, receipt, cancel));
        // whoever confirms anything has it
        await db.Set<Delivery>().Where(found => found.Id == id && (found.State == DeliveryState.Unknown || found.State == DeliveryState.Retrying || found.State == DeliveryState.Available
                || found.State == DeliveryState.Failed || found.State == DeliveryState.Expired || found.State == DeliveryState.Held) && found.Attempts > 0)
            .ExecuteUpdateAsync(set => set.SetProperty(found => found.State, DeliveryState.Accepted).SetProperty(found => found.AcceptedAt, now).SetProperty(found => found.LastCode, DeliveryCode.Confirmed), cancellationToken);
        audit.Record(actor, "receipt.record", "delivery", id.ToString("D"), new { kind, at = at.Value });
        await work.CommitAsync(cancellationToken);
        return ReceiptView.Of(receipt);
    }
}

/// <summary>What is confirmed.</summary>
/// <param name="Delivery">The delivery, as in the header <c>Nq72-Delivery</c>; required.</param>
/// <param name="Kind">Accepted, broadcast, or retraction acknowledged; required.</param>
/// <param name="At">When it happened; now when not said.</param>
/// <param name="Note">In their words.</param>
public sealed record ReceiptInput(Guid? Delivery, ReceiptKind? Kind, WallTime? At = null, string? Note = null);
