using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.Media;

/// <summary>
/// Those in a file take their consent back. First, and whatever else may fail, the file is hidden for good; then what shows it is taken back, item by
/// item: retracted where it is visible, off the timeline and out of armed releases where it is planned. What could not be taken back is told; doing
/// it again goes on with that.
/// </summary>
public sealed class WithdrawConsent(
    CmsDb db, UnitOfWork unitOfWork, MediaUse use, RetractItem retract, UnpublishItem unpublish, HoldItem hold, EpochCounter epochs, AuditRecorder audit, TimeProvider clock)
{
    // more intervals than anyone plans for one item
    private const int MostPlanned = 100;

    /// <summary>The body of <c>POST /manage/media/{id}/withdraw-consent</c>.</summary>
    /// <param name="Reason">Public: it stands where the items were.</param>
    /// <param name="Note">For the desk only: who asked, how.</param>
    public sealed record Request(string? Reason, string? Note = null);

    /// <summary>What it did.</summary>
    /// <param name="HiddenAt">Since when nobody but the desk sees the file.</param>
    /// <param name="TakenBack">Items that were retracted, or taken off the timeline before they appeared.</param>
    /// <param name="Failed">Items that still stand, and why.</param>
    public sealed record Result(DateTimeOffset HiddenAt, IReadOnlyList<string> TakenBack, IReadOnlyList<Left> Failed);

    /// <summary>An item that still stands.</summary>
    public sealed record Left(string Id, string Title, string Code);

    /// <summary>Withdraws it.</summary>
    public async Task<Outcome<Result>> RunAsync(string id, Request request, Actor actor, CancellationToken cancellationToken)
    {
        var reason = ReturnItem.ReadReason(request.Reason);
        if (!reason.Succeeded)
            return reason.Problem;
        var errors = new Fields();
        var note = errors.Optional("note", request.Note, MediaFileMapping.TextLength);
        if (errors.AreInvalid)
            return errors.Problem;
        var hidden = await HideAsync(id, note, actor, cancellationToken);
        if (!hidden.Succeeded)
            return hidden.Problem;
        // a person's word about their own picture counts for every item, wherever the roles of whoever writes it down count
        actor = actor with { Grants = [] };
        var (taken, failed) = (new List<string>(), new List<Left>());
        foreach (var item in (await use.WhereAsync(id, clock.Now(), cancellationToken)).OrderBy(item => item.Id, StringComparer.Ordinal))
        {
            var ahead = await IsAheadAsync(item.Id, id, clock.Now(), cancellationToken);
            if (!item.IsVisible && !ahead)
                continue;
            var done = item.IsVisible ? await RetractAsync(item.Id, reason.Value, actor, cancellationToken) : await TakeOffAsync(item.Id, id, reason.Value, actor, cancellationToken);
            if (done is null)
                taken.Add(item.Id);
            else
                failed.Add(new(item.Id, item.Title, done.Code));
        }

        return new Result(hidden.Value, taken, failed);
    }

    private async Task<Outcome<DateTimeOffset>> HideAsync(string id, string? note, Actor actor, CancellationToken cancellationToken)
    {
        await using var work = await unitOfWork.BeginAsync(cancellationToken);
        await work.WriteAloneAsync(Register.Media, cancellationToken);
        if (await db.Set<MediaFile>().SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } file)
            return MediaProblems.NoMedia(id);
        if (file.Consent?.WithdrawnAt is { } before)
            return before;
        var now = clock.Now();
        file.Consent = (file.Consent ?? new()) with { WithdrawnAt = now, WithdrawnBy = actor.Name, WithdrawnReason = note };
        (file.ChangedAt, file.ChangedBy) = (now, actor.Name);
        file.Revision++;
        file.Settle();
        audit.Record(actor, "media.withdrawConsent", "media", id, new { file.Name, note });
        await use.MarkItemsAsync(id, now, cancellationToken);
        epochs.Bump(work, now);
        await work.CommitAsync(cancellationToken);
        return now;
    }

    private async Task<Problem?> RetractAsync(string item, string reason, Actor actor, CancellationToken cancellationToken) => (await retract.RunAsync(item, reason, actor, cancellationToken)).Problem;

    // armed releases let go of it first, as they do when approval is taken back; what was planned by itself is taken off one by one
    private async Task<Problem?> TakeOffAsync(string item, string file, string reason, Actor actor, CancellationToken cancellationToken)
    {
        await using (var work = await unitOfWork.BeginAsync(cancellationToken))
        {
            if (await hold.ExecuteAsync(item, version: null, HoldReason.ConsentWithdrawn, reason, actor, cancellationToken) is { Succeeded: false } refused)
                return refused.Problem;
            await work.CommitAsync(cancellationToken);
        }

        for (var n = 0; n < MostPlanned && await IsAheadAsync(item, file, clock.Now(), cancellationToken); n++)
        {
            if (await unpublish.RunAsync(item, new(), actor, cancellationToken) is { Succeeded: false } refused)
                return refused.Problem;
        }

        return null;
    }

    private Task<bool> IsAheadAsync(string item, string file, DateTimeOffset now, CancellationToken cancellationToken) => db.Publications.AnyAsync(
        publication => publication.ItemId == item && (publication.VisibleUntil == null || publication.VisibleUntil > now)
            && db.VersionFacets.Any(facet => facet.ItemId == item && facet.Number == publication.Version && facet.Kind == VersionFacet.Media && facet.Value == file), cancellationToken);
}
