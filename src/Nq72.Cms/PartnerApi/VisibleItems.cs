using Microsoft.EntityFrameworkCore;
using Nq72.Cms.ContentItems;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.PartnerApi;

/// <summary>Reads what is visible at an instant. Two queries a list, whatever its length; a third one where the versions are read too.</summary>
public sealed class VisibleItems(CmsDb db)
{
    /// <summary>A page of the list, and whether there is more, without what the items say.</summary>
    public async Task<(IReadOnlyList<VisibleHead> Items, bool More)> ListHeadsAsync(ItemListQuery query, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var page = await ReadAsync(Order(After(Where(Visible(at), query, at), query), query.Sort).Take(query.Limit + 1), cancellationToken);
        var more = page.Count > query.Limit;
        return (await WithTranslationsAsync(more ? page[..query.Limit] : page, at, cancellationToken), more);
    }

    /// <summary>The first page of the list with the versions.</summary>
    public async Task<IReadOnlyList<VisibleItem>> ListAsync(ItemListQuery query, DateTimeOffset at, CancellationToken cancellationToken) =>
        await WithVersionsAsync((await ListHeadsAsync(query, at, cancellationToken)).Items, cancellationToken);

    /// <summary>The item without what it says, if it is visible; null otherwise.</summary>
    public async Task<VisibleHead?> FindHeadAsync(string id, DateTimeOffset at, CancellationToken cancellationToken) =>
        (await WithTranslationsAsync(await ReadAsync(Visible(at).Where(row => row.Publication.ItemId == id), cancellationToken), at, cancellationToken)).SingleOrDefault();

    /// <summary>The item with its version, if it is visible; null otherwise.</summary>
    public async Task<VisibleItem?> FindAsync(string id, DateTimeOffset at, CancellationToken cancellationToken) => (await FindManyAsync([id], at, cancellationToken)).SingleOrDefault();

    /// <summary>Those of the items that are visible, in the order asked.</summary>
    public async Task<IReadOnlyList<VisibleItem>> FindManyAsync(IReadOnlyList<string> ids, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(Visible(at).Where(row => ids.Contains(row.Publication.ItemId)), cancellationToken);
        var found = (await WithVersionsAsync(await WithTranslationsAsync(rows, at, cancellationToken), cancellationToken)).ToDictionary(item => item.Publication.ItemId, StringComparer.Ordinal);
        return [.. ids.Where(found.ContainsKey).Select(id => found[id])];
    }

    /// <summary>The id of the item that has, or once had, this slug in public; null when none had by then.</summary>
    public async Task<string?> FindIdBySlugAsync(string type, string slug, DateTimeOffset at, CancellationToken cancellationToken) =>
        await (from publication in db.Publications
               join version in db.ContentVersions on new { publication.ItemId, Number = publication.Version } equals new { version.ItemId, version.Number }
               where version.Type == type && version.Slug == slug && publication.VisibleFrom <= at
               orderby publication.VisibleFrom descending
               select publication.ItemId).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The last interval of an item that ended by then; null when there was none.</summary>
    public Task<Publication?> LastEndedAsync(string id, DateTimeOffset at, CancellationToken cancellationToken) =>
        db.Publications.AsNoTracking().Where(publication => publication.ItemId == id && publication.VisibleUntil <= at)
            .OrderByDescending(publication => publication.VisibleUntil).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The last intervals of items that were taken back after <paramref name="since"/> and have not come back by then, latest first.</summary>
    public async Task<IReadOnlyList<Publication>> ListRetractedAsync(ItemListQuery query, DateTimeOffset since, DateTimeOffset at, int limit, CancellationToken cancellationToken)
    {
        var rows = from publication in db.Publications
                   join version in db.ContentVersions on new { publication.ItemId, Number = publication.Version } equals new { version.ItemId, version.Number }
                   join item in db.ContentItems on publication.ItemId equals item.Id
                   where publication.RetractedReason != null && publication.VisibleUntil > since && publication.VisibleUntil <= at
                       && !db.Publications.Any(later => later.ItemId == publication.ItemId && later.VisibleFrom >= publication.VisibleUntil && later.VisibleFrom <= at)
                   select new Row { Publication = publication, Version = version, Set = item.LocalizationSet };
        return await Where(rows, query, at).Select(row => row.Publication).OrderByDescending(publication => publication.VisibleUntil).ThenByDescending(publication => publication.ItemId)
            .Take(limit).AsNoTracking().ToListAsync(cancellationToken);
    }

    private IQueryable<Row> Visible(DateTimeOffset at) =>
        from publication in db.Publications.VisibleAt(at)
        join version in db.ContentVersions on new { publication.ItemId, Number = publication.Version } equals new { version.ItemId, version.Number }
        join item in db.ContentItems on publication.ItemId equals item.Id
        select new Row { Publication = publication, Version = version, Set = item.LocalizationSet };

