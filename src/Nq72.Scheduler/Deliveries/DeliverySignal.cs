namespace Nq72.Scheduler.Deliveries;

/// <summary>Wakes this node's release clock: something was armed, cancelled or asked for. Thread-safe; calls before a wait are not lost.</summary>
internal sealed class DeliverySignal
{
    private readonly SemaphoreSlim bell = new(0, 1);
    private readonly Lock gate = new();

    /// <summary>Call after the commit.</summary>
    public void Ring()
    {
        lock (gate)
        {
            if (bell.CurrentCount == 0)
                bell.Release();
        }
    }

    /// <summary>Waits for a ring, at most so long.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var rung = bell.WaitAsync(enough.Token);
        await Task.WhenAny(rung, Task.Delay(atMost, clock, enough.Token));
        await enough.CancelAsync();
        try
        {
            await rung;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // time is up without a ring
        }
    }
}
