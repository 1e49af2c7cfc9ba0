using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Platform.Time;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.Newsroom;

/// <summary>
/// What begins to be visible in a span: what the timeline says, and what releases would add that are not armed. Boards count these and lists show them, so that a figure and
/// the list that it leads to are one and the same. As many questions to the database for a thousand as for one.
/// </summary>
public sealed class Appearances(CmsDb db, DraftReleases drafts, TimeProvider clock)
{
    /// <summary>The longest span in days: 53 weeks.</summary>
    public const int MostDays = 53 * 7;

    /// <summary>The appearances by instant and item.</summary>
    public async Task<IReadOnlyList<Appearance>> ReadAsync(AppearanceFilter filter, CancellationToken cancellationToken)
    {
        var now = filter.At ?? clock.Now();
        var found = await OnTimelineAsync(filter, now, cancellationToken);
        if (filter.Kinds.Count == 0 || filter.Kinds.Contains(AppearanceKind.Drafted))
            found.AddRange(await DraftedAsync(filter, now, cancellationToken));
        found = found.FindAll(one => filter.Kinds.Count == 0 || filter.Kinds.Contains(one.Kind));
        return [.. (await CarryingAsync(filter, found, cancellationToken)).OrderBy(one => one.At).ThenBy(one => one.ItemId, StringComparer.Ordinal)];
    }

    private async Task<List<Appearance>> OnTimelineAsync(AppearanceFilter filter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = KnownAt(filter.At).Where(row => row.PublishedAt >= filter.From && row.PublishedAt < filter.Until);
        if (filter.Type is { } type)
            rows = rows.Where(row => row.Type == type);
        if (filter.Lang is { } lang)
            rows = rows.Where(row => row.Lang == lang);
        var intervals = await rows.OrderBy(row => row.VisibleFrom)
            .Select(row => new { row.ItemId, row.Version, row.Type, row.Lang, row.PublishedAt, row.VisibleFrom, row.VisibleUntil, IsRetracted = row.RetractedReason != null }).ToListAsync(cancellationToken);
        // the whole of an appearance carries the instant at which it began
        return [.. intervals.GroupBy(row => (row.ItemId, row.PublishedAt)).Select(appearance =>
        {
            var last = appearance.LastOrDefault(row => row.VisibleFrom <= now);
            var shown = last ?? appearance.First();
            var kind = last is null ? AppearanceKind.Scheduled : last.IsRetracted && last.VisibleUntil <= now ? AppearanceKind.Retracted : AppearanceKind.Published;
            return new Appearance(shown.ItemId, shown.Version, shown.Type, shown.Lang, shown.PublishedAt, kind, []);
        })];
    }

    private async Task<IEnumerable<Appearance>> DraftedAsync(AppearanceFilter filter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // a draft whose instant has passed will not appear in it
        var releases = (await drafts.BetweenAsync(filter.From > now ? filter.From : now, filter.Until, cancellationToken)).Where(release => release.At > now && (filter.At is null || release.CreatedAt <= filter.At));
        var pins = (from release in releases from pin in release.Pins where pin.Public select (Pin: pin, release.At)).ToList();
        if (pins.Count == 0)
            return [];
        var ids = pins.Select(one => one.Pin.ItemId).Distinct().ToList();
        var items = await db.ContentItems.AsNoTracking().Where(item => EF.Parameter(ids).Contains(item.Id) && item.TrashedAt == null && (filter.Type == null || item.Type == filter.Type) && (filter.Lang == null || item.Lang == filter.Lang))
            .ToDictionaryAsync(item => item.Id, StringComparer.Ordinal, cancellationToken);
        var intervals = (await KnownAt(filter.At).Where(row => EF.Parameter(ids).Contains(row.ItemId)).Select(row => new { row.ItemId, row.VisibleFrom, row.VisibleUntil }).ToListAsync(cancellationToken))
            .ToLookup(row => row.ItemId, StringComparer.Ordinal);
        // over what is visible already it would go on, not appear
        return from one in pins
               where items.ContainsKey(one.Pin.ItemId) && !intervals[one.Pin.ItemId].Any(row => row.VisibleFrom < one.At && (row.VisibleUntil is null || row.VisibleUntil >= one.At))
               let item = items[one.Pin.ItemId]
               select new Appearance(item.Id, one.Pin.Version, item.Type, item.Lang, one.At, AppearanceKind.Drafted, []);
    }

    private async Task<IEnumerable<Appearance>> CarryingAsync(AppearanceFilter filter, List<Appearance> found, CancellationToken cancellationToken)
    {
        var kinds = filter.Facets.Select(facet => facet.Kind).Append(filter.Without).Append(filter.ValuesOf).OfType<string>().Distinct().ToList();
        if (kinds.Count == 0 || found.Count == 0)
            return found;
        var ids = found.Select(one => one.ItemId).Distinct().ToList();
        var facets = (await db.Set<VersionFacet>().Where(facet => EF.Parameter(ids).Contains(facet.ItemId) && kinds.Contains(facet.Kind)).OrderBy(facet => facet.Value).ToListAsync(cancellationToken))
            .ToLookup(facet => (facet.ItemId, facet.Number, facet.Kind), facet => facet.Value);
        return from one in found
               where filter.Facets.All(facet => facets[(one.ItemId, one.Version, facet.Kind)].Contains(facet.Value, StringComparer.Ordinal))
               where filter.Without is not { } without || !facets[(one.ItemId, one.Version, without)].Any()
               select filter.ValuesOf is { } kind ? one with { Values = [.. facets[(one.ItemId, one.Version, kind)]] } : one;
    }

    // what nobody had written down by then was not planned then
    private IQueryable<Publication> KnownAt(DateTimeOffset? at) =>
        at is { } instant ? db.Publications.AsNoTracking().Where(row => row.VisibleFrom <= instant || row.RecordedAt <= instant) : db.Publications.AsNoTracking();
}
