using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Nq72.Scheduler.Channels;

namespace Nq72.Scheduler.Deliveries;

/// <summary>The probes of open circuits that this node makes, beside the sending. Thread-safe.</summary>
internal sealed class CircuitProbes(ProbeDestination probe, DeliveryLanes lanes, DeliverySignal signal, ILogger<CircuitProbes> log)
{
    private readonly ConcurrentQueue<FinishedProbe> finished = new();
    private readonly ConcurrentDictionary<(string Channel, string Destination), Task> running = new();

    /// <summary>Whether something was found that is not written down yet.</summary>
    public bool HasResults => !finished.IsEmpty;

    /// <summary>Probes on their way.</summary>
    public int Running => running.Count;

    /// <summary>Begins a probe, unless one of the same destination is still on its way.</summary>
    public void Start(string channel, string destination, CancellationToken cancellationToken)
    {
        if (lanes.Find(channel, destination) is not { } lane || running.ContainsKey((channel, destination)))
            return;
        var task = Task.Run(() => ProbeAsync(lane, cancellationToken), CancellationToken.None);
        running[(channel, destination)] = task;
        _ = task.ContinueWith(_ => running.TryRemove(new((channel, destination), task)), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>What was found since.</summary>
    public IReadOnlyList<FinishedProbe> Take()
    {
        var taken = new List<FinishedProbe>();
        while (finished.TryDequeue(out var found))
            taken.Add(found);
        return taken;
    }

    /// <summary>It could not be written down: the next turn does it.</summary>
    public void PutBack(IEnumerable<FinishedProbe> probes)
    {
        foreach (var found in probes)
            finished.Enqueue(found);
    }

    /// <summary>Waits until none is on its way.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => Task.WhenAll(running.Values).WaitAsync(cancellationToken);

    private async Task ProbeAsync(DeliveryLane lane, CancellationToken cancellationToken)
    {
        try
        {
            finished.Enqueue(new(lane.Channel, lane.Destination, await probe.ExecuteAsync(lane.Transport, lane.Channel, lane.Destination, lane.Url, cancellationToken)));
        }
        catch (OperationCanceledException)
        {
            // shut down: another node, or the next start, probes when it is due
            return;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // a fault of ours: the circuit stays open and is probed again in a minute, and says why
            log.LogError(exception, "Probing {Channel}/{Destination} failed by a fault", lane.Channel, lane.Destination);
            finished.Enqueue(new(lane.Channel, lane.Destination, new(lane.Destination, false, DeliveryCode.Fault, null, 0, exception.Message)));
        }

        signal.Nudge();
    }
}
