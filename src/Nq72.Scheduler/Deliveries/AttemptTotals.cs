using Nq72.Scheduler.Channels;

namespace Nq72.Scheduler.Deliveries;

/// <summary>Counts the attempts that this node wrote down since it was started, and how late the first ones began. Thread-safe.</summary>
public sealed class AttemptTotals
{
    /// <summary>Upper bounds of the buckets of lateness, in seconds; one more stands for everything beyond.</summary>
    public static readonly IReadOnlyList<double> Bounds = [0.01, 0.05, 0.1, 0.5, 1, 5, 30, 120, 600, 3600];

    private readonly Lock gate = new();
    private readonly long[] outcomes = new long[Enum.GetValues<AttemptOutcome>().Length];
    private readonly long[] buckets = new long[Bounds.Count + 1];
    private double lateSum;

    internal AttemptTotals(DeliveryChanges changes) => changes.Listen(news =>
    {
        foreach (var (subject, attempt) in news.Attempts)
            Add(subject.DueAt, attempt);
    });

    /// <summary>What was counted so far.</summary>
    public AttemptCounts Read()
    {
        lock (gate)
            return new(Enum.GetValues<AttemptOutcome>().ToDictionary(outcome => outcome, outcome => outcomes[(int)outcome]), [.. buckets], lateSum);
    }

    internal void Add(DateTimeOffset dueAt, DeliveryAttempt attempt)
    {
        lock (gate)
        {
            outcomes[(int)attempt.Outcome]++;
            // nobody knows when an attempt began whose node died
            if (attempt.Number != 1 || attempt.Code == DeliveryCode.LeaseExpired)
                return;
            // a channel's lead begins before the instant: a sum that falls would look like a restart
            var late = Math.Max(0, (attempt.StartedAt - dueAt).TotalSeconds);
            var bucket = 0;
            while (bucket < Bounds.Count && late > Bounds[bucket])
                bucket++;
            buckets[bucket]++;
            lateSum += late;
        }
    }
}

/// <summary>What a node counted since it was started.</summary>
/// <param name="Outcomes">Attempts by how they ended; every outcome is there.</param>
/// <param name="Late">First attempts by bucket of lateness, not added up; the last is beyond every bound.</param>
/// <param name="LateSeconds">Lateness of first attempts, added up.</param>
public sealed record AttemptCounts(IReadOnlyDictionary<AttemptOutcome, long> Outcomes, IReadOnlyList<long> Late, double LateSeconds);
