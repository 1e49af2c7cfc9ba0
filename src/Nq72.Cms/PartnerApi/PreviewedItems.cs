using Nq72.Cms.ContentItems;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.PartnerApi;

/// <summary>
/// Reads the item that a link to one shows: a version of it whether or not it was ever visible, or what is visible at the link's instant.
/// Its other languages are those that everyone sees when the link is opened: a link to one item tells nothing of others.
/// </summary>
public sealed class PreviewedItems(PlainReads reads, VisibleItems visible)
{
    private readonly SqlDialect sql = reads.Sql;

    /// <summary>The item; 404 for what is not there or in the trash, 410 with the public reason for what was taken back.</summary>
    public async Task<Outcome<VisibleItem>> FindAsync(PreviewGrant grant, CancellationToken cancellationToken)
    {
        var id = grant.ItemId!;
        if (await ReadAsync(id, grant.Version, cancellationToken) is not { } found)
            return ItemProblems.NoItem(id);
        var intervals = await IntervalsAsync(id, cancellationToken);
        if (grant.AsOf is { } at)
            return await FindAsOfAsync(id, at, intervals, grant.OpenedAt, cancellationToken);
        if (TakenBack(intervals, found.Version.Number) is { } taken)
            return ItemAnswers.Retracted(taken);
        var head = new VisibleHead(Planned(found, intervals, grant.OpenedAt), found.Version.Slug, found.Version.Title, found.Set, []) { Redactions = found.Version.Redactions };
        return new VisibleItem(await visible.WithTranslationsAsync(head, grant.OpenedAt, cancellationToken), found.Version)
        {
            IsUnplanned = !intervals.Exists(interval => interval.EndsAfter(grant.OpenedAt)),
        };
    }

    /// <summary>The retraction that stands: the item was not published or planned again since. Null when there is none.</summary>
    public async Task<Publication?> StandingRetractionAsync(string id, CancellationToken cancellationToken) =>
        await IntervalsAsync(id, cancellationToken) is [.., { RetractedReason: not null } last] ? last : null;

    private async Task<Outcome<VisibleItem>> FindAsOfAsync(string id, DateTimeOffset at, List<Publication> intervals, DateTimeOffset openedAt, CancellationToken cancellationToken)
    {
        if (await visible.FindAsync(id, at, cancellationToken) is { } shown)
            return shown with { Head = await visible.WithTranslationsAsync(shown.Head, openedAt, cancellationToken) };
        // there was something to see and the sight kept it back, or it had ended by then, as readers are told
        var last = intervals.Exists(interval => interval.IsVisibleAt(at))
            ? intervals.FindLast(interval => interval.RetractedReason is not null)
            : intervals.FindLast(interval => interval.VisibleUntil <= (at > openedAt ? at : openedAt));
        return last?.RetractedReason is null ? ItemProblems.NoItem(id) : ItemAnswers.Retracted(last);
    }

    // what was shown up to the last retraction stays taken back, and so does what was written before it, unless it was published again since
    private static Publication? TakenBack(List<Publication> intervals, int version)
    {
        if (intervals.FindLast(interval => interval.RetractedReason is not null) is not { } last)
            return null;
        var since = intervals.FindAll(interval => interval.VisibleFrom > last.VisibleFrom);
        var retracted = intervals.Where(interval => interval.RetractedReason is not null).Max(interval => interval.Version);
        return since.Count == 0 || (version <= retracted && !since.Exists(interval => interval.Version == version)) ? last : null;
    }

    // as it is planned or visible; what is neither is shown as if it appeared now, a correction of what is visible with the instant of that
    private static Publication Planned(Found found, List<Publication> intervals, DateTimeOffset now)
    {
        var current = intervals.FindAll(interval => interval.EndsAfter(now));
        return current.Find(interval => interval.Version == found.Version.Number) ?? new Publication
        {
            ItemId = found.Version.ItemId,
            Version = found.Version.Number,
            Type = found.Version.Type,
            Lang = found.Lang,
            PublishedAt = current.Find(interval => interval.IsVisibleAt(now))?.PublishedAt ?? now,
            VisibleFrom = now,
            RecordedAt = now,
            RecordedBy = found.Version.AuthorName,
        };
    }

    private Task<Found?> ReadAsync(string id, int? version, CancellationToken cancellationToken) => reads.FirstAsync($"""
        SELECT {ContentVersionRow.Columns}, i.lang, i.localization_set FROM content_item i JOIN content_version v ON v.item_id = i.id AND v.number = {(version is null ? "i.newest_version" : "@version")}
        WHERE i.id = @id AND i.trashed_at IS NULL
        """, version is null ? [("id", id)] : [("id", id), ("version", version)],
        row => new Found(ContentVersionRow.Read(row, sql), row.GetString(ContentVersionRow.Count), row.GetString(ContentVersionRow.Count + 1)), cancellationToken);

    private Task<List<Publication>> IntervalsAsync(string id, CancellationToken cancellationToken) => reads.ListAsync(
        $"SELECT {PublicationRow.Columns} FROM publication p WHERE p.item_id = @id ORDER BY p.visible_from", [("id", id)], row => PublicationRow.Read(row, sql), cancellationToken);

    private sealed record Found(ContentVersion Version, string Lang, string Set);
}
