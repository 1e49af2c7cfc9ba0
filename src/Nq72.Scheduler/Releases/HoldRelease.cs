using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Releases;

/// <summary>A person stops an armed release without giving it up: all of it is held, off the timeline together with its deliveries, until somebody decides.</summary>
public sealed class HoldRelease
{
    private readonly ReleaseEdit edits;
    private readonly ReleasePlan plan;

    internal HoldRelease(ReleaseEdit edits, ReleasePlan plan)
    {
        this.edits = edits;
        this.plan = plan;
    }

    /// <summary>Holds; the reason is required. 409 <c>tooLate</c> from 500 ms before the instant on.</summary>
    public Task<Outcome<ReleaseView>> ExecuteAsync(string id, string? reason, Actor actor, CancellationToken cancellationToken) =>
        edits.RunAsync(id, actor, "release.hold", async (release, now) =>
        {
            if (ReleaseEdit.CheckArmedAndOpen(release, now) is { } closed)
                return closed;
            var fields = new Fields();
            var said = fields.Required("reason", reason, RetractRelease.ReasonLength);
            if (fields.AreInvalid)
                return fields.Problem;
            return await plan.HoldAsync(release, [.. release.PlannedItems], new(HoldReason.Asked, said), now, actor, cancellationToken);
        }, cancellationToken);
}
