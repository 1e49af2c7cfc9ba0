using Nq72.Scheduler.Platform.Time;

namespace Nq72.Faults.Tests.Support;

/// <summary>A machine whose monotonic clock is turned by hand, and whose wall clock somebody sets wrong.</summary>
internal sealed class SteppedMachine(DateTimeOffset start) : TimeProvider
{
    private readonly SteppedClock monotonic = new(start);

    /// <summary>How wrong the wall clock is.</summary>
    public TimeSpan Wrong { get; set; }

    /// <summary>What a right clock would say.</summary>
    public DateTimeOffset Truth => monotonic.GetUtcNow();

    public override long TimestampFrequency => monotonic.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => monotonic.GetUtcNow() + Wrong;

    public override long GetTimestamp() => monotonic.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => monotonic.CreateTimer(callback, state, dueTime, period);

    public void Advance(TimeSpan span) => monotonic.Advance(span);
}
