using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Releases;

/// <summary>
/// Arms a release: preflight, publications, payloads and deliveries in one transaction. From then on it appears at its instant by itself,
/// and the release clock sends it. One of more than <see cref="LargestAtOnce"/> deliveries is <c>arming</c> first and written piece by piece
/// (<see cref="FinishArming"/>); nothing of it counts before all of it stands.
/// </summary>
public sealed class ArmRelease
{
    /// <summary>Most deliveries that are written in one go, so that marks of what is being sent do not wait for them.</summary>
    public const int LargestAtOnce = 5_000;

    private readonly ReleaseEdit edits;
    private readonly ReleasePlan plan;
    private readonly ArmingSignal arming;

    internal ArmRelease(ReleaseEdit edits, ReleasePlan plan, ArmingSignal arming)
    {
        this.edits = edits;
        this.plan = plan;
        this.arming = arming;
    }

    /// <summary>Arms a draft or a held release, or begins to; 409 <c>preflight</c> with the findings when something blocks.</summary>
    public async Task<Outcome<ReleaseView>> ExecuteAsync(string id, Actor actor, CancellationToken cancellationToken)
    {
        var outcome = await edits.RunAsync(id, actor, "release.arm", async (release, now) =>
        {
            if (release.State is not (StoredReleaseState.Draft or StoredReleaseState.Held))
                return ReleaseProblems.WrongState(release.StateAt(now));
            return await plan.CountAsync(release, cancellationToken) > LargestAtOnce
                ? await plan.BeginAsync(release, now, actor, cancellationToken)
                : await plan.WriteAsync(release, alreadySent: [], now, actor, cancellationToken);
        }, cancellationToken);
        if (outcome is { Succeeded: true, Value.State: ReleaseState.Arming })
            arming.Ring();
        return outcome;
    }
}
