using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Deliveries;

/// <summary>Sends deliveries again now, because a person says so; under the same idempotency key.</summary>
public sealed class RetryDelivery
{
    // a window that is over, or nearly, is opened again for a day
    private static readonly TimeSpan NewWindow = TimeSpan.FromHours(24);
    private const int AtOnce = 1000;
    private const int MostTurns = 50;

    private readonly SchedulerDb db;
    private readonly UnitOfWork units;
    private readonly AuditRecorder audit;
    private readonly DeliveryLedger ledger;
    private readonly DeliverySignal signal;
    private readonly DeliveryQueries queries;
    private readonly TimeProvider clock;

    internal RetryDelivery(SchedulerDb db, UnitOfWork units, AuditRecorder audit, DeliveryLedger ledger, DeliverySignal signal, DeliveryQueries queries, TimeProvider clock)
    {
        this.db = db;
        this.units = units;
        this.audit = audit;
        this.ledger = ledger;
        this.signal = signal;
        this.queries = queries;
        this.clock = clock;
    }

    /// <summary>One delivery that is retrying, failed, held, expired or unknown; 409 <c>overtaken</c> when a later one took its place, <c>redacted</c> when what it would send was blacked out.</summary>
    public async Task<Outcome<DeliveryDetail>> ExecuteAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await units.BeginAsync(cancellationToken);
        var delivery = await db.Set<Delivery>().AsNoTracking().FirstOrDefaultAsync(known => known.Id == id, cancellationToken);
        if (delivery is null)
            return DeliveryProblems.NotFound;
        if (!MayRetry(delivery.State))
            return DeliveryProblems.WrongState(delivery.State);
        if (delivery.LastCode is DeliveryCode.Blackout or DeliveryCode.ItemHeld or DeliveryCode.Arming && delivery.State == DeliveryState.Held)
            return DeliveryProblems.ItemHeld;
        if (await db.Set<DeliveryPayload>().AnyAsync(payload => payload.Id == delivery.PayloadId && payload.RedactedAt != null, cancellationToken))
            return DeliveryProblems.Redacted;
        if (await RetryAsync(db.Set<Delivery>().Where(known => known.Id == id), cancellationToken) == 0)
            return DeliveryProblems.Overtaken;
        audit.Record(actor, "delivery.retry", "delivery", id.ToString("D"), new { from = delivery.State });
        work.OnCommitted(signal.Ring);
        await work.CommitAsync(cancellationToken);
        return await queries.GetAsync(id, cancellationToken);
    }

    /// <summary>Every delivery that matches and may be sent again; at most 1,000 at once.</summary>
    public async Task<Outcome<RetriedView>> ExecuteAsync(DeliveryFilter filter, Actor actor, CancellationToken cancellationToken)
    {
        if (filter == new DeliveryFilter())
            return Problem.Invalid("filter", "required", "Cần ít nhất một điều kiện lọc.", "The filter needs at least one condition.");
        if (filter.State is { } state && !MayRetry(state))
            return Problem.Invalid("filter.state", "state", $"Không gửi lại được lượt gửi ở trạng thái '{state}'.", $"Deliveries in the state '{state}' cannot be sent again.");
        await using var work = await units.BeginAsync(cancellationToken);
        // what is held or expired waits for a decision; what is unknown may be there already and is only sent again when it is named
        var matching = filter.Apply(db.Set<Delivery>());
        if (filter.State is null)
            matching = matching.Where(delivery => delivery.State == DeliveryState.Failed || delivery.State == DeliveryState.Retrying || delivery.State == DeliveryState.Expired || delivery.State == DeliveryState.Held);
        var ids = await matching.OrderBy(delivery => delivery.Id).Select(delivery => delivery.Id).Take(AtOnce + 1).ToListAsync(cancellationToken);
        var more = ids.Count > AtOnce;
        if (more)
            ids.RemoveAt(AtOnce);
        var retried = await RetryAsync(db.Set<Delivery>().Where(delivery => ids.Contains(delivery.Id)), cancellationToken);
        audit.Record(actor, "delivery.retry", "delivery", "*", new { filter, retried });
        work.OnCommitted(signal.Ring);
        await work.CommitAsync(cancellationToken);
        return new RetriedView(retried, more);
    }

    /// <summary>All that match, in turns of at most 1,000, so that marks do not wait long. Ends early where a turn could send nothing again.</summary>
    public async Task<Outcome<RetriedView>> AllAsync(DeliveryFilter filter, Actor actor, CancellationToken cancellationToken)
    {
        var retried = 0;
        for (var turn = 0; turn < MostTurns; turn++)
        {
            var outcome = await ExecuteAsync(filter, actor, cancellationToken);
            if (!outcome.Succeeded)
                return outcome.Problem;
            retried += outcome.Value.Retried;
            if (!outcome.Value.More || outcome.Value.Retried == 0)
                return new RetriedView(retried, outcome.Value.More);
        }

        return new RetriedView(retried, true);
    }

    private static bool MayRetry(DeliveryState state) =>
        state is DeliveryState.Retrying or DeliveryState.Failed or DeliveryState.Held or DeliveryState.Expired or DeliveryState.Unknown;

    private async Task<int> RetryAsync(IQueryable<Delivery> deliveries, CancellationToken cancellationToken)
    {
        // a claim in between could let a later operation pass
        await ledger.KeepClaimsAwayAsync(db.Database.CurrentTransaction!.GetDbTransaction(), cancellationToken);
        var now = clock.Now();
        var window = now + NewWindow;
        var open = deliveries.Where(delivery =>
            (delivery.State == DeliveryState.Retrying || delivery.State == DeliveryState.Failed || delivery.State == DeliveryState.Expired || delivery.State == DeliveryState.Unknown
                || (delivery.State == DeliveryState.Held && delivery.LastCode != DeliveryCode.Blackout && delivery.LastCode != DeliveryCode.ItemHeld && delivery.LastCode != DeliveryCode.Arming))
            && !db.Set<DeliveryPayload>().Any(payload => payload.Id == delivery.PayloadId && payload.RedactedAt != null)
            && !db.Set<Delivery>().Any(later => later.ItemId == delivery.ItemId && later.Channel == delivery.Channel && later.Destination == delivery.Destination && later.Id != delivery.Id
                && (later.State == DeliveryState.Accepted || later.State == DeliveryState.Sending || later.State == DeliveryState.Unknown || later.SendAt <= now)
                && later.State != DeliveryState.Cancelled
                && (later.SendAt > delivery.SendAt || (later.SendAt == delivery.SendAt && later.Seq > delivery.Seq))));
        await open.Where(delivery => delivery.WindowEndsAt < window && delivery.State != DeliveryState.Retrying)
            .ExecuteUpdateAsync(set => set.SetProperty(delivery => delivery.WindowEndsAt, window), cancellationToken);
        return await open.ExecuteUpdateAsync(
            set => set.SetProperty(delivery => delivery.State, DeliveryState.Available).SetProperty(delivery => delivery.NextTryAt, now).SetProperty(delivery => delivery.LastCode, DeliveryCode.RetryAsked)
                .SetProperty(delivery => delivery.LostLeases, 0),
            cancellationToken);
    }
}

/// <summary>How many deliveries are sent again.</summary>
/// <param name="Retried">So many; fewer than matched when some were overtaken.</param>
/// <param name="More">Whether more match than are sent again at once: ask again with the same filter.</param>
public sealed record RetriedView(int Retried, bool More);

/// <summary>Which deliveries to send again.</summary>
/// <param name="Filter">At least one condition.</param>
public sealed record RetryInput(DeliveryFilter? Filter);
