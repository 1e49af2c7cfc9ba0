namespace Nq72.Scheduler.Platform.Time;

/// <summary>A rehearsal's running clock: set to an instant when the program starts, and then as fast as the machine's monotonic clock.</summary>
public sealed class ShiftedClock(TimeProvider machine, DateTimeOffset startAt) : TimeProvider
{
    private readonly long began = machine.GetTimestamp();

    public override long TimestampFrequency => machine.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => startAt.ToUniversalTime() + machine.GetElapsedTime(began);

    public override long GetTimestamp() => machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => machine.CreateTimer(callback, state, dueTime, period);
}
