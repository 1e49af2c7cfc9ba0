using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Scheduler.Deliveries;

/// <summary>What an attempt's end makes of its delivery.</summary>
internal sealed record DeliveryMark(FinishedDelivery Finished, DeliveryState State, DateTimeOffset? NextTryAt)
{
    private SendResult Result => Finished.Result;

    public static DeliveryMark Of(FinishedDelivery finished)
    {
        var (state, next) = Decide(finished.Claimed, finished.Result, finished.EndedAt);
        return new(finished, state, next);
    }

    /// <summary>The values of the statement that marks.</summary>
    public static SqlRows Rows(IReadOnlyList<DeliveryMark> marks) => new SqlRows(marks.Count)
        .With("id", marks.Select(mark => mark.Finished.Claimed.Id))
        .With("fence", marks.Select(mark => mark.Finished.Claimed.Fence))
        .With("state", marks.Select(mark => mark.State))
        .With("code", marks.Select(mark => CodeOf(mark.State, mark.Result)))
        .With("status", marks.Select(mark => mark.Result.HttpStatus))
        .With("next", marks.Select(mark => mark.NextTryAt))
        .With("accepted", marks.Select(mark => mark.State == DeliveryState.Accepted ? mark.Finished.EndedAt : (DateTimeOffset?)null))
        .With("failed", marks.Select(mark => mark.Result.Verdict == SendVerdict.Retry ? 1 : 0))
        .With("maybe", marks.Select(mark => mark.Result.MaybeReceived))
        .With("untried", marks.Select(mark => mark.Result.Verdict == SendVerdict.NotOurs && !mark.Result.MaybeReceived ? 1 : 0));

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
                var next = RetryLadder.Next(claimed.Failures + 1, result.RetryAfter, now, claimed.WindowEndsAt, Random.Shared.NextDouble());
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
