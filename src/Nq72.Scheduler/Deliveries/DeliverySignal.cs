namespace Nq72.Scheduler.Deliveries;

/// <summary>Wakes this node's release clock: something was armed, cancelled, asked for or sent. Thread-safe; a ring before a wait is not lost.</summary>
internal sealed class DeliverySignal
{
    private readonly Lock gate = new();
    private TaskCompletionSource rung = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool look = true;

    /// <summary>There is something new in the database. Call after the commit.</summary>
    public void Ring()
    {
        lock (gate)
        {
            look = true;
            rung.TrySetResult();
        }
    }

    /// <summary>Something was sent: there is something to mark.</summary>
    public void Nudge()
    {
        lock (gate)
            rung.TrySetResult();
    }

    /// <summary>Whether there was a ring since this was asked last.</summary>
    public bool TakeRing()
    {
        lock (gate)
        {
            var was = look;
            look = false;
            return was;
        }
    }

    /// <summary>Waits for a ring or a nudge, at most so long.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider clock, CancellationToken cancellationToken)
    {
        Task ring;
        lock (gate)
            ring = rung.Task;
        if (!ring.IsCompleted)
        {
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(ring, Task.Delay(atMost, clock, enough.Token));
            await enough.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }

        lock (gate)
        {
            if (rung.Task.IsCompleted)
                rung = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
