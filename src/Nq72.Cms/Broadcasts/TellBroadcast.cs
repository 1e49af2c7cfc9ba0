using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Broadcasts;

/// <summary>
/// Writes down what a commune says of something that was to be read: that it was, with what was left out, or that it was not, and why. What was read gets its receipt in the ledger.
/// The same word again changes nothing; a later word replaces an earlier one, and both stand in the audit log.
/// </summary>
public sealed class TellBroadcast(CmsDb db, RecordReceipt receipts, UnitOfWork unitOfWork, EpochCounter epochs, AuditRecorder audit, InstallationOptions installation, TimeProvider clock)
{
    // telephones' clocks are not ours
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    /// <summary>What is said.</summary>
    /// <param name="Done">Whether it was read out.</param>
    /// <param name="At">When; default now.</param>
    /// <param name="Note">What was left out, up to 500 characters; required where it was not read out: why.</param>
    public sealed record Request(bool? Done, WallTime? At = null, string? Note = null);

    /// <summary>Writes it down; 404, 409 <c>notBegun</c> for what is still ahead, 422 <c>required</c>, <c>future</c>.</summary>
    public async Task<Outcome<Broadcast>> RunAsync(Guid id, Request request, Actor actor, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var fields = new Fields();
        if (request.Done is null)
            fields.Add("done", "required", "Cần cho biết đã phát hay không.", "Whether it was read out is required.");
        var note = request.Done == false ? fields.Required("note", request.Note, BroadcastMapping.NoteLength) : fields.Optional("note", request.Note, BroadcastMapping.NoteLength);
        var at = request.At is null ? now : request.At.Resolve(installation.Zone, "at");
        if (!at.Succeeded)
            fields.Add(at.Problem);
        else if (at.Value > now + Ahead)
            fields.Add("at", "future", "Giờ phát ở tương lai.", "The time lies ahead.");
        if (fields.AreInvalid)
            return fields.Problem;

        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        await work.WriteAloneAsync(Register.Broadcasts, cancellationToken);
        if (await db.Set<Broadcast>().FirstOrDefaultAsync(one => one.Id == id && one.Unplaced == null, cancellationToken) is not { } told)
            return Problem.NotFound("Không có lượt phát này.", "There is no such broadcast.");
        if (told.From > now + Ahead)
            return Problem.Conflict("notBegun", new("Khung giờ này chưa đến.", "This slot has not begun."));
        var state = request.Done == true ? BroadcastState.Done : BroadcastState.Failed;
        var heardAt = request.At is null && told.State == state ? told.ToldAt : at.Value;
        if ((told.State, told.Note, told.ToldAt) != (state, note, heardAt))
        {
            var before = told.State;
            (told.State, told.Note, told.ToldAt, told.ToldBy) = (state, note, heardAt, actor.Name);
            audit.Record(actor, "broadcast.tell", "broadcast", id.ToString(), new { told.Place, told.Day, told.Slot, told.ItemId, state, before, note });
            epochs.Bump(work, now);
        }

        if (state == BroadcastState.Done && told.DeliveryId is { } delivery && await receipts.ExecuteAsync(new(delivery, ReceiptKind.Broadcast, heardAt, note), actor, cancellationToken) is { Succeeded: false } refused)
            return refused.Problem;
        await work.CommitAsync(cancellationToken);
        return told;
    }
}
