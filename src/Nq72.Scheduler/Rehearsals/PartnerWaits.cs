using System.Collections.Concurrent;

namespace Nq72.Scheduler.Rehearsals;

/// <summary>Deliveries whose partner takes its time: they wait for the rehearsal's clock to be turned, not for anything on this machine. Thread-safe.</summary>
public sealed class PartnerWaits
{
    private readonly ConcurrentDictionary<Guid, int> waiting = new();

    /// <summary>Whether the delivery waits for the clock.</summary>
    public bool Holds(Guid delivery) => waiting.ContainsKey(delivery);

    /// <summary>Waits, on the rehearsal's clock, before the partner answers.</summary>
    public async Task TakeAsync(Guid delivery, TimeSpan span, TimeProvider clock, CancellationToken cancellationToken)
    {
        var pause = Task.Delay(span, clock, cancellationToken);
        waiting.AddOrUpdate(delivery, 1, (_, count) => count + 1);
        try
        {
            await pause;
        }
        finally
        {
            if (waiting.AddOrUpdate(delivery, 0, (_, count) => count - 1) == 0)
                waiting.TryRemove(new(delivery, 0));
        }
    }
}
