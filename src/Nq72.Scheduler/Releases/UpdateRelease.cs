using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Releases;

/// <summary>Replaces what a draft says. An armed release is disarmed or rescheduled instead.</summary>
public sealed class UpdateRelease
{
    private readonly ReleaseEdit edits;
    private readonly ReleaseReader reader;

    internal UpdateRelease(ReleaseEdit edits, ReleaseReader reader)
    {
        this.edits = edits;
        this.reader = reader;
    }

    /// <summary>Replaces the draft.</summary>
    /// <param name="id">The release.</param>
    /// <param name="input">All of it.</param>
    /// <param name="revision">The revision that the editor saw; 412 when there is a newer one, null not to ask.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<Outcome<ReleaseView>> ExecuteAsync(string id, ReleaseInput input, int? revision, Actor actor, CancellationToken cancellationToken) =>
        edits.RunAsync(id, actor, "release.update", async (release, now) =>
        {
            // the row's lock counted the revision up already
            if (revision is { } seen && seen != release.Revision - 1)
                return ReleaseProblems.Stale(release.Revision - 1);
            return release.State == StoredReleaseState.Draft
                ? await reader.FillAsync(release, input, now, cancellationToken)
                : ReleaseProblems.WrongState(release.StateAt(now));
        }, cancellationToken);
}
