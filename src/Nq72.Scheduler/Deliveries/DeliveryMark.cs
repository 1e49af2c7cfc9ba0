using Nq72.Scheduler.Channels;

namespace Nq72.Scheduler.Deliveries;

/// <summary>What an attempt's end makes of its delivery.</summary>
internal sealed record DeliveryMark(DeliveryState State, DateTimeOffset? NextTryAt)
{
    /// <summary>The values of the statement that marks.</summary>
    public required (string, object?)[] Values { get; init; }

    public static DeliveryMark Of(FinishedDelivery finished)
    {
        var (claimed, result) = (finished.Claimed, finished.Result);
        var (state, next) = Decide(claimed, result, finished.EndedAt);
        return new(state, next)
        {
            Values =
            [
                ("state", state), ("code", CodeOf(state, result)), ("status", result.HttpStatus), ("next", next),
                ("accepted", state == DeliveryState.Accepted ? finished.EndedAt : null), ("maybe", result.MaybeReceived),
                ("no", false), ("untried", result.Verdict == SendVerdict.NotOurs && !result.MaybeReceived ? 1 : 0), ("id", claimed.Id), ("fence", claimed.Fence),
            ],
        };
    }

    public static AttemptOutcome OutcomeOf(SendResult result) => result.Verdict switch
    {
        SendVerdict.Accepted => AttemptOutcome.Accepted,
        _ when result.MaybeReceived => AttemptOutcome.Ambiguous,
        SendVerdict.Retry => AttemptOutcome.Retry,
        _ => AttemptOutcome.Failed,
    };

    private static (DeliveryState State, DateTimeOffset? Next) Decide(ClaimedDelivery claimed, SendResult result, DateTimeOffset now)
    {
        switch (result.Verdict)
        {
            case SendVerdict.Accepted:
                return (DeliveryState.Accepted, null);
            case SendVerdict.NotOurs:
                return (DeliveryState.Available, now);
            case SendVerdict.Doubt:
                return (DeliveryState.Unknown, null);
            case SendVerdict.Retry:
                var next = RetryLadder.Next(claimed.Attempt, result.RetryAfter, now, claimed.WindowEndsAt, Random.Shared.NextDouble());
                return next is not null
                    ? (DeliveryState.Retrying, next)
                    : (claimed.OnWindowEnd == WindowEnd.Hold ? DeliveryState.Held : DeliveryState.Expired, null);
            default:
                return (DeliveryState.Failed, null);
        }
    }

    private static DeliveryCode? CodeOf(DeliveryState state, SendResult result) =>
        state is DeliveryState.Expired or DeliveryState.Held ? DeliveryCode.WindowEnded : result.Code;
}
