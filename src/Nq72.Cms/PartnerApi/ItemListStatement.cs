using System.Globalization;
using Nq72.Cms.Timeline;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.PartnerApi;

/// <summary>A list query as one statement. What a caller wrote is only ever a parameter.</summary>
internal sealed class ItemListStatement
{
    /// <summary>What every visible item is read from: interval, version, item.</summary>
    public const string From = "FROM publication p JOIN content_version v ON v.item_id = p.item_id AND v.number = p.version JOIN content_item i ON i.id = p.item_id";

    private const string IsTakenBack = """
        p.retracted_reason IS NOT NULL AND p.visible_until > @since AND p.visible_until <= @at
            AND NOT EXISTS (SELECT 1 FROM publication later WHERE later.item_id = p.item_id AND later.visible_from >= p.visible_until AND later.visible_from <= @at)
        """;

    private const string Version = " JOIN content_version v ON v.item_id = p.item_id AND v.number = p.version";
    private const string Item = " JOIN content_item i ON i.id = p.item_id";

    private const int MostValues = 50;

    private readonly List<string> conditions;
    private readonly List<(string Name, object? Value)> values;
    private readonly SearchStatement? search;

    private ItemListStatement(string visibility, DateTimeOffset at, SearchStatement? search = null)
    {
        this.search = search;
        (conditions, values) = ([visibility], [("at", at)]);
        if (search is not null)
            Add($"{search.Condition} AND {SearchStatement.Joined}", [.. search.Values]);
    }

    /// <summary>The statement, with one row more than a page to tell whether there is more. A ranked one has the score as its last column.</summary>
    /// <param name="columns">What is read.</param>
    /// <param name="query">The query.</param>
    /// <param name="at">The instant.</param>
    /// <param name="sql">The database's dialect.</param>
    /// <param name="isVisible">When the alias <c>p</c> is visible.</param>
    public static (string Text, (string Name, object? Value)[] Values) Of(
        string columns, ItemListQuery query, DateTimeOffset at, SqlDialect sql, string isVisible = PublicationRow.IsVisible)
    {
        var statement = Filtered(query, at, sql, isVisible, startsRare: true);
        statement.Continue(query);
        statement.values.Add(("limit", query.Limit + 1));
        var where = string.Join(" AND ", statement.conditions);
        if (statement.search is null && query.Rare is { } rare)
            return statement.OfFew(columns, rare, query, where, sql);
        if (statement.search is null)
            return ($"SELECT {columns} {From} WHERE {where} ORDER BY {Order(query)} LIMIT @limit", [.. statement.values]);
        // everything that fits is scored, so what is shown is read only of the page
        var (score, found) = query.IsRanked ? ($", {statement.search.Score} AS score", ", found.score") : ("", "");
        return ($"""
            WITH found AS (SELECT p.id AS publication_id{score} {Source(query)} WHERE {where} ORDER BY {Order(query)} LIMIT @limit)
            SELECT {columns}{found} FROM found JOIN publication p ON p.id = found.publication_id JOIN content_version v ON v.item_id = p.item_id AND v.number = p.version
                JOIN content_item i ON i.id = p.item_id
            ORDER BY {Order(query)}
            """, [.. statement.values]);
    }

    /// <summary>How many versions have each of the facets that a query asks for, by its place among them; no more than <paramref name="most"/> are counted.</summary>
    public static (string Text, (string Name, object? Value)[] Values) OfFrequencies(ItemListQuery query, int most)
    {
        var counts = query.Facets.Select((_, index) => string.Create(CultureInfo.InvariantCulture, $"SELECT {index} AS facet, COUNT(*) AS frequency FROM (SELECT 1 FROM version_facet f WHERE f.kind = @kind{index} AND f.value = @value{index} LIMIT @most) AS counted"));
        (string, object?)[] named = [("most", most), .. query.Facets.SelectMany((facet, index) => new (string, object?)[] { (string.Create(CultureInfo.InvariantCulture, $"kind{index}"), facet.Kind), (string.Create(CultureInfo.InvariantCulture, $"value{index}"), facet.Value) })];
        return ($"{string.Join(" UNION ALL ", counts)} ORDER BY frequency", named);
    }

