using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Releases;

/// <summary>Makes an armed release a draft again: off the timeline, nothing is sent; who got it ahead of time is told.</summary>
public sealed class DisarmRelease
{
    private readonly ReleaseEdit edits;
    private readonly ReleasePlan plan;

    internal DisarmRelease(ReleaseEdit edits, ReleasePlan plan)
    {
        this.edits = edits;
        this.plan = plan;
    }

    /// <summary>Disarms, or stops the arming of a large one; 409 <c>tooLate</c> from 500 ms before the instant on.</summary>
    public Task<Outcome<ReleaseView>> ExecuteAsync(string id, Actor actor, CancellationToken cancellationToken) =>
        edits.RunAsync(id, actor, "release.disarm", async (release, now) =>
        {
            if (await TakeOffAsync(release, now, actor, cancellationToken) is { } problem)
                return problem;
            await plan.TakeHeldInAsync(release, cancellationToken);
            release.State = StoredReleaseState.Draft;
            release.ArmedAt = null;
            release.ArmedBy = null;
            return null;
        }, cancellationToken);

    private async Task<Problem?> TakeOffAsync(Release release, DateTimeOffset now, Actor actor, CancellationToken cancellationToken)
    {
        if (release.State == StoredReleaseState.Arming)
        {
            await plan.RecallAsync(release, cancellationToken);
            return null;
        }

        return ReleaseEdit.CheckArmedAndOpen(release, now) ?? await plan.WithdrawAsync(release, "Đợt phát đã được hoãn.", now, actor, cancellationToken);
    }
}
