using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Releases;

/// <summary>
/// Arms a release: preflight, publications, payloads and deliveries in one transaction. From then on it appears at its instant by itself,
/// and the release clock sends it.
/// </summary>
public sealed class ArmRelease
{
    private readonly ReleaseEdit edits;
    private readonly ReleasePlan plan;

    internal ArmRelease(ReleaseEdit edits, ReleasePlan plan)
    {
        this.edits = edits;
        this.plan = plan;
    }

    /// <summary>Arms a draft or a held release; 409 <c>preflight</c> with the findings when something blocks.</summary>
    public Task<Outcome<ReleaseView>> ExecuteAsync(string id, Actor actor, CancellationToken cancellationToken) =>
        edits.RunAsync(id, actor, "release.arm", async (release, now) =>
            release.State is StoredReleaseState.Draft or StoredReleaseState.Held
                ? await plan.WriteAsync(release, alreadySent: [], now, actor, cancellationToken)
                : ReleaseProblems.WrongState(release.StateAt(now)), cancellationToken);
}
