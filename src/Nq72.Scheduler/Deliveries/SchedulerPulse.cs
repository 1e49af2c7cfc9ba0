namespace Nq72.Scheduler.Deliveries;

/// <summary>When the release clock last went round without a fault; its making counts as the first time. Thread-safe.</summary>
public sealed class SchedulerPulse(TimeProvider clock)
{
    private long last = clock.GetTimestamp();

    /// <summary>How long ago that was.</summary>
    public TimeSpan SinceBeat => clock.GetElapsedTime(Volatile.Read(ref last));

    internal void Beat() => Volatile.Write(ref last, clock.GetTimestamp());
}
