namespace Nq72.Cms.Media.Workers;

/// <summary>
/// Places for child processes, and the line before them. Quick work (an upload waits for its probe) goes before slow work (renditions, for
/// which nobody waits), each in the order of arrival. Thread-safe.
/// </summary>
internal sealed class WorkerPlaces(int places, int longestLine)
{
    private readonly Lock gate = new();
    private readonly LinkedList<TaskCompletionSource> quick = [];
    private readonly LinkedList<TaskCompletionSource> slow = [];
    private int free = places;

    /// <summary>How many wait.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
                return quick.Count + slow.Count;
        }
    }

    /// <summary>Waits for a place, to be disposed of after use; null when too many wait already.</summary>
    public async Task<IDisposable?> EnterAsync(bool isQuick, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<TaskCompletionSource> turn;
        lock (gate)
        {
            if (free > 0)
            {
                free--;
                return new Place(this);
            }

            if (quick.Count + slow.Count >= longestLine)
                return null;
            turn = (isQuick ? quick : slow).AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        await using var leave = cancellationToken.Register(() => Leave(turn, cancellationToken));
        await turn.Value.Task;
        return new Place(this);
    }

    private void Leave(LinkedListNode<TaskCompletionSource> turn, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            // whose turn has come is out of the line already, and has a place to give back
            if (turn.List is null)
                return;
            turn.List.Remove(turn);
        }

        turn.Value.TrySetCanceled(cancellationToken);
    }

    private void GiveBack()
    {
        lock (gate)
        {
            var line = quick.Count > 0 ? quick : slow;
            if (line.First is not { } next)
            {
                free++;
                return;
            }

            line.RemoveFirst();
            next.Value.SetResult();
        }
    }

    private sealed class Place(WorkerPlaces owner) : IDisposable
    {
        private int given;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref given, 1) == 0)
                owner.GiveBack();
        }
    }
}
