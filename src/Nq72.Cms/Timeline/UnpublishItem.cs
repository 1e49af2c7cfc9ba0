using Nq72.Cms.ContentItems;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.Timeline;

/// <summary>Ends an item's visibility now or at an instant, or takes a planned interval off when nothing is visible yet.</summary>
public sealed class UnpublishItem(CmsDb db, UnitOfWork unitOfWork, TimelineEdits edits, FollowUpItem followUp, AuditRecorder audit, TimeProvider clock, InstallationOptions installation)
{
    /// <summary>The body of <c>POST /manage/items/{id}/unpublish</c>.</summary>
    /// <param name="At">When; absent, or up to 5 s past, means now.</param>
    public sealed record Request(WallTime? At = null);

    /// <summary>Ends the interval that holds the instant; without one, withdraws the next planned interval.</summary>
    public async Task<Outcome<Done>> RunAsync(string id, Request request, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        var locked = await db.LockItemAsync(id, actor, Scopes.Publish, cancellationToken);
        if (!locked.Succeeded)
            return locked.Problem;
        var now = clock.Now();
        var at = now;
        if (request.At is { } given)
        {
            var resolved = given.Resolve(installation.Zone, "at");
            if (!resolved.Succeeded)
                return resolved.Problem;
            if (resolved.Value < now - PublishItem.Grace)
                return Problem.Invalid("at", "past", $"Thời điểm {resolved.Value.ToWire()} đã qua.", $"The instant {resolved.Value.ToWire()} is past.");
            at = resolved.Value < now ? now : resolved.Value;
        }

        var ahead = await edits.ReadAheadAsync(id, at, cancellationToken);
        if (ahead.Find(publication => publication.IsVisibleAt(at)) is { } visible && visible.VisibleFrom < at)
            await edits.EndAsync(work, locked.Value, visible, at, now, cancellationToken);
        else if (ahead.Count == 0)
            return Problem.Conflict("notOnTimeline", new("Nội dung không hiển thị và cũng chưa được hẹn", "The item is neither visible nor planned"));
        else if (ahead[0].ReleaseId is { } release)
            return Problem.Conflict("armedRelease", new("Khoảng đã hẹn thuộc một đợt phát", "The interval belongs to a release"),
                new($"Hãy hủy chốt đợt phát {release}.", $"Disarm the release {release}."));
        else if (await edits.WithdrawAsync(work, locked.Value, ahead[0], now, cancellationToken) is var withdrawn && !withdrawn.Succeeded)
            return withdrawn.Problem;
        else if (ahead[0].CorrectionNote is not null)
            await followUp.WithdrawCorrectionAsync(id, ahead[0].VisibleFrom, actor, cancellationToken);
        audit.Record(actor, "item.unpublish", "item", id, new { at });
        await work.CommitAsync(cancellationToken);
        return Done.Value;
    }
}
