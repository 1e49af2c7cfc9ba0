namespace Nq72.Scheduler.Channels;

/// <summary>
/// How a destination is doing, and what each outcome makes of that: the only place that decides. Five failures in a row open the circuit;
/// while it is open a probe a minute decides, one delivery is tried after a probe that got through, and a success closes it.
/// </summary>
/// <param name="State">Where it is.</param>
/// <param name="Failures">Failures in a row.</param>
internal sealed record Circuit(DestinationState State, int Failures)
{
    /// <summary>Failures in a row after which nothing is sent any more.</summary>
    public const int OpensAfter = 5;

    /// <summary>Between two probes of an open circuit, over all nodes.</summary>
    public static readonly TimeSpan ProbeEvery = TimeSpan.FromMinutes(1);

    public DateTimeOffset? Since { get; init; }

    public DeliveryCode? LastError { get; init; }

    public int? LastStatus { get; init; }

    public DateTimeOffset? NextProbeAt { get; init; }

    public Guid? TrialId { get; init; }

    public DateTimeOffset? RecoveredAt { get; init; }

    /// <summary>A delivery was accepted.</summary>
    public Circuit Accepted(DateTimeOffset now) => State switch
    {
        DestinationState.Ok => Failures == 0 ? this : this with { Failures = 0, LastError = null, LastStatus = null },
        DestinationState.Unprobed => new(DestinationState.Ok, 0) { Since = now, RecoveredAt = RecoveredAt },
        DestinationState.Open => Close(now, failures: 0),
        // a person's word or an address is missing: one success of a request that was on its way changes nothing
        _ => this,
    };

    /// <summary>An attempt failed.</summary>
    public Circuit Failed(DeliveryCode? code, int? status, DateTimeOffset now)
    {
        if (State is DestinationState.Stopped or DestinationState.NotConfigured)
            return this;
        var failed = this with { Failures = Failures + 1, LastError = code, LastStatus = status };
        if (State == DestinationState.Open)
            return failed with { TrialId = null, NextProbeAt = now + ProbeEvery };
        return failed.Failures < OpensAfter ? failed : failed with { State = DestinationState.Open, Since = now, TrialId = null, NextProbeAt = now + ProbeEvery };
    }

    /// <summary>It wants no more: only a person starts it again.</summary>
    public Circuit Stopped(DeliveryCode? code, int? status, DateTimeOffset now) => State is DestinationState.Stopped or DestinationState.NotConfigured
        ? this
        : this with { State = DestinationState.Stopped, Since = now, Failures = Failures + 1, LastError = code, LastStatus = status, NextProbeAt = null, TrialId = null };

    /// <summary>A probe did not get through.</summary>
    public Circuit ProbeFailed(DeliveryCode? code, int? status) => State == DestinationState.Open ? this with { LastError = code, LastStatus = status } : this;

    /// <summary>A probe got through. With something to try, that decides; with nothing, the circuit closes on probation: one failure opens it again.</summary>
    /// <param name="trial">The delivery that is let through.</param>
    /// <param name="now">Now.</param>
    public Circuit Probed(Guid? trial, DateTimeOffset now) => State switch
    {
        DestinationState.Unprobed => new(DestinationState.Ok, Failures) { Since = now, LastError = LastError, LastStatus = LastStatus, RecoveredAt = RecoveredAt },
        DestinationState.Open => trial is null ? Close(now, OpensAfter - 1) : this with { TrialId = trial },
        _ => this,
    };

    private static Circuit Close(DateTimeOffset now, int failures) => new(DestinationState.Ok, failures) { Since = now, RecoveredAt = now };
}