    // What few versions have is read and sorted whole. Left to themselves, both databases go through all items in the order of the list and look at each for what
    // hardly any has: hence the order of joins, which is SQLite's to keep, and for PostgreSQL the fence around it
    private (string Text, (string Name, object? Value)[] Values) OfFew(string columns, (string Kind, string Value) rare, ItemListQuery query, string where, SqlDialect sql)
    {
        const string Few = "few.kind = @fewKind AND few.value = @fewValue";
        var needsVersion = query.Sort == ItemSort.Title || query.Words.Length > 0;
        return ($"""
            WITH fitting AS MATERIALIZED (
                SELECT p.id AS publication_id, p.item_id, p.published_at, p.visible_from{(needsVersion ? ", v.title" : "")} FROM version_facet few CROSS JOIN publication p{(needsVersion ? Version : "")}{(query.Fallback is not null ? Item : "")}
                WHERE {Few} AND p.item_id = few.item_id AND p.version = few.number{sql.KnownFew("p.item_id", $"SELECT few.item_id FROM version_facet few WHERE {Few}")} AND {where}),
            found AS (SELECT publication_id FROM fitting ORDER BY {Order(query, "fitting", "fitting")} LIMIT @limit)
            SELECT {columns} FROM found JOIN publication p ON p.id = found.publication_id{Version}{Item} ORDER BY {Order(query)}
            """, [.. values, ("fewKind", rare.Kind), ("fewValue", rare.Value)]);
    }

    /// <summary>How many of all that fit have each value, most frequent first; cursor and order do not count.</summary>
    /// <param name="facet">One of <see cref="ItemListQuery.CountedFacets"/>.</param>
    /// <param name="query">The query.</param>
    /// <param name="at">The instant.</param>
    /// <param name="sql">The database's dialect.</param>
    /// <param name="isVisible">When the alias <c>p</c> is visible.</param>
    public static (string Text, (string Name, object? Value)[] Values) OfValues(
        string facet, ItemListQuery query, DateTimeOffset at, SqlDialect sql, string isVisible = PublicationRow.IsVisible)
    {
        var statement = Filtered(query, at, sql, isVisible);
        var (value, source) = facet switch
        {
            "type" => ("p.type", ""),
            "lang" => ("p.lang", ""),
            _ => ("counted.value", " JOIN version_facet counted ON counted.item_id = p.item_id AND counted.number = p.version AND counted.kind = @counted"),
        };
        if (source.Length > 0)
            statement.values.Add(("counted", facet));
        statement.values.Add(("limit", MostValues));
        return ($"""
            SELECT {value}, COUNT(*) {(statement.search is null ? From : Source(query))}{source} WHERE {string.Join(" AND ", statement.conditions)}
            GROUP BY {value} ORDER BY COUNT(*) DESC, {sql.Ordinal(value)} LIMIT @limit
            """, [.. statement.values]);
    }

    /// <summary>How many fit; cursor, page and order do not count.</summary>
    public static (string Text, (string Name, object? Value)[] Values) OfTotal(ItemListQuery query, DateTimeOffset at, SqlDialect sql, string isVisible = PublicationRow.IsVisible)
    {
        var statement = Filtered(query, at, sql, isVisible);
        return ($"SELECT COUNT(*) {(statement.search is null ? From : Source(query))} WHERE {string.Join(" AND ", statement.conditions)}", [.. statement.values]);
    }

    /// <summary>The last intervals of items that were taken back and have not come back, latest first; the query's filters count, its order and page do not.</summary>
    /// <param name="columns">What is read.</param>
    /// <param name="query">The query.</param>
    /// <param name="since">Those taken back after it.</param>
    /// <param name="at">The instant.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="sql">The database's dialect.</param>
    public static (string Text, (string Name, object? Value)[] Values) OfRetracted(string columns, ItemListQuery query, DateTimeOffset since, DateTimeOffset at, int limit, SqlDialect sql)
    {
        var statement = new ItemListStatement(IsTakenBack, at);
        statement.Filter(query, sql);
        statement.values.Add(("since", since));
        statement.values.Add(("limit", limit));
        return ($"SELECT {columns} {From} WHERE {string.Join(" AND ", statement.conditions)} ORDER BY p.visible_until DESC, p.item_id DESC LIMIT @limit", [.. statement.values]);
    }

