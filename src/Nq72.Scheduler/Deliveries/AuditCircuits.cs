using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Scheduler.Deliveries;

/// <summary>Writes into the audit log that a destination's circuit opened or closed, or that it was stopped: people learn of it there too. Thread-safe.</summary>
internal sealed class AuditCircuits
{
    private readonly ConcurrentQueue<CircuitChange> waiting = new();
    private readonly IServiceScopeFactory scopes;

    public AuditCircuits(IServiceScopeFactory scopes, DeliveryChanges changes)
    {
        this.scopes = scopes;
        changes.Listen(news =>
        {
            foreach (var change in news.Destinations)
                waiting.Enqueue(change);
        });
    }

    /// <summary>Whether anything is to be written.</summary>
    public bool Any => !waiting.IsEmpty;

    /// <summary>Writes what happened since.</summary>
    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        while (waiting.TryPeek(out var change))
        {
            await using var scope = scopes.CreateAsyncScope();
            await using var work = await scope.ServiceProvider.GetRequiredService<UnitOfWork>().BeginAsync(WritePriority.Drain, cancellationToken);
            var action = change.To switch
            {
                DestinationState.Stopped => "destination.stop",
                DestinationState.Open => "destination.open",
                _ => "destination.ok",
            };
            scope.ServiceProvider.GetRequiredService<AuditRecorder>().Record(
                Actor.System, action, "channel", change.Channel, new { change.Destination, change.From, change.To, change.Code, change.Status });
            await work.CommitAsync(cancellationToken);
            waiting.TryDequeue(out _);
        }
    }
}
