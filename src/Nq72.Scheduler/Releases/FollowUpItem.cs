using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Releases;

/// <summary>
/// Tells every destination that got an item, or may have, of its correction or retraction. One that could not be reached yet gets the
/// correction in the place of what it corrects. A host calls it in the unit of work in which it corrects or retracts a single item;
/// releases that are taken back do this by themselves.
/// </summary>
public sealed class FollowUpItem
{
    private readonly UnitOfWork units;
    private readonly AuditRecorder audit;
    private readonly DeliveryPlan deliveries;
    private readonly FollowUps followUps;
    private readonly DeliverySignal signal;
    private readonly TimeProvider clock;

    internal FollowUpItem(UnitOfWork units, AuditRecorder audit, DeliveryPlan deliveries, FollowUps followUps, DeliverySignal signal, TimeProvider clock)
    {
        this.units = units;
        this.audit = audit;
        this.deliveries = deliveries;
        this.followUps = followUps;
        this.signal = signal;
        this.clock = clock;
    }

    /// <summary>Sends a new version with its public note, at the instant from which it holds. Returns how many destinations are told.</summary>
    public async Task<int> CorrectAsync(string itemId, int version, string note, DateTimeOffset from, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await units.BeginAsync(cancellationToken);
        var now = clock.Now();
        var told = await followUps.SendAsync(await deliveries.FindConcernedAsync(itemId, now, cancellationToken), DeliveryOperation.Correct, version, null, note, from, now, cancellationToken);
        return await EndAsync(work, actor, "item.correct.tell", itemId, told, cancellationToken);
    }

    /// <summary>Calls off what is still waiting of the item, in any release, and sends retractions now. Returns how many destinations are told.</summary>
    public async Task<int> RetractAsync(string itemId, string reason, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await units.BeginAsync(cancellationToken);
        var now = clock.Now();
        var told = await followUps.SendAsync(await deliveries.RecallItemAsync(itemId, cancellationToken), DeliveryOperation.Retract, null, null, reason, now, now, cancellationToken);
        return await EndAsync(work, actor, "item.retract.tell", itemId, told, cancellationToken);
    }

    /// <summary>Calls off a correction that was planned for an instant ahead and is planned no more. Returns how many destinations are spared.</summary>
    public async Task<int> WithdrawCorrectionAsync(string itemId, DateTimeOffset from, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await units.BeginAsync(cancellationToken);
        var spared = await deliveries.CallOffCorrectionAsync(itemId, from, cancellationToken);
        return await EndAsync(work, actor, "item.correct.withdraw", itemId, spared, cancellationToken);
    }

    private async Task<int> EndAsync(Work work, Actor actor, string action, string itemId, int told, CancellationToken cancellationToken)
    {
        if (told > 0)
            audit.Record(actor, action, "item", itemId, new { destinations = told });
        work.OnCommitted(signal.Ring);
        await work.CommitAsync(cancellationToken);
        return told;
    }
}
