using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Releases;

/// <summary>
/// Takes a release back after its instant: off the timeline with a public reason, and a retraction to every destination that got it or may
/// have it, except where a later release delivered the item since. What was not sent yet is cancelled.
/// </summary>
public sealed class RetractRelease
{
    internal const int ReasonLength = 2000;

    private readonly ReleaseEdit edits;
    private readonly ReleasePlan plan;
    private readonly IContentGateway gateway;

    internal RetractRelease(ReleaseEdit edits, ReleasePlan plan, IContentGateway gateway)
    {
        this.edits = edits;
        this.plan = plan;
        this.gateway = gateway;
    }

    /// <summary>Retracts a released release; the reason is required and public.</summary>
    public Task<Outcome<ReleaseView>> ExecuteAsync(string id, string? reason, Actor actor, CancellationToken cancellationToken) =>
        edits.RunAsync(id, actor, "release.retract", async (release, now) =>
        {
            if (release.StateAt(now) != ReleaseState.Released)
                return ReleaseProblems.WrongState(release.StateAt(now));
            var fields = new Fields();
            var said = fields.Required("reason", reason, ReasonLength);
            if (fields.AreInvalid)
                return fields.Problem;
            var retracted = await gateway.RetractAsync(release.Id, said, now, actor, cancellationToken);
            if (!retracted.Succeeded)
                return retracted.Problem;
            await plan.TakeBackAsync(release, retracted.Value, said, now, cancellationToken);
            release.State = StoredReleaseState.Retracted;
            release.Reason = said;
            return null;
        }, cancellationToken);
}
