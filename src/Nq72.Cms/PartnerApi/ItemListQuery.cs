using System.Globalization;
using System.Text.Json;
using Nq72.Scheduler.Platform.Text;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Platform.Site;
using Nq72.Cms.Platform.Text;
using Nq72.Cms.Search;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.PartnerApi;

/// <summary>A list query, read and checked. Equal queries have equal <see cref="Key"/>s, however they were written.</summary>
public sealed record ItemListQuery
{
    // each is a look-up of its own in the query
    private const int MaxFacets = 20;
    private static readonly string[] FacetNames = ["tag", "genre", "strand", "audience", "unit", "campaign", "place"];

    /// <summary>Content type; null for all.</summary>
    public string? Type { get; init; }

    /// <summary>Language; null for all.</summary>
    public string? Lang { get; init; }

    /// <summary>Language that stands in where an item has no version in <see cref="Lang"/>; null for none.</summary>
    public string? Fallback { get; init; }

    /// <summary>Facet filters: kind and value.</summary>
    public IReadOnlyList<(string Kind, string Value)> Facets { get; init; } = [];

    /// <summary>
    /// The one of <see cref="Facets"/> that few versions have, so that the list begins with those; null where none is known to be such. The answer is the same either way.
    /// </summary>
    public (string Kind, string Value)? Rare { get; init; }

    /// <summary>Folded words that all must occur; empty for all items. Looked for in the texts themselves, where the index is not used.</summary>
    public string Words { get; init; } = "";

    /// <summary>What is looked for in the index; null for nothing.</summary>
    public SearchQuery? Search { get; init; }

    /// <summary>Whether the index is used: it is complete, and this page does not continue one that was read without it.</summary>
    public bool IsIndexed { get; init; }

    /// <summary>Whether what is found is ranked by how well it fits.</summary>
    public bool IsRanked => IsIndexed && Search is not null && Sort == ItemSort.Relevance;

    /// <summary>Whether matches are shown.</summary>
    public bool Highlight { get; init; }

    /// <summary>The facets whose values are counted; empty for none.</summary>
    public IReadOnlyList<string> Counted { get; init; } = [];

    /// <summary>Whether all that fit are counted.</summary>
    public bool Total { get; init; }

    /// <summary>Fields whose linked items come along; empty for none.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>What can be counted.</summary>
    internal static readonly string[] CountedFacets = ["type", "lang", "tag", "place"];

    /// <summary>First published at or after.</summary>
    public DateTimeOffset? PublishedSince { get; init; }

    /// <summary>Changed at or after.</summary>
    public DateTimeOffset? UpdatedSince { get; init; }

    /// <summary>Order.</summary>
    public ItemSort Sort { get; init; }

    /// <summary>Members to keep; empty for all.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Items a page, 1–100.</summary>
    public int Limit { get; init; } = 20;

    /// <summary>Keys after which the page begins; empty for the first page.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>The normalised query. As JSON, so that no value can pass for two: what one caller asks must never be cached as what others ask.</summary>
    public string Key => JsonSerializer.Serialize(new object?[]
    {
        Type, Lang, Fallback, Facets.SelectMany(facet => new[] { facet.Kind, facet.Value }), Words, PublishedSince?.ToWire(), UpdatedSince?.ToWire(), Sort, Fields, Limit, After,
        Search?.Key, IsIndexed, Highlight, Counted, Total, Include,
    });

    /// <summary>The query as it is asked when the index is complete, or is not.</summary>
    public ItemListQuery With(bool completeIndex) => this with { IsIndexed = Search is not null && completeIndex && !(After.Count > 0 && RelevanceKey.IsUnranked(Sort, After[1])) };

