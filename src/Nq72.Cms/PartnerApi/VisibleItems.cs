using Nq72.Cms.ContentItems;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.PartnerApi;

/// <summary>Reads what is visible at an instant. Two statements a list, whatever its length; a third one where the versions are read too.</summary>
public sealed class VisibleItems(PlainReads reads, TimelineSight sight)
{
    internal const string HeadColumns = $"{PublicationRow.Columns}, v.slug, v.title, i.localization_set, v.redactions";

    // as many as are read and sorted in the time in which those that more have are come upon in the order of the list
    private const int MostFew = 2_000;

    internal const string IdOfSlug = """
        SELECT p.item_id FROM content_version v JOIN publication p ON p.item_id = v.item_id AND p.version = v.number
        WHERE v.type = @type AND v.slug = @slug AND p.visible_from <= @at ORDER BY p.visible_from DESC LIMIT 1
        """;

    private readonly SqlDialect sql = reads.Sql;

    /// <summary>A page of the list, and whether there is more, without what the items say.</summary>
    public async Task<(IReadOnlyList<VisibleHead> Items, bool More)> ListHeadsAsync(ItemListQuery query, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var (statement, values) = ItemListStatement.Of(HeadColumns, await WithRareAsync(query, cancellationToken), at, sql, sight.IsVisible);
        var page = await HeadsAsync(statement, values, cancellationToken, query.IsRanked);
        var more = page.Count > query.Limit;
        return (await WithTranslationsAsync(more ? page[..query.Limit] : page, at, cancellationToken), more);
    }

    /// <summary>The query, told which of its facets few versions have.</summary>
    internal async Task<ItemListQuery> WithRareAsync(ItemListQuery query, CancellationToken cancellationToken)
    {
        if (query.Facets.Count == 0 || query.IsIndexed)
            return query;
        var (statement, values) = ItemListStatement.OfFrequencies(query, MostFew + 1);
        var (facet, frequency) = await reads.FirstAsync(statement, values, row => (row.GetInt32(0), row.GetInt64(1)), cancellationToken);
        return frequency <= MostFew ? query with { Rare = query.Facets[facet] } : query;
    }

    /// <summary>How many of all that fit have each value, most frequent first; at most 50.</summary>
    public Task<List<ValueCount>> CountAsync(string facet, ItemListQuery query, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var (statement, values) = ItemListStatement.OfValues(facet, query, at, sql, sight.IsVisible);
        return reads.ListAsync(statement, values, row => new ValueCount(row.GetString(0), row.GetInt64(1)), cancellationToken);
    }

    /// <summary>How many fit in all.</summary>
    public async Task<long> TotalAsync(ItemListQuery query, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var (statement, values) = ItemListStatement.OfTotal(query, at, sql, sight.IsVisible);
        return (await reads.ListAsync(statement, values, row => row.GetInt64(0), cancellationToken)).Single();
    }

    /// <summary>The first page of the list with the versions.</summary>
    public async Task<IReadOnlyList<VisibleItem>> ListAsync(ItemListQuery query, DateTimeOffset at, CancellationToken cancellationToken) =>
        await WithVersionsAsync((await ListHeadsAsync(query, at, cancellationToken)).Items, cancellationToken);

    /// <summary>The item without what it says, if it is visible; null otherwise.</summary>
    public async Task<VisibleHead?> FindHeadAsync(string id, DateTimeOffset at, CancellationToken cancellationToken) => (await FindHeadsAsync([id], at, cancellationToken)).SingleOrDefault();

    /// <summary>Those of the items that are visible, without what they say, in any order.</summary>
    public async Task<IReadOnlyList<VisibleHead>> FindHeadsAsync(IReadOnlyCollection<string> ids, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var (statement, values) = HeadsStatement(ids, at, sql, sight.IsVisible);
        return await WithTranslationsAsync(await HeadsAsync(statement, values, cancellationToken), at, cancellationToken);
    }

    /// <summary>The item with the other languages that are visible at another instant.</summary>
    public async Task<VisibleHead> WithTranslationsAsync(VisibleHead item, DateTimeOffset at, CancellationToken cancellationToken) =>
        (await WithTranslationsAsync([new Head(item.Publication, item.Slug, item.Title, item.LocalizationSet, item.Redactions, item.Score)], at, cancellationToken)).Single();

    /// <summary>The item with its version, if it is visible; null otherwise.</summary>
    public async Task<VisibleItem?> FindAsync(string id, DateTimeOffset at, CancellationToken cancellationToken) => (await FindManyAsync([id], at, cancellationToken)).SingleOrDefault();

    /// <summary>Those of the items that are visible, in the order asked.</summary>
    public async Task<IReadOnlyList<VisibleItem>> FindManyAsync(IReadOnlyList<string> ids, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var found = (await WithVersionsAsync(await FindHeadsAsync(ids, at, cancellationToken), cancellationToken)).ToDictionary(item => item.Publication.ItemId, StringComparer.Ordinal);
        return [.. ids.Where(found.ContainsKey).Select(id => found[id])];
    }

    /// <summary>The id of the item that has, or once had, this slug in public; null when none had by then.</summary>
    public Task<string?> FindIdBySlugAsync(string type, string slug, DateTimeOffset at, CancellationToken cancellationToken) =>
        reads.FirstAsync(IdOfSlug, [("type", type), ("slug", slug), ("at", at)], row => row.GetString(0), cancellationToken);

