namespace Nq72.Scheduler.Platform.Time;

/// <summary>
/// The clock of a running node: a trusted instant (the database's on PostgreSQL, the machine's on SQLite) carried forward on the
/// monotonic clock, so that a stepped machine clock moves nothing. Never runs backwards. Thread-safe; a reading costs no I/O.
/// </summary>
/// <remarks>
/// <c>ClockKeeper</c> compares it with its source. Differences within <see cref="Tolerance"/> are taken over; a larger one is a
/// stepped clock: it is refused for <see cref="RefusalSpan"/> (publishing early cannot be undone), shown as <see cref="Suspicion"/>, and
/// taken over only when it lasts.
/// </remarks>
public sealed class AnchoredClock : TimeProvider
{
    /// <summary>The largest difference that is taken over at once.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    /// <summary>How long a larger difference must last before it is believed.</summary>
    public static readonly TimeSpan RefusalSpan = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan AnswerDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan DriftAnObservation = TimeSpan.FromMicroseconds(100);

    private readonly TimeProvider machine;
    private readonly Lock gate = new();
    private volatile AnchorPoint anchor = new(0, 0);
    private long lastTicks;
    private long? suspiciousSince;

    /// <summary>Starts from the machine's clock; <see cref="Anchor"/> sets it right before anything is served.</summary>
    public AnchoredClock(TimeProvider machine)
    {
        this.machine = machine;
        Anchor(machine.GetUtcNow());
    }

    /// <summary>How far the source is from this clock while that is not believed; null when all is well.</summary>
    public TimeSpan? Suspicion { get; private set; }

    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    public override long TimestampFrequency => machine.TimestampFrequency;

    public override long GetTimestamp() => machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        machine.CreateTimer(callback, state, dueTime, period);

    public override DateTimeOffset GetUtcNow()
    {
        var point = anchor;
        var ticks = point.Ticks + machine.GetElapsedTime(point.Timestamp).Ticks;
        while (true)
        {
            var last = Volatile.Read(ref lastTicks);
            if (ticks <= last)
                return new DateTimeOffset(last, TimeSpan.Zero);
            if (Interlocked.CompareExchange(ref lastTicks, ticks, last) == last)
                return new DateTimeOffset(ticks, TimeSpan.Zero);
        }
    }

    /// <summary>Sets the clock without a question: at start-up, before anything is served.</summary>
    public void Anchor(DateTimeOffset trusted)
    {
        lock (gate)
        {
            anchor = new AnchorPoint(trusted.UtcTicks, machine.GetTimestamp());
            lastTicks = trusted.UtcTicks;
            suspiciousSince = null;
            Suspicion = null;
        }
    }

    /// <summary>Tells the clock what its source says now. Returns whether that was taken over.</summary>
    public bool Observe(DateTimeOffset source)
    {
        lock (gate)
        {
            var timestamp = machine.GetTimestamp();
            var carried = anchor.Ticks + machine.GetElapsedTime(anchor.Timestamp, timestamp).Ticks;
            var difference = TimeSpan.FromTicks(source.UtcTicks - carried);
            if (difference.Duration() > Tolerance)
            {
                suspiciousSince ??= timestamp;
                Suspicion = difference;
                if (machine.GetElapsedTime(suspiciousSince.Value, timestamp) < RefusalSpan)
                    return false;
            }

            anchor = new AnchorPoint(Settle(carried, source.UtcTicks), timestamp);
            suspiciousSince = null;
            Suspicion = null;
            return true;
        }
    }

    /// <summary>
    /// What a source says is a lower bound: its answer was on the way for a while. So the later of the two counts, let go of slowly enough
    /// for no answer's delay to matter and fast enough for any clock's drift. A clearly earlier source was set back, and is followed.
    /// </summary>
    private static long Settle(long carried, long source) =>
        carried - source > AnswerDelay.Ticks ? source : Math.Max(source, carried - DriftAnObservation.Ticks);

    // one reference, so that a reader never pairs one anchor's instant with another's timestamp
    private sealed record AnchorPoint(long Ticks, long Timestamp);
}
