namespace Nq72.Scheduler.Platform.Persistence;

/// <summary>
/// SQLite has one writer; this queue hands the pen out by priority, so that nothing spins on a busy database.
/// On PostgreSQL everyone may write at once and the queue lets everyone through. Thread-safe.
/// </summary>
public sealed class WriteTurns(DatabaseOptions options)
{
    private readonly Lock gate = new();
    private readonly PriorityQueue<TaskCompletionSource, (WritePriority Priority, long Order)> waiting = new();
    private bool taken;
    private long order;

    /// <summary>Waits for the pen. Dispose of the result to hand it on.</summary>
    public async ValueTask<IDisposable> EnterAsync(WritePriority priority, CancellationToken cancellationToken)
    {
        if (options.Provider != DatabaseProvider.Sqlite)
            return NoPen.Instance;
        TaskCompletionSource turn;
        lock (gate)
        {
            if (!taken)
            {
                taken = true;
                return new Pen(this);
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(turn, (priority, order++));
        }

        await using (cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken)))
            await turn.Task;
        return new Pen(this);
    }

    private void HandOn()
    {
        lock (gate)
        {
            while (waiting.TryDequeue(out var next, out _))
            {
                if (next.TrySetResult())
                    return;
            }

            taken = false;
        }
    }

    private sealed class Pen(WriteTurns queue) : IDisposable
    {
        private WriteTurns? queue = queue;

        public void Dispose() => Interlocked.Exchange(ref queue, null)?.HandOn();
    }

    private sealed class NoPen : IDisposable
    {
        public static readonly NoPen Instance = new();

        public void Dispose()
        {
            // PostgreSQL has a pen for everyone
        }
    }
}

/// <summary>Who goes first when writers wait for SQLite's single pen.</summary>
public enum WritePriority
{
    /// <summary>Claims and marks of deliveries: they must never wait for a lease's length.</summary>
    Drain,

    /// <summary>People and integrations.</summary>
    Normal,

    /// <summary>Imports and the arming of thousands, in short chunks.</summary>
    Bulk,
}
