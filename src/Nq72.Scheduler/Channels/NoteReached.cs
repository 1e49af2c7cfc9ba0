using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Channels;

/// <summary>A person's probe or test got through: what was unprobed is ok, and what is open is probed by the drain at once, which decides.</summary>
internal sealed class NoteReached(SchedulerDb db, UnitOfWork units, ChannelChanges changes, TimeProvider clock)
{
    public async Task ExecuteAsync(string channel, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var reached = db.Set<Destination>().Where(destination => destination.Channel == channel && keys.Contains(destination.Key)
            && (destination.State == DestinationState.Unprobed || destination.State == DestinationState.Open));
        if (keys.Count == 0 || !await reached.AnyAsync(cancellationToken))
            return;
        await using var work = await units.BeginAsync(cancellationToken);
        var now = clock.Now();
        await reached.Where(destination => destination.State == DestinationState.Open).ExecuteUpdateAsync(
            set => set.SetProperty(destination => destination.NextProbeAt, now), cancellationToken);
        await reached.Where(destination => destination.State == DestinationState.Unprobed).ExecuteUpdateAsync(
            set => set.SetProperty(destination => destination.State, DestinationState.Ok).SetProperty(destination => destination.Since, now), cancellationToken);
        work.OnCommitted(changes.Announce);
        await work.CommitAsync(cancellationToken);
    }
}