    /// <summary>Reads the query string, gathering what cannot be read (400) and what is unknown (422).</summary>
    public static Outcome<ItemListQuery> Read(IQueryCollection query, ContentTypeSet types, SiteSettings site, string incarnation)
    {
        var malformed = new List<FieldError>();
        var unknown = new List<FieldError>();
        var type = Text(query, "type");
        if (type is not null && types.Find(type) is null)
            unknown.Add(new("type", "unknownType", new($"Không có kiểu nội dung '{type}'.", $"There is no content type '{type}'.")));
        foreach (var name in new[] { "lang", "fallback" })
        {
            if (Text(query, name) is { } tag && !LanguageTags.IsKnown(tag, site))
                unknown.Add(new(name, "unknownLanguage", new($"Không có ngôn ngữ '{tag}'.", $"There is no language '{tag}'.")));
        }

        var fields = Text(query, "fields")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray() ?? [];
        var asked = type is null || types.Find(type) is not { } one ? types.All : [one];
        foreach (var field in fields.Where(field => !ItemWriter.IsMember(field, asked)))
            unknown.Add(new("fields", "unknownField", new($"Nội dung không có '{field}'.", $"An item has no '{field}'.")));
        var search = SearchQuery.Read(Text(query, "q"));
        var sort = Text(query, "sort") switch { null or "relevance" => search is null ? ItemSort.NewestFirst : ItemSort.Relevance, "-publishedAt" => ItemSort.NewestFirst, "publishedAt" => ItemSort.OldestFirst, "title" => ItemSort.Title, _ => (ItemSort?)null };
        if (sort is null)
            malformed.Add(new("sort", "sort", new("'sort' là relevance, -publishedAt, publishedAt hoặc title.", "'sort' is relevance, -publishedAt, publishedAt or title.")));
        var limit = 20;
        if (Text(query, "limit") is { } wanted && (!int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > 100))
            malformed.Add(new("limit", "limit", new("'limit' từ 1 đến 100.", "'limit' is 1 to 100.")));
        IReadOnlyList<string> after = [];
        if (Text(query, "cursor") is { } cursor
            && (!Cursor.TryDecode(cursor, out after) || after.Count != 4 || after[3] != incarnation || after[0] != $"{sort}" || (sort != ItemSort.Title && !RelevanceKey.TryRead(sort ?? default, after[1], out _, out _))))
            malformed.Add(new("cursor", "cursor", new("'cursor' không đúng, thuộc một cách sắp xếp khác, hoặc có từ trước khi hệ thống được phục hồi; hãy đọc lại từ đầu.", "The 'cursor' is not valid, belongs to another order, or is from before a restore; begin again.")));
        var counted = Text(query, "facets")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToArray() ?? [];
        if (counted.Except(CountedFacets, StringComparer.Ordinal).Any())
            malformed.Add(new("facets", "facets", new($"'facets' gồm {string.Join(", ", CountedFacets)}.", $"'facets' are of {string.Join(", ", CountedFacets)}.")));
        if (Text(query, "total") is not (null or "true" or "false"))
            malformed.Add(new("total", "total", new("'total' là true hoặc false.", "'total' is true or false.")));
        if (Text(query, "highlight") is not (null or "true" or "false"))
            malformed.Add(new("highlight", "highlight", new("'highlight' là true hoặc false.", "'highlight' is true or false.")));
        var result = new ItemListQuery
        {
            Type = type,
            Lang = Text(query, "lang"),
            Fallback = Text(query, "fallback"),
            Facets = [.. FacetNames.SelectMany(kind => query[kind].Where(value => !string.IsNullOrEmpty(value)).Select(value => (kind, NormalText.Of(value!))))],
            Words = FoldedText.Fold(Text(query, "q")),
            Search = search,
            Highlight = search is not null && Text(query, "highlight") == "true",
            Total = Text(query, "total") == "true",
            Include = IncludedFields.Read(query, asked, unknown),
            Counted = [.. CountedFacets.Intersect(counted, StringComparer.Ordinal)],
            PublishedSince = Instant(query, "publishedSince", malformed),
            UpdatedSince = Instant(query, "updatedSince", malformed),
            Sort = sort ?? ItemSort.NewestFirst,
            Fields = fields,
            Limit = limit,
            After = after,
        };
        if (result.Facets.Count > MaxFacets)
            malformed.Add(new("filter", "tooMany", new($"Nhiều nhất {MaxFacets} bộ lọc một lần.", $"At most {MaxFacets} filters at a time.")));
        if (result.Words.Length > 200)
            malformed.Add(new("q", "tooLong", new("'q' dài nhất 200 ký tự.", "'q' has at most 200 characters.")));
        if (malformed.Count > 0)
            return Problem.Malformed(malformed[0].Code, malformed[0].Message) with { Errors = malformed };
        return unknown.Count > 0 ? Problem.Invalid(unknown) : result;
    }

    private static string? Text(IQueryCollection query, string name) => query.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;

    private static DateTimeOffset? Instant(IQueryCollection query, string name, List<FieldError> malformed)
    {
        if (Text(query, name) is not { } text)
            return null;
        if (Instants.TryParseWire(text, out var instant))
            return instant;
        malformed.Add(new(name, "instant", new($"'{name}' là thời điểm như 2027-04-07T00:00:00Z.", $"'{name}' is an instant such as 2027-04-07T00:00:00Z.")));
        return null;
    }
}

/// <summary>How a list is sorted.</summary>
public enum ItemSort
{
    /// <summary><c>-publishedAt</c>: newest first.</summary>
    NewestFirst,

    /// <summary><c>publishedAt</c>: oldest first.</summary>
    OldestFirst,

    /// <summary><c>relevance</c>: what fits best first, then newest; the default of searches.</summary>
    Relevance,

    /// <summary><c>title</c>: as a Vietnamese dictionary does.</summary>
    Title,

    /// <summary>What appeared or was corrected last comes first: the order of feeds. Lists do not offer it.</summary>
    LatestChange,
}
