using System.Collections.Concurrent;

namespace Nq72.Cms.Composition;

/// <summary>
/// How many requests each caller has left: a quarter of a minute's share at once, the rest comes back evenly. Reckoned when somebody asks, so
/// that an idle node has nothing to do. Thread-safe.
/// </summary>
internal sealed class CallerShares(TimeProvider clock)
{
    // of a minute's share so much is there at once
    private const int AtOnce = 4;

    // callers that have all of theirs again need not be remembered
    private const int TidyEvery = 4096;

    private readonly ConcurrentDictionary<(string Caller, int PerMinute), Share> shares = new();
    private int asked;

    /// <summary>What came of asking for one.</summary>
    /// <param name="Granted">Whether there was one left.</param>
    /// <param name="Left">What is left now, whole requests.</param>
    /// <param name="Next">Until there is one more.</param>
    /// <param name="Full">Until as much as possible is left again.</param>
    public readonly record struct Taken(bool Granted, int Left, TimeSpan Next, TimeSpan Full);

    /// <summary>Callers that are remembered.</summary>
    public int Remembered => shares.Count;

    /// <summary>Takes one request of a caller's share, when there is one left.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="perMinute">Requests a minute, at least 1. Another measure is another share.</param>
    public Taken Take(string caller, int perMinute)
    {
        if (Interlocked.Increment(ref asked) % TidyEvery == 0)
            Tidy();
        var share = shares.GetOrAdd((caller, perMinute), static key => new Share(Math.Max(1, key.PerMinute / AtOnce), key.PerMinute / 60.0));
        return share.Take(clock.GetTimestamp(), clock);
    }

    private void Tidy()
    {
        var now = clock.GetTimestamp();
        foreach (var (key, share) in shares)
        {
            if (share.IsFull(now, clock))
                shares.TryRemove(new(key, share));
        }
    }

    private sealed class Share(double most, double perSecond)
    {
        private readonly Lock gate = new();
        private double missing;
        private long since;

        public Taken Take(long now, TimeProvider clock)
        {
            lock (gate)
            {
                missing = Missing(now, clock);
                since = now;
                var here = most - missing;
                var granted = here >= 1;
                if (granted)
                {
                    missing++;
                    here--;
                }

                return new(granted, (int)here, TimeSpan.FromSeconds((1 - (here % 1)) / perSecond), TimeSpan.FromSeconds(missing / perSecond));
            }
        }

        public bool IsFull(long now, TimeProvider clock)
        {
            lock (gate)
                return Missing(now, clock) <= 0;
        }

        private double Missing(long now, TimeProvider clock) => Math.Max(0, missing - (clock.GetElapsedTime(since, now).TotalSeconds * perSecond));
    }
}
