using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;

namespace Nq72.Cms.AsOf;

/// <summary>What changes between two instants: what is visible at the second and not at the first, and everything in between.</summary>
public sealed class ChangesBetween(CmsDb db, ComingDeliveries deliveries)
{
    /// <summary>So many begins at most, and so many ends.</summary>
    public const int Most = 2000;

    /// <summary>Changes after the first instant, up to and with the second.</summary>
    /// <param name="after">The first instant, exclusive.</param>
    /// <param name="until">The second, inclusive.</param>
    /// <param name="lang">Only this language; null for all.</param>
    /// <param name="items">Only these items; null for all.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<TimelineChanges> ReadAsync(DateTimeOffset after, DateTimeOffset until, string? lang, IReadOnlyCollection<string>? items, CancellationToken cancellationToken)
    {
        var all = items is null;
        var ids = items ?? [];
        // the interval that leads up to another one without a gap: its version tells whether anything changes for a reader
        var begins = await (
            from publication in db.Publications
            join version in db.ContentVersions on new { publication.ItemId, Number = publication.Version } equals new { version.ItemId, version.Number }
            where publication.VisibleFrom > after && publication.VisibleFrom <= until && (lang == null || publication.Lang == lang) && (all || ids.Contains(publication.ItemId))
            orderby publication.VisibleFrom, publication.ItemId
            select new
            {
                publication.ItemId, publication.Version, publication.Lang, version.Title, publication.VisibleFrom, publication.CorrectionNote,
                Before = db.Publications.Where(before => before.ItemId == publication.ItemId && before.VisibleUntil == publication.VisibleFrom && before.RetractedReason == null).Select(before => (int?)before.Version).FirstOrDefault(),
            }).Take(Most + 1).ToListAsync(cancellationToken);
        var ends = await (
            from publication in db.Publications
            join version in db.ContentVersions on new { publication.ItemId, Number = publication.Version } equals new { version.ItemId, version.Number }
            where publication.VisibleUntil > after && publication.VisibleUntil <= until && (lang == null || publication.Lang == lang) && (all || ids.Contains(publication.ItemId))
                && (publication.RetractedReason != null || !db.Publications.Any(next => next.ItemId == publication.ItemId && next.VisibleFrom == publication.VisibleUntil))
            orderby publication.VisibleUntil, publication.ItemId
            select new { publication.ItemId, publication.Version, publication.Lang, version.Title, At = publication.VisibleUntil!.Value, publication.RetractedReason }).Take(Most + 1).ToListAsync(cancellationToken);
        var rows = begins.Take(Most).Where(row => row.Before != row.Version || row.CorrectionNote is not null)
            .Select(row => new TimelineChange(row.Before is null ? ChangeKind.Appears : ChangeKind.Corrected, row.ItemId, row.Version, row.Lang, row.Title, row.VisibleFrom, row.CorrectionNote))
            .Concat(ends.Take(Most).Select(row => new TimelineChange(row.RetractedReason is null ? ChangeKind.Expires : ChangeKind.Retracted, row.ItemId, row.Version, row.Lang, row.Title, row.At, row.RetractedReason)));
        return new([.. rows.OrderBy(row => row.At).ThenByDescending(row => row.Kind).ThenBy(row => row.Item, StringComparer.Ordinal)], begins.Count > Most || ends.Count > Most);
    }

    /// <summary>What goes out from now until the instant, and the items of that.</summary>
    /// <param name="until">The instant, inclusive.</param>
    /// <param name="lang">Only items in this language; null for all.</param>
    /// <param name="channel">Only this channel; null for all.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<(IReadOnlyList<ChannelChange> Rows, IReadOnlyCollection<string> Items)> DeliveriesAsync(DateTimeOffset until, string? lang, string? channel, CancellationToken cancellationToken)
    {
        var coming = await deliveries.UntilAsync(until, channel, cancellationToken);
        var ids = coming.Select(row => row.Item).Distinct(StringComparer.Ordinal).ToList();
        var langs = await db.ContentItems.Where(item => ids.Contains(item.Id)).Select(item => new { item.Id, item.Lang }).ToDictionaryAsync(item => item.Id, item => item.Lang, StringComparer.Ordinal, cancellationToken);
        var rows = from row in coming
                   let of = langs.GetValueOrDefault(row.Item, "")
                   where lang is null || of == lang
                   group row by (row.Channel, Lang: of) into grouped
                   orderby grouped.Key.Channel, grouped.Key.Lang
                   select new ChannelChange(grouped.Key.Channel, grouped.Key.Lang, Sum(grouped, DeliveryOperation.Publish), Sum(grouped, DeliveryOperation.Correct), Sum(grouped, DeliveryOperation.Retract));
        return ([.. rows], ids);
    }

    private static int Sum(IEnumerable<ComingDelivery> rows, DeliveryOperation operation) => rows.Where(row => row.Operation == operation).Sum(row => row.Count);
}
