namespace Nq72.Scheduler.Deliveries;

/// <summary>
/// One of the node's places for requests, taken. It is given back when the request ends, or after a second: many receivers that do not
/// answer must not keep the others from being sent to. Thread-safe.
/// </summary>
internal sealed class WaitingPlace : IDisposable
{
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim places;
    private readonly DeliveryLane lane;
    private readonly DeliveryLanes lanes;
    private readonly DeliverySignal signal;
    private readonly ITimer timer;
    private int state;

    /// <summary>Holds the place that the caller has waited for.</summary>
    public WaitingPlace(SemaphoreSlim places, DeliveryLane lane, DeliveryLanes lanes, DeliverySignal signal, TimeProvider clock)
    {
        this.places = places;
        this.lane = lane;
        this.lanes = lanes;
        this.signal = signal;
        timer = clock.CreateTimer(_ => GiveBack(), null, LongWait, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        timer.Dispose();
        // 0 waits, 1 was given back early, 2 is over
        switch (Interlocked.Exchange(ref state, 2))
        {
            case 0:
                places.Release();
                break;
            case 1:
                lanes.NotePatient(lane, -1);
                break;
        }
    }

    private void GiveBack()
    {
        // counted first: whoever ends it in between takes back what was counted
        lanes.NotePatient(lane, 1);
        if (Interlocked.CompareExchange(ref state, 1, 0) != 0)
        {
            lanes.NotePatient(lane, -1);
            return;
        }

        places.Release();
        signal.Nudge();
    }
}
