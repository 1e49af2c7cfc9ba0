using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Timeline;

/// <summary>
/// The moves on one item's timeline, made inside a caller's unit of work that has locked the item: put an interval on, end one, withdraw
/// one that has not begun. The verbs of this slice and the gateway of releases are made of these.
/// </summary>
public sealed class TimelineEdits(CmsDb db, EpochCounter epochs)
{
    /// <summary>How long before its instant a planned interval can still be changed: readers take no lock.</summary>
    public static readonly TimeSpan ClosingMargin = TimeSpan.FromMilliseconds(500);

    /// <summary>What is to be put on the timeline.</summary>
    public sealed record NewInterval(int Version, DateTimeOffset From, DateTimeOffset? Until, string? ReleaseId, string? CorrectionNote);

    /// <summary>All intervals of the item that end after the instant, in order.</summary>
    public Task<List<Publication>> ReadAheadAsync(string itemId, DateTimeOffset instant, CancellationToken cancellationToken) =>
        db.Publications.Where(publication => publication.ItemId == itemId && (publication.VisibleUntil == null || publication.VisibleUntil > instant))
            .OrderBy(publication => publication.VisibleFrom).ToListAsync(cancellationToken);

    /// <summary>
    /// Puts an interval on. It cuts the one that is visible at its begin, and remembers what it cut; it must end before the next one begins
    /// (409 <c>overlap</c>), unless it is open: then it ends there, and gets its full length back should that one be withdrawn.
    /// </summary>
    public async Task<Outcome<Publication>> PutAsync(Work work, ContentItem item, NewInterval interval, DateTimeOffset now, Actor actor, CancellationToken cancellationToken)
    {
        var ahead = await ReadAheadAsync(item.Id, interval.From, cancellationToken);
        var cut = ahead.Find(publication => publication.IsVisibleAt(interval.From));
        var next = ahead.Find(publication => publication.VisibleFrom > interval.From);
        if (cut is not null && cut.VisibleFrom == interval.From)
            return Overlap(cut);
        if (next is not null && interval.Until > next.VisibleFrom)
            return Overlap(next);
        var added = new Publication
        {
            Id = Guid.CreateVersion7(now),
            ItemId = item.Id,
            Version = interval.Version,
            Type = item.Type,
            Lang = item.Lang,
            PublishedAt = interval.From,
            VisibleFrom = interval.From,
            VisibleUntil = interval.Until ?? next?.VisibleFrom,
            ReleaseId = interval.ReleaseId,
            CorrectionNote = interval.CorrectionNote,
            CutId = cut?.Id,
            CutUntil = next is not null && next.CutId == cut?.Id ? next.CutUntil : cut?.VisibleUntil,
            RecordedAt = now,
            RecordedBy = actor.Name,
        };
        if (cut is not null)
            cut.VisibleUntil = interval.From;
        if (next is not null && interval.Until is null)
            SetCut(next, added, null);
        else if (next is not null && next.CutId == cut?.Id)
            SetCut(next, null, null);

        // shorten first: the database refuses an overlap at the instant it sees one
        await work.FlushAsync(cancellationToken);
        db.Publications.Add(added);
        await TouchAsync(work, item, now, cancellationToken);
        return added;
    }

    /// <summary>Ends the interval at the instant, which lies inside it.</summary>
    public async Task EndAsync(Work work, ContentItem item, Publication publication, DateTimeOffset at, DateTimeOffset now, CancellationToken cancellationToken)
    {
        publication.VisibleUntil = at;
        if (await db.Publications.FirstOrDefaultAsync(other => other.CutId == publication.Id, cancellationToken) is { } cutter)
            SetCut(cutter, null, null);
        await TouchAsync(work, item, now, cancellationToken);
    }

    /// <summary>Takes an interval that has not begun off the timeline, and gives back what it cut; 409 <c>tooLate</c> within the closing margin.</summary>
    public async Task<Outcome<Done>> WithdrawAsync(Work work, ContentItem item, Publication publication, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (TooLate(publication, now) is { } tooLate)
            return tooLate;
        var cut = publication.CutId is { } id ? await db.Publications.FindAsync([id], cancellationToken) : null;
        var next = await db.Publications.Where(other => other.ItemId == item.Id && other.VisibleFrom > publication.VisibleFrom)
            .OrderBy(other => other.VisibleFrom).FirstOrDefaultAsync(cancellationToken);
        db.Publications.Remove(publication);
        await work.FlushAsync(cancellationToken);
        if (next is not null && next.CutId == publication.Id)
            SetCut(next, null, null);
        if (cut is not null)
        {
            cut.VisibleUntil = publication.CutUntil;
            if (next is not null && (publication.CutUntil is null || publication.CutUntil > next.VisibleFrom))
            {
                cut.VisibleUntil = next.VisibleFrom;
                SetCut(next, cut, publication.CutUntil);
            }
        }

        await TouchAsync(work, item, now, cancellationToken);
        return Done.Value;
    }

    /// <summary>409 <c>tooLate</c> when the interval has begun or begins within the closing margin; null while it can still be changed.</summary>
    public static Problem? TooLate(Publication publication, DateTimeOffset now) => publication.VisibleFrom >= now + ClosingMargin ? null : Problem.Conflict("tooLate",
        new("Đã quá muộn để thay đổi", "It is too late to change this"),
        new($"Thời điểm {publication.VisibleFrom:yyyy-MM-dd'T'HH:mm:ss'Z'} đã tới hoặc chỉ còn dưới nửa giây; hãy thu hồi sau khi đăng.",
            $"The instant {publication.VisibleFrom:yyyy-MM-dd'T'HH:mm:ss'Z'} is here or less than half a second away; retract it afterwards."));

    private static void SetCut(Publication cutter, Publication? cut, DateTimeOffset? wouldEndAt)
    {
        cutter.CutId = cut?.Id;
        cutter.CutUntil = wouldEndAt;
    }

    private static Problem Overlap(Publication other) => Problem.Conflict("overlap",
        new("Trùng với khoảng hiển thị khác", "It overlaps another interval"),
        new($"Nội dung này đã được hẹn hiển thị từ {other.VisibleFrom:yyyy-MM-dd'T'HH:mm:ss'Z'}.", $"The item already has an interval from {other.VisibleFrom:yyyy-MM-dd'T'HH:mm:ss'Z'}."));

    private async Task TouchAsync(Work work, ContentItem item, DateTimeOffset now, CancellationToken cancellationToken)
    {
        item.Revision++;
        await work.FlushAsync(cancellationToken);
        await JoinAppearancesAsync(item.Id, now, cancellationToken);
        epochs.Bump(work, now);
    }

    // what goes on without a gap is one appearance, whoever was put on first; an edit may join what lies ahead to what comes before it, or part them
    private async Task JoinAppearancesAsync(string itemId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Publication? before = null;
        var intervals = await db.Publications.Where(publication => publication.ItemId == itemId && (publication.VisibleUntil == null || publication.VisibleUntil >= now))
            .OrderBy(publication => publication.VisibleFrom).ToListAsync(cancellationToken);
        foreach (var publication in intervals)
        {
            var goesOn = before is { RetractedReason: null } && before.VisibleUntil == publication.VisibleFrom;
            if (publication.VisibleFrom >= now)
                publication.PublishedAt = goesOn ? before!.PublishedAt : publication.VisibleFrom;
            before = publication;
        }
    }
}
