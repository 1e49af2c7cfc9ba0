using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Deliveries;

/// <summary>Ends a delivery that is not on its way: it is not sent any more.</summary>
public sealed class CancelDelivery(SchedulerDb db, UnitOfWork units, AuditRecorder audit, DeliveryQueries queries)
{
    /// <summary>Cancels; one that may have been received becomes <c>unknown</c>, which says so.</summary>
    public async Task<Outcome<DeliveryDetail>> ExecuteAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await units.BeginAsync(cancellationToken);
        var open = db.Set<Delivery>().Where(delivery => delivery.Id == id && (delivery.State == DeliveryState.Scheduled || delivery.State == DeliveryState.Available
            || delivery.State == DeliveryState.Retrying || delivery.State == DeliveryState.Held || delivery.State == DeliveryState.Failed || delivery.State == DeliveryState.Expired));
        var cancelled = await open.Where(delivery => delivery.MaybeReceived).ExecuteUpdateAsync(
            set => set.SetProperty(delivery => delivery.State, DeliveryState.Unknown).SetProperty(delivery => delivery.LastCode, DeliveryCode.Cancelled), cancellationToken);
        cancelled += await open.ExecuteUpdateAsync(
            set => set.SetProperty(delivery => delivery.State, DeliveryState.Cancelled).SetProperty(delivery => delivery.LastCode, DeliveryCode.Cancelled), cancellationToken);
        if (cancelled == 0)
        {
            var state = await db.Set<Delivery>().Where(delivery => delivery.Id == id).Select(delivery => (DeliveryState?)delivery.State).FirstOrDefaultAsync(cancellationToken);
            return state is { } known ? DeliveryProblems.WrongState(known) : DeliveryProblems.NotFound;
        }

        audit.Record(actor, "delivery.cancel", "delivery", id.ToString("D"));
        await work.CommitAsync(cancellationToken);
        return await queries.GetAsync(id, cancellationToken);
    }
}
