using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Deliveries;

/// <summary>
/// Ends a delivery: it is not sent any more. One that is on its way keeps its state <c>sending</c> until that is over, and then is
/// <c>cancelled</c> (nothing was sent, or it was refused), <c>unknown</c> (it may have arrived) or <c>accepted</c> with the code
/// <c>cancelledTooLate</c>.
/// </summary>
public sealed class CancelDelivery
{
    private readonly SchedulerDb db;
    private readonly UnitOfWork units;
    private readonly AuditRecorder audit;
    private readonly DeliveryDrain drain;
    private readonly DeliveryQueries queries;

    internal CancelDelivery(SchedulerDb db, UnitOfWork units, AuditRecorder audit, DeliveryDrain drain, DeliveryQueries queries)
    {
        this.db = db;
        this.units = units;
        this.audit = audit;
        this.drain = drain;
        this.queries = queries;
    }

    /// <summary>Cancels; one that may have been received becomes <c>unknown</c>, which says so. 409 <c>wrongState</c> when it is accepted, cancelled or unknown already.</summary>
    public async Task<Outcome<DeliveryDetail>> ExecuteAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await units.BeginAsync(cancellationToken);
        var open = db.Set<Delivery>().Where(delivery => delivery.Id == id && (delivery.State == DeliveryState.Scheduled || delivery.State == DeliveryState.Available
            || delivery.State == DeliveryState.Retrying || delivery.State == DeliveryState.Held || delivery.State == DeliveryState.Failed || delivery.State == DeliveryState.Expired));
        var cancelled = await open.Where(delivery => delivery.MaybeReceived).ExecuteUpdateAsync(
            set => set.SetProperty(delivery => delivery.State, DeliveryState.Unknown).SetProperty(delivery => delivery.LastCode, DeliveryCode.Cancelled), cancellationToken);
        cancelled += await open.ExecuteUpdateAsync(
            set => set.SetProperty(delivery => delivery.State, DeliveryState.Cancelled).SetProperty(delivery => delivery.LastCode, DeliveryCode.Cancelled), cancellationToken);
        // whoever is sending it learns of it before it begins, or when it is over
        cancelled += await db.Set<Delivery>().Where(delivery => delivery.Id == id && delivery.State == DeliveryState.Sending && !delivery.CancelAsked).ExecuteUpdateAsync(
            set => set.SetProperty(delivery => delivery.CancelAsked, true), cancellationToken);
        if (cancelled == 0)
        {
            var state = await db.Set<Delivery>().Where(delivery => delivery.Id == id).Select(delivery => (DeliveryState?)delivery.State).FirstOrDefaultAsync(cancellationToken);
            return state is { } known ? DeliveryProblems.WrongState(known) : DeliveryProblems.NotFound;
        }

        audit.Record(actor, "delivery.cancel", "delivery", id.ToString("D"));
        work.OnCommitted(() => drain.Revoke(id));
        await work.CommitAsync(cancellationToken);
        return await queries.GetAsync(id, cancellationToken);
    }
}
