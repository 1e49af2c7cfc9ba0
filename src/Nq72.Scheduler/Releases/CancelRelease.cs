using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Releases;

/// <summary>Ends a release that has not gone out: it never will.</summary>
public sealed class CancelRelease
{
    private readonly ReleaseEdit edits;
    private readonly ReleasePlan plan;

    internal CancelRelease(ReleaseEdit edits, ReleasePlan plan)
    {
        this.edits = edits;
        this.plan = plan;
    }

    /// <summary>Cancels a draft, a held or an armed release, or one that is being armed; 409 <c>tooLate</c> from 500 ms before the instant on.</summary>
    public Task<Outcome<ReleaseView>> ExecuteAsync(string id, string? reason, Actor actor, CancellationToken cancellationToken) =>
        edits.RunAsync(id, actor, "release.cancel", async (release, now) =>
        {
            var fields = new Fields();
            var said = fields.Optional("reason", reason, RetractRelease.ReasonLength);
            if (fields.AreInvalid)
                return fields.Problem;
            if (release.State is StoredReleaseState.Cancelled or StoredReleaseState.Retracted)
                return ReleaseProblems.WrongState(release.StateAt(now));
            if (release.State == StoredReleaseState.Arming)
                await plan.RecallAsync(release, cancellationToken);
            if (release.State == StoredReleaseState.Armed)
            {
                if (ReleaseEdit.CheckArmedAndOpen(release, now) is { } closed)
                    return closed;
                if (await plan.WithdrawAsync(release, said ?? "Đợt phát đã bị hủy.", now, actor, cancellationToken) is { } problem)
                    return problem;
            }

            await plan.DecideAsync(release, [.. release.HeldItems], ReleaseItemState.Cancelled, null, now, actor, cancellationToken);
            release.State = StoredReleaseState.Cancelled;
            release.Reason = said;
            return null;
        }, cancellationToken);
}
