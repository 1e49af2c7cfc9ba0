using Nq72.Cms.ContentItems;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Recipes.Steps;

/// <summary>Brings a version through review as far as its goal asks, one verb after the other.</summary>
internal sealed class ReviewPath(SubmitItem submit, ApproveItem approve, ReturnItem giveBack)
{
    /// <summary>Whether anything was done. The version is the item's newest, or handed in already.</summary>
    public async Task<Outcome<Written>> BringAsync(ContentVersion version, Goal goal, string? note, Actor actor, CancellationToken cancellationToken)
    {
        var (state, written) = (version.Review, Written.Nothing);
        if (state is ReviewState.Draft or ReviewState.Returned && goal >= Goal.Submitted)
        {
            var submitted = await submit.RunAsync(version.ItemId, actor, cancellationToken);
            if (!submitted.Succeeded)
                return submitted.Problem;
            (state, written) = (ReviewState.Submitted, Written.Updated);
        }

        if (state != ReviewState.Submitted || goal == Goal.Submitted)
            return written;
        var decided = goal == Goal.Returned
            ? await giveBack.RunAsync(version.ItemId, string.IsNullOrWhiteSpace(note) ? "–" : note, actor, cancellationToken)
            : await approve.RunAsync(version.ItemId, version.Number, actor, cancellationToken);
        return decided.Succeeded ? Written.Updated : decided.Problem;
    }
}
