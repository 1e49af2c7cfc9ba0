using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Rehearsal;

/// <summary>Counts the deliveries that partners took more often than the ledger has reasons for.</summary>
internal sealed class CountDoubled(SchedulerDb db)
{
    /// <summary>
    /// How many came again after they had been taken: a fault of ours. Each attempt whose end nobody could tell allows for one repeat under the
    /// same key, which a receiver that honours the key does not count.
    /// </summary>
    /// <param name="taken">How often each idempotency key was taken.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<int> RunAsync(IReadOnlyDictionary<Guid, int> taken, CancellationToken cancellationToken)
    {
        var again = taken.Where(known => known.Value > 1).Select(known => known.Key).ToList();
        var known = await db.Set<Delivery>().Where(delivery => again.Contains(delivery.IdempotencyKey))
            .Select(delivery => new
            {
                delivery.IdempotencyKey,
                Doubtful = db.Set<DeliveryAttempt>().Count(attempt => attempt.DeliveryId == delivery.Id && attempt.Outcome == AttemptOutcome.Ambiguous),
            }).ToDictionaryAsync(row => row.IdempotencyKey, row => row.Doubtful, cancellationToken);
        return again.Count(key => taken[key] > 1 + known.GetValueOrDefault(key));
    }
}