    /// <summary>The last interval of an item that ended by then; null when there was none.</summary>
    public async Task<Publication?> LastEndedAsync(string id, DateTimeOffset at, CancellationToken cancellationToken) => (await LastEndedAsync([id], at, cancellationToken)).GetValueOrDefault(id);

    /// <summary>The last interval of each of the items that ended by then, by item; none for an item that had none.</summary>
    public async Task<IReadOnlyDictionary<string, Publication>> LastEndedAsync(IReadOnlyCollection<string> ids, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var ended = await reads.ListAsync(
            $"SELECT {PublicationRow.Columns} FROM publication p WHERE {sql.IsAmong("p.item_id", "ids")} AND p.visible_until <= @at ORDER BY p.visible_until",
            [("ids", sql.Texts(ids)), ("at", at)], row => PublicationRow.Read(row, sql), cancellationToken);
        return ended.GroupBy(publication => publication.ItemId, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);
    }

    /// <summary>The last intervals of items that were taken back after <paramref name="since"/> and have not come back by then, latest first.</summary>
    public Task<List<Publication>> ListRetractedAsync(ItemListQuery query, DateTimeOffset since, DateTimeOffset at, int limit, CancellationToken cancellationToken)
    {
        var (statement, values) = ItemListStatement.OfRetracted(PublicationRow.Columns, query, since, at, limit, sql);
        return reads.ListAsync(statement, values, row => PublicationRow.Read(row, sql), cancellationToken);
    }

    /// <summary>What the versions of intervals say, by interval.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> DocumentsAsync(IReadOnlyCollection<Guid> publications, CancellationToken cancellationToken) => (await reads.ListAsync(
        $"SELECT p.id, v.document FROM publication p JOIN content_version v ON v.item_id = p.item_id AND v.number = p.version WHERE {sql.IsAmong("p.id", "ids")}",
        [("ids", sql.Ids(publications))], row => (Id: row.GetGuid(0), Document: row.GetString(1)), cancellationToken)).ToDictionary(row => row.Id, row => row.Document);

    internal static (string Text, (string Name, object? Value)[] Values) HeadsStatement(IEnumerable<string> ids, DateTimeOffset at, SqlDialect sql, string isVisible = PublicationRow.IsVisible) =>
        ($"SELECT {HeadColumns} {ItemListStatement.From} WHERE {isVisible} AND {sql.IsAmong("p.item_id", "ids")}", [("at", at), ("ids", sql.Texts(ids))]);

    internal static (string Text, (string Name, object? Value)[] Values) SiblingsStatement(IEnumerable<string> sets, DateTimeOffset at, SqlDialect sql, string isVisible = PublicationRow.IsVisible) => ($"""
        SELECT i.localization_set, i.lang, i.id FROM content_item i JOIN publication p ON p.item_id = i.id
        WHERE {sql.IsAmong("i.localization_set", "sets")} AND {isVisible} ORDER BY i.lang, i.id
        """, [("sets", sql.Texts(sets)), ("at", at)]);

    private Task<List<Head>> HeadsAsync(string statement, (string Name, object? Value)[] values, CancellationToken cancellationToken, bool isRanked = false) => reads.ListAsync(statement, values,
        row => new Head(PublicationRow.Read(row, sql), row.GetString(PublicationRow.Count), row.GetString(PublicationRow.Count + 1), row.GetString(PublicationRow.Count + 2),
            row.GetInt32(PublicationRow.Count + 3), isRanked ? row.GetInt32(PublicationRow.Count + 4) : null),
        cancellationToken);

    private async Task<IReadOnlyList<VisibleHead>> WithTranslationsAsync(List<Head> rows, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return [];
        var (statement, values) = SiblingsStatement(rows.Select(row => row.Set), at, sql, sight.IsVisible);
        var siblings = await reads.ListAsync(statement, values, row => (Set: row.GetString(0), Translation: new VisibleTranslation(row.GetString(1), row.GetString(2))), cancellationToken);
        var bySet = siblings.ToLookup(sibling => sibling.Set, sibling => sibling.Translation, StringComparer.Ordinal);
        return rows.ConvertAll(row => new VisibleHead(row.Publication, row.Slug, row.Title, row.Set, [.. bySet[row.Set].Where(sibling => sibling.Id != row.Publication.ItemId)]) { Redactions = row.Redactions, Score = row.Score });
    }

    private async Task<IReadOnlyList<VisibleItem>> WithVersionsAsync(IReadOnlyList<VisibleHead> heads, CancellationToken cancellationToken)
    {
        if (heads.Count == 0)
            return [];
        var versions = (await reads.ListAsync(
            $"SELECT {ContentVersionRow.Columns} FROM publication p JOIN content_version v ON v.item_id = p.item_id AND v.number = p.version WHERE {sql.IsAmong("p.id", "ids")}",
            [("ids", sql.Ids(heads.Select(head => head.Publication.Id)))], row => ContentVersionRow.Read(row, sql), cancellationToken)).ToDictionary(version => (version.ItemId, version.Number));
        return [.. heads.Select(head => new VisibleItem(head, versions[(head.Publication.ItemId, head.Publication.Version)]))];
    }

    private sealed record Head(Publication Publication, string Slug, string Title, string Set, int Redactions, int? Score);
}
