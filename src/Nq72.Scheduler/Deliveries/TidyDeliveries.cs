using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Deliveries;

/// <summary>Housekeeping: ends windows that are over, also where no node delivers, drops payloads that nothing refers to any more, and half-written files of nodes that were killed.</summary>
internal sealed class TidyDeliveries(SchedulerDb db, UnitOfWork units, FileDropTransport files, TimeProvider clock)
{
    // a payload is written in the transaction of its deliveries; the margin is for people who look at the table
    private static readonly TimeSpan OrphanAge = TimeSpan.FromHours(1);

    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        await using var work = await units.BeginAsync(WritePriority.Bulk, cancellationToken);
        var now = clock.Now();
        var over = db.Set<Delivery>().Where(delivery => delivery.WindowEndsAt <= now
            && (delivery.State == DeliveryState.Scheduled || delivery.State == DeliveryState.Available || delivery.State == DeliveryState.Retrying));
        await over.ExecuteUpdateAsync(
            set => set.SetProperty(delivery => delivery.State, delivery => delivery.OnWindowEnd == WindowEnd.Hold ? DeliveryState.Held : DeliveryState.Expired)
                .SetProperty(delivery => delivery.LastCode, delivery => delivery.Attempts == 0 ? DeliveryCode.Missed : DeliveryCode.WindowEnded), cancellationToken);
        var old = now - OrphanAge;
        await db.Set<DeliveryPayload>().Where(payload => payload.CreatedAt < old && !db.Set<Delivery>().Any(delivery => delivery.PayloadId == payload.Id)).ExecuteDeleteAsync(cancellationToken);
        await work.CommitAsync(cancellationToken);
        // what is older than this is not sent any more
        files.SweepUnfinished(now - ToldDeliveries.Remembered, now);
    }
}
