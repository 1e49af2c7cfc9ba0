namespace Nq72.Scheduler.Platform.Time;

/// <summary>
/// A clock that stands still until it is turned: rehearsals turn it from boundary to boundary, tests to the instant they ask about.
/// Timers (and so <c>Task.Delay(…, clock)</c>) fire when it is turned past them, in order. Thread-safe.
/// </summary>
public sealed class SteppedClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<SteppedTimer> timers = [];
    private DateTimeOffset now = start.Cut();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SteppedTimer(this, callback, state, period);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>The instant at which the next timer would fire; null when none is set.</summary>
    public DateTimeOffset? NextTimerAt
    {
        get
        {
            lock (gate)
                return timers.Count == 0 ? null : timers.Min(timer => timer.DueAt);
        }
    }

    /// <summary>Turns the clock on by a span.</summary>
    public void Advance(TimeSpan span) => TurnTo(GetUtcNow() + span);

    /// <summary>Turns the clock to an instant, firing what falls due on the way, each at its own instant. Never turns back.</summary>
    public void TurnTo(DateTimeOffset instant)
    {
        instant = instant.Cut();
        while (true)
        {
            SteppedTimer? due;
            lock (gate)
            {
                due = timers.Where(timer => timer.DueAt <= instant).MinBy(timer => timer.DueAt);
                if (due is null)
                {
                    if (instant > now)
                        now = instant;
                    return;
                }

                if (due.DueAt > now)
                    now = due.DueAt;
                due.Advance(timers);
            }

            due.Fire();
        }
    }

    private sealed class SteppedTimer(SteppedClock clock, TimerCallback callback, object? state, TimeSpan period) : ITimer
    {
        private TimeSpan period = period;

        public DateTimeOffset DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            bool fireNow;
            lock (clock.gate)
            {
                this.period = period;
                clock.timers.Remove(this);
                fireNow = dueTime == TimeSpan.Zero;
                if (dueTime != Timeout.InfiniteTimeSpan && (!fireNow || period > TimeSpan.Zero))
                {
                    DueAt = clock.now + (fireNow ? period : dueTime);
                    clock.timers.Add(this);
                }
            }

            if (fireNow)
                Fire();
            return true;
        }

        public void Advance(List<SteppedTimer> timers)
        {
            if (period > TimeSpan.Zero)
                DueAt += period;
            else
                timers.Remove(this);
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (clock.gate)
                clock.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
