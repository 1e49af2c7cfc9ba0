namespace Nq72.Scheduler.Deliveries;

/// <summary>How long after the intended instant things happened, in milliseconds; below 0 where a channel has a lead; null for what has not happened.</summary>
/// <param name="FirstAttemptMs">When the first attempt began.</param>
/// <param name="AcceptedMs">When the receiver had it.</param>
/// <param name="AcknowledgedMs">The first confirmation of the receiver or an operator, by their clock.</param>
public sealed record Lateness(long? FirstAttemptMs, long? AcceptedMs, long? AcknowledgedMs)
{
    internal static Lateness Of(DateTimeOffset dueAt, DateTimeOffset? firstAttemptAt, DateTimeOffset? acceptedAt, DateTimeOffset? acknowledgedAt)
    {
        return new(After(firstAttemptAt), After(acceptedAt), After(acknowledgedAt));

        long? After(DateTimeOffset? at) => at is { } happened ? (long)Math.Floor((happened - dueAt).TotalMilliseconds) : null;
    }
}