    private static ItemListStatement Filtered(ItemListQuery query, DateTimeOffset at, SqlDialect sql, string isVisible, bool startsRare = false)
    {
        var statement = new ItemListStatement(isVisible, at, query is { IsIndexed: true, Search: { } search } ? new SearchStatement(search, sql) : null);
        statement.Filter(query, sql, startsRare);
        return statement;
    }

    // of what a search has found: interval, and version or item where they are asked for
    private static string Source(ItemListQuery query) => SearchStatement.From
        + (query.Sort == ItemSort.Title ? Version : "")
        + (query.Fallback is not null ? Item : "");

    private void Filter(ItemListQuery query, SqlDialect sql, bool startsRare = false)
    {
        if (query.Type is not null)
            Add("p.type = @type", ("type", query.Type));
        if (query.Lang is not null && query.Fallback is null)
            Add("p.lang = @lang", ("lang", query.Lang));
        if (query.Lang is not null && query.Fallback is not null)
        {
            Add($"""
                ({sql.Passing("p.lang")} = @lang OR ({sql.Passing("p.lang")} = @fallback AND NOT EXISTS (SELECT 1 FROM content_item other JOIN publication shown ON shown.item_id = other.id
                    WHERE other.localization_set = i.localization_set AND other.lang = @lang AND shown.visible_from <= @at AND (shown.visible_until IS NULL OR shown.visible_until > @at))))
                """, ("lang", query.Lang), ("fallback", query.Fallback));
        }

        foreach (var (index, (kind, value)) in query.Facets.Index())
        {
            // the list begins with those that have it
            if (startsRare && (kind, value) == query.Rare)
                continue;
            var number = index.ToString(CultureInfo.InvariantCulture);
            Add($"EXISTS (SELECT 1 FROM version_facet f WHERE f.kind = @kind{number} AND f.value = @value{number} AND f.item_id = p.item_id AND f.number = p.version)", ($"kind{number}", kind), ($"value{number}", value));
        }

        foreach (var (index, word) in search is not null ? [] : query.Words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Index())
            Add(sql.Contains("v.folded", $"word{index.ToString(CultureInfo.InvariantCulture)}"), ($"word{index.ToString(CultureInfo.InvariantCulture)}", word));
        if (query.PublishedSince is { } publishedSince)
            Add("p.published_at >= @published", ("published", publishedSince));
        if (query.UpdatedSince is { } updatedSince)
            Add("p.visible_from >= @updated", ("updated", updatedSince));
    }

    // keys compare as the order does: by the pair
    private void Continue(ItemListQuery query)
    {
        if (query.After.Count == 0)
            return;
        var (key, id) = (query.After[1], query.After[2]);
        if (query.Sort == ItemSort.Title)
            Add($"({Title("v")}, p.item_id) > (@title, @id)", ("title", key), ("id", id));
        else if (!RelevanceKey.TryRead(query.Sort, key, out var score, out var instant))
            conditions.Add("1 = 0");
        else if (score is not null && search is not null)
            Add($"({search.Score}, p.published_at, p.item_id) < (@score, @last, @id)", ("score", score), ("last", instant), ("id", id));
        else if (query.Sort == ItemSort.LatestChange)
            Add("(p.visible_from, p.item_id) < (@last, @id)", ("last", instant), ("id", id));
        else
            Add($"(p.published_at, p.item_id) {(query.Sort == ItemSort.OldestFirst ? ">" : "<")} (@last, @id)", ("last", instant), ("id", id));
    }

    private static string Title(string version) => $"{version}.title COLLATE \"{Connections.VietnameseCollation}\"";

    private static string Order(ItemListQuery query, string p = "p", string v = "v") => query.Sort switch
    {
        ItemSort.Relevance when query.IsRanked => $"score DESC, {p}.published_at DESC, {p}.item_id DESC",
        ItemSort.Title => $"{Title(v)}, {p}.item_id",
        ItemSort.LatestChange => $"{p}.visible_from DESC, {p}.item_id DESC",
        ItemSort.OldestFirst => $"{p}.published_at, {p}.item_id",
        _ => $"{p}.published_at DESC, {p}.item_id DESC",
    };

    private void Add(string condition, params ReadOnlySpan<(string, object?)> parameters)
    {
        conditions.Add(condition);
        values.AddRange(parameters);
    }
}
