namespace Nq72.Scheduler.Deliveries;

/// <summary>How long to wait after a failed attempt.</summary>
internal static class RetryLadder
{
    /// <summary>How far a wait is spread, so that receivers are not met by everyone at once: ±20 %.</summary>
    public const double Jitter = 0.2;

    private static readonly TimeSpan[] Steps =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(4),
    ];

    /// <summary>The wait after an attempt without jitter; the last step repeats.</summary>
    /// <param name="failures">Attempts that failed so far, from 1.</param>
    public static TimeSpan Step(int failures) => Steps[Math.Clamp(failures - 1, 0, Steps.Length - 1)];

    /// <summary>The instant of the next attempt; null when the window ends before one can be made.</summary>
    /// <param name="failures">Attempts that failed so far, from 1.</param>
    /// <param name="retryAfter">What the receiver asked for; honoured when it is longer than the ladder.</param>
    /// <param name="now">Now.</param>
    /// <param name="windowEndsAt">From then on nothing is sent.</param>
    /// <param name="random">0 to 1, for the jitter.</param>
    public static DateTimeOffset? Next(int failures, TimeSpan? retryAfter, DateTimeOffset now, DateTimeOffset windowEndsAt, double random)
    {
        var wait = Step(failures) * (1 - Jitter + (2 * Jitter * random));
        if (retryAfter > wait)
            wait = retryAfter.Value;
        var next = now + wait;
        // one last try just before the window ends rather than giving up hours early
        var last = windowEndsAt - TimeSpan.FromSeconds(1);
        if (next > last)
            next = last;
        return next > now ? next : null;
    }
}