    private IQueryable<Row> Where(IQueryable<Row> rows, ItemListQuery query, DateTimeOffset at)
    {
        if (query.Type is { } type)
            rows = rows.Where(row => row.Publication.Type == type);
        if (query.Lang is { } lang)
        {
            var inLang = from publication in db.Publications.VisibleAt(at) join item in db.ContentItems on publication.ItemId equals item.Id where item.Lang == lang select item.LocalizationSet;
            rows = query.Fallback is { } fallback
                ? rows.Where(row => row.Publication.Lang == lang || (row.Publication.Lang == fallback && !inLang.Contains(row.Set)))
                : rows.Where(row => row.Publication.Lang == lang);
        }

        foreach (var (kind, value) in query.Facets)
            rows = rows.Where(row => db.VersionFacets.Any(facet => facet.Kind == kind && facet.Value == value && facet.ItemId == row.Version.ItemId && facet.Number == row.Version.Number));
        foreach (var word in query.Words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            rows = rows.Where(row => row.Version.Folded.Contains(word));
        if (query.PublishedSince is { } publishedSince)
            rows = rows.Where(row => row.Publication.PublishedAt >= publishedSince);
        if (query.UpdatedSince is { } updatedSince)
            rows = rows.Where(row => row.Publication.VisibleFrom >= updatedSince);
        return rows;
    }

#pragma warning disable CA1309 // the database compares, in the order of its ORDER BY
    private static IQueryable<Row> After(IQueryable<Row> rows, ItemListQuery query)
    {
        if (query.After.Count == 0)
            return rows;
        var (key, id) = (query.After[1], query.After[2]);
        if (query.Sort == ItemSort.Title)
            return rows.Where(row => string.Compare(EF.Functions.Collate(row.Version.Title, Connections.VietnameseCollation), key) > 0
                || (EF.Functions.Collate(row.Version.Title, Connections.VietnameseCollation) == key && string.Compare(row.Version.ItemId, id) > 0));
        if (!Instants.TryParseWire(key, out var at))
            return rows.Where(_ => false);
        if (query.Sort == ItemSort.LatestChange)
            return rows.Where(row => row.Publication.VisibleFrom < at || (row.Publication.VisibleFrom == at && string.Compare(row.Publication.ItemId, id) < 0));
        return query.Sort == ItemSort.NewestFirst
            ? rows.Where(row => row.Publication.PublishedAt < at || (row.Publication.PublishedAt == at && string.Compare(row.Publication.ItemId, id) < 0))
            : rows.Where(row => row.Publication.PublishedAt > at || (row.Publication.PublishedAt == at && string.Compare(row.Publication.ItemId, id) > 0));
    }
#pragma warning restore CA1309

    private static IQueryable<Row> Order(IQueryable<Row> rows, ItemSort sort) => sort switch
    {
        ItemSort.Title => rows.OrderBy(row => EF.Functions.Collate(row.Version.Title, Connections.VietnameseCollation)).ThenBy(row => row.Version.ItemId),
        ItemSort.LatestChange => rows.OrderByDescending(row => row.Publication.VisibleFrom).ThenByDescending(row => row.Publication.ItemId),
        ItemSort.OldestFirst => rows.OrderBy(row => row.Publication.PublishedAt).ThenBy(row => row.Publication.ItemId),
        _ => rows.OrderByDescending(row => row.Publication.PublishedAt).ThenByDescending(row => row.Publication.ItemId),
    };

    // the document stays where it is: whoever needs it reads it for those that are not at hand
    private static Task<List<Head>> ReadAsync(IQueryable<Row> rows, CancellationToken cancellationToken) =>
        rows.Select(row => new Head(row.Publication, row.Version.Slug, row.Version.Title, row.Set)).AsNoTracking().ToListAsync(cancellationToken);

    private async Task<IReadOnlyList<VisibleHead>> WithTranslationsAsync(List<Head> rows, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return [];
        var sets = rows.ConvertAll(row => row.Set);
        var siblings = await (from item in db.ContentItems
                              join publication in db.Publications.VisibleAt(at) on item.Id equals publication.ItemId
                              where sets.Contains(item.LocalizationSet)
                              orderby item.Lang, item.Id
                              select new { item.LocalizationSet, item.Lang, item.Id }).ToListAsync(cancellationToken);
        var bySet = siblings.ToLookup(sibling => sibling.LocalizationSet, StringComparer.Ordinal);
        return rows.ConvertAll(row => new VisibleHead(row.Publication, row.Slug, row.Title, row.Set,
            [.. bySet[row.Set].Where(sibling => sibling.Id != row.Publication.ItemId).Select(sibling => new VisibleTranslation(sibling.Lang, sibling.Id))]));
    }

    private async Task<IReadOnlyList<VisibleItem>> WithVersionsAsync(IReadOnlyList<VisibleHead> heads, CancellationToken cancellationToken)
    {
        if (heads.Count == 0)
            return [];
        var ids = heads.Select(head => head.Publication.Id).ToList();
        var versions = await (from publication in db.Publications
                              join version in db.ContentVersions on new { publication.ItemId, Number = publication.Version } equals new { version.ItemId, version.Number }
                              where ids.Contains(publication.Id)
                              select new { publication.Id, Version = version }).AsNoTracking().ToDictionaryAsync(row => row.Id, row => row.Version, cancellationToken);
        return [.. heads.Select(head => new VisibleItem(head, versions[head.Publication.Id]))];
    }

    private sealed record Head(Publication Publication, string Slug, string Title, string Set);

    private sealed class Row
    {
        public required Publication Publication { get; init; }

        public required ContentVersion Version { get; init; }

        public required string Set { get; init; }
    }
}
