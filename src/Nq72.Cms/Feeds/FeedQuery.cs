using Microsoft.Extensions.Primitives;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.PartnerApi;
using Nq72.Cms.Platform.Site;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Feeds;

/// <summary>Which feed is asked for. Equal feeds have equal addresses, however they were asked for.</summary>
public sealed record FeedQuery
{
    /// <summary>The feed of every content type.</summary>
    public const string All = "all";

    private const string CursorOf = "feed";
    private static readonly string[] Filters = ["lang", "tag", "genre", "strand", "audience", "unit", "campaign", "place", "q", "limit"];
    private static readonly ItemListQuery Latest = new() { Sort = ItemSort.LatestChange };

    /// <summary>How it is written.</summary>
    public required FeedFormat Format { get; init; }

    /// <summary>What stands in it.</summary>
    public required ItemListQuery Items { get; init; }

    /// <summary>A content type, or <see cref="All"/>.</summary>
    public string Selection => Items.Type ?? All;

    /// <summary>Whether it is the first page, which tells what was taken back too.</summary>
    public bool IsFirst => Items.After.Count == 0;

    /// <summary>Whether nothing is left out of it: hubs are told of these only.</summary>
    public bool IsWhole => Parameters(null).Length == 0 && IsFirst;

    /// <summary>Path and query from the root, in the one form that this feed has.</summary>
    public string Path => Format.Path(Selection) + Parameters(IsFirst ? null : Cursor.Encode([.. Items.After]));

    /// <summary>The same of the first page.</summary>
    public string FirstPath => Format.Path(Selection) + Parameters(null);

    /// <summary>The items of a whole feed.</summary>
    /// <param name="selection">A content type, or <see cref="All"/>.</param>
    public static ItemListQuery Whole(string selection) => selection == All ? Latest : Latest with { Type = selection };

    /// <summary>Reads path and query string: 404 for a type that there is not, 400 and 422 as for lists.</summary>
    public static Outcome<FeedQuery> Read(string selection, FeedFormat format, IQueryCollection query, ContentTypeSet types, SiteSettings site, string incarnation)
    {
        if (selection != All && types.Find(selection) is null)
            return Problem.NotFound($"Không có nguồn tin '{selection}'.", $"There is no feed '{selection}'.");
        var kept = Filters.Where(query.ContainsKey).ToDictionary(name => name, name => query[name], StringComparer.Ordinal);
        if (selection != All)
            kept["type"] = new StringValues(selection);
        var items = ItemListQuery.Read(new QueryCollection(kept), types, site, incarnation);
        if (!items.Succeeded)
            return items.Problem;
        IReadOnlyList<string> after = [];
        if (query["cursor"].ToString() is { Length: > 0 } cursor
            && (!Cursor.TryDecode(cursor, out after) || after.Count != 4 || after[0] != CursorOf || after[3] != incarnation || !Instants.TryParseWire(after[1], out _)))
            return Problem.Malformed("cursor", new("'cursor' không đúng, hoặc có từ trước khi hệ thống được phục hồi; hãy đọc lại từ đầu.", "The 'cursor' is not valid, or is from before a restore; begin again."));
        return new FeedQuery { Format = format, Items = items.Value with { Sort = ItemSort.LatestChange, After = after.Count == 0 ? [] : after } };
    }

    /// <summary>Path and query of the page after an item.</summary>
    public string PathAfter(VisibleHead last, string incarnation) =>
        Format.Path(Selection) + Parameters(CursorAfter(last, incarnation));

    /// <summary>The cursor of the page after an item.</summary>
    public static string CursorAfter(VisibleHead last, string incarnation) => Cursor.Encode(CursorOf, last.Publication.VisibleFrom.ToWire(), last.Publication.ItemId, incarnation);

    private string Parameters(string? cursor)
    {
        var all = new List<(string Name, string Value)>();
        if (Items.Lang is { } lang)
            all.Add(("lang", lang));
        all.AddRange(Items.Facets);
        if (Items.Words.Length > 0)
            all.Add(("q", Items.Words));
        if (Items.Limit != Latest.Limit)
            all.Add(("limit", $"{Items.Limit}"));
        if (cursor is not null)
            all.Add(("cursor", cursor));
        return all.Count == 0 ? "" : $"?{string.Join('&', all.Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value)}"))}";
    }
}
