using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Deliveries;

/// <summary>
/// Ends deliveries: they are not sent any more. Of one that may have been received it says <c>unknown</c>. One that is on its way keeps its
/// state <c>sending</c> until that is over, and then is <c>cancelled</c> (nothing was sent, or it was refused), <c>unknown</c> (it may have
/// arrived) or <c>accepted</c> with the code <c>cancelledTooLate</c>.
/// </summary>
public sealed class CancelDelivery
{
    /// <summary>The states in which a delivery goes on by itself and is not on its way just now.</summary>
    public static readonly IReadOnlyList<DeliveryState> StillGoing = [DeliveryState.Scheduled, DeliveryState.Available, DeliveryState.Retrying];

    private const int AtOnce = 1000;

    private readonly SchedulerDb db;
    private readonly UnitOfWork units;
    private readonly AuditRecorder audit;
    private readonly DeliveryDrain drain;
    private readonly DeliveryChanges changes;
    private readonly DeliveryQueries queries;

    internal CancelDelivery(SchedulerDb db, UnitOfWork units, AuditRecorder audit, DeliveryDrain drain, DeliveryChanges changes, DeliveryQueries queries)
    {
        this.db = db;
        this.units = units;
        this.audit = audit;
        this.drain = drain;
        this.changes = changes;
        this.queries = queries;
    }

    /// <summary>One delivery. 409 <c>wrongState</c> when it is accepted, cancelled or unknown already.</summary>
    public async Task<Outcome<DeliveryDetail>> ExecuteAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await units.BeginAsync(cancellationToken);
        var cancelled = await CancelAsync(db.Set<Delivery>().Where(delivery => delivery.Id == id), cancellationToken);
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
        work.OnCommitted(() => changes.AnnounceEnded([id]));
        await work.CommitAsync(cancellationToken);
        return await queries.GetAsync(id, cancellationToken);
    }

    /// <summary>Every delivery that matches and is not on its way; at most 1,000 at once. The decision 'skip' about deliveries that are held.</summary>
    public async Task<Outcome<CancelledView>> ExecuteAsync(DeliveryFilter filter, Actor actor, CancellationToken cancellationToken)
    {
        if (filter == new DeliveryFilter())
            return Problem.Invalid("filter", "required", "Cần ít nhất một điều kiện lọc.", "The filter needs at least one condition.");
        await using var work = await units.BeginAsync(cancellationToken);
        var ids = await Open(filter.Apply(db.Set<Delivery>())).OrderBy(delivery => delivery.Id).Select(delivery => delivery.Id).Take(AtOnce + 1).ToListAsync(cancellationToken);
        var more = ids.Count > AtOnce;
        if (more)
            ids.RemoveAt(AtOnce);
        var cancelled = await CancelAsync(db.Set<Delivery>().Where(delivery => ids.Contains(delivery.Id)), cancellationToken);
        audit.Record(actor, "delivery.cancel", "delivery", "*", new { filter, cancelled });
        work.OnCommitted(() => changes.AnnounceEnded(ids));
        await work.CommitAsync(cancellationToken);
        return new CancelledView(cancelled, more);
    }

    /// <summary>Stops what a release would still send by itself: what waits for its instant or its next attempt. What failed or is held stays for a person to decide about.</summary>
    public async Task<int> StopAsync(string release, Actor actor, CancellationToken cancellationToken)
    {
        var stopped = 0;
        foreach (var state in StillGoing)
        {
            var more = true;
            while (more)
            {
                var outcome = await ExecuteAsync(new DeliveryFilter(Release: release, State: state, Operation: DeliveryOperation.Publish), actor, cancellationToken);
                (stopped, more) = outcome.Succeeded ? (stopped + outcome.Value.Cancelled, outcome.Value is { More: true, Cancelled: > 0 }) : (stopped, false);
            }
        }

        return stopped;
    }

    private static IQueryable<Delivery> Open(IQueryable<Delivery> deliveries) => deliveries.Where(delivery =>
        delivery.State == DeliveryState.Scheduled || delivery.State == DeliveryState.Available || delivery.State == DeliveryState.Retrying || delivery.State == DeliveryState.Held
        || delivery.State == DeliveryState.Failed || delivery.State == DeliveryState.Expired);

    private static Task<int> CancelAsync(IQueryable<Delivery> deliveries, CancellationToken cancellationToken) =>
        Open(deliveries).ExecuteUpdateAsync(
            set => set.SetProperty(delivery => delivery.State, delivery => delivery.MaybeReceived ? DeliveryState.Unknown : DeliveryState.Cancelled).SetProperty(delivery => delivery.LastCode, DeliveryCode.Cancelled),
            cancellationToken);
}

/// <summary>How many deliveries were ended.</summary>
/// <param name="Cancelled">So many.</param>
/// <param name="More">Whether more match than are ended at once: ask again with the same filter.</param>
public sealed record CancelledView(int Cancelled, bool More);

/// <summary>Which deliveries to end.</summary>
/// <param name="Filter">At least one condition.</param>
public sealed record CancelInput(DeliveryFilter? Filter);
