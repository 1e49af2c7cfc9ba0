using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Scheduler.Deliveries;

/// <summary>Stops destinations that answered 410 Gone, so that a person sees it and nothing more is sent. Thread-safe.</summary>
internal sealed class StopDestinations(IServiceScopeFactory scopes, ChannelChanges changes)
{
    private readonly ConcurrentDictionary<(string Channel, string Destination), int?> waiting = new();

    /// <summary>Whether any is to be stopped.</summary>
    public bool Any => !waiting.IsEmpty;

    /// <summary>Notes a destination that wants no more.</summary>
    public void Add(string channel, string destination, int? status) => waiting[(channel, destination)] = status;

    /// <summary>Stops what was noted.</summary>
    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        foreach (var ((channel, destination), status) in waiting)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<SchedulerDb>();
            await using var work = await scope.ServiceProvider.GetRequiredService<UnitOfWork>().BeginAsync(WritePriority.Drain, cancellationToken);
            var reason = string.Create(CultureInfo.InvariantCulture, $"Nơi nhận trả lời {status} (không nhận nữa).");
            var stopped = await db.Set<Destination>().Where(known => known.Channel == channel && known.Key == destination && known.State == DestinationState.Ok)
                .ExecuteUpdateAsync(set => set.SetProperty(known => known.State, DestinationState.Stopped).SetProperty(known => known.StoppedReason, reason), cancellationToken);
            if (stopped > 0)
                scope.ServiceProvider.GetRequiredService<AuditRecorder>().Record(Actor.System, "destination.stop", "channel", channel, new { destination, status });
            work.OnCommitted(changes.Announce);
            await work.CommitAsync(cancellationToken);
            waiting.TryRemove((channel, destination), out _);
        }
    }
}
