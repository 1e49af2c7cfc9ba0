using Microsoft.AspNetCore.Http.Extensions;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Newsroom.Pages;

/// <summary>What a list of items is narrowed by, as its address says it: a list can be kept, passed on and led to.</summary>
public sealed class ItemFilter
{
    /// <summary>The values of versions that a list is narrowed by: name in the address, which is the kind of the value too.</summary>
    public static readonly IReadOnlyList<string> Facets = ["genre", "strand", "audience", "unit", "campaign", "place", "tag"];

    /// <summary>Which appearances a list may be narrowed to, together with days: name in the address, and what it holds.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyCollection<AppearanceKind>> Appearing = new Dictionary<string, IReadOnlyCollection<AppearanceKind>>(StringComparer.Ordinal)
    {
        ["published"] = [AppearanceKind.Published],
        ["planned"] = [AppearanceKind.Scheduled, AppearanceKind.Drafted],
        ["drafted"] = [AppearanceKind.Drafted],
        ["retracted"] = [AppearanceKind.Retracted],
    };

    private static readonly string[] Further = [.. Facets, "without", "from", "to", "appearance", "mine", "stale"];

    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    /// <summary>Reads an address; what is blank or unknown does not narrow.</summary>
    public static ItemFilter Read(IQueryCollection query)
    {
        var filter = new ItemFilter();
        foreach (var name in (string[])["state", "q", "type", "lang", .. Further, "cursor", OtherTime.Parameter])
        {
            if (query[name].ToString().Trim() is { Length: > 0 } value)
                filter.values[name] = value;
        }

        return filter;
    }

    /// <summary>The value of a name; null for none.</summary>
    public string? this[string name] => values.GetValueOrDefault(name);

    /// <summary>Only this state; null for all but the trash.</summary>
    public ItemState? State => Enum.TryParse<ItemState>(this["state"], ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) ? parsed : null;

    /// <summary>Only the reader's own.</summary>
    public bool Mine => this["mine"] == "true";

    /// <summary>Only translations whose source has moved on.</summary>
    public bool Stale => this["stale"] == "true";

    /// <summary>Whether anything narrows the list.</summary>
    public bool IsNarrow => values.Keys.Any(name => name is not ("cursor" or OtherTime.Parameter));

    /// <summary>Whether something narrows it that stands under 'more'.</summary>
    public bool IsNarrowFurther => values.Keys.Any(Further.Contains);

    /// <summary>The days on which items begin to be visible; a missing end is as far away as it may be. Null when no day is given, or none that can be read.</summary>
    public DaySpan? Days => (DayOf("from"), DayOf("to")) switch
    {
        (null, null) => null,
        ({ } from, null) => new(from, from.AddDays(Appearances.MostDays - 1)),
        (null, { } to) => new(to.AddDays(1 - Appearances.MostDays), to),
        ({ } from, { } to) => new(from, to),
    };

    /// <summary>What the list is asked for.</summary>
    public ItemQueries.Filter ToQuery(Actor actor) => new(this["type"], State, this["lang"], this["q"], this["cursor"])
    {
        Facets = [.. Facets.Where(values.ContainsKey).Select(name => (name, values[name]))],
        Without = this["without"] is { } without && Facets.Contains(without) ? without : null,
        Days = Days,
        Appearing = this["appearance"] is { } appearance ? Appearing.GetValueOrDefault(appearance, []) : [],
        AuthorId = Mine ? actor.Id : null,
        Stale = Stale,
    };

    /// <summary>The address of the same list in a state, from its beginning or from a cursor on.</summary>
    public string Address(ItemState? state, string? cursor = null)
    {
        var query = new QueryBuilder();
        if (state is { } given)
            query.Add("state", StateLook.Name(given));
        foreach (var (name, value) in values.Where(one => one.Key is not ("state" or "cursor")))
            query.Add(name, value);
        if (cursor is not null)
            query.Add("cursor", cursor);
        return "/admin/items" + query;
    }

    // the years of the calendar
    private DateOnly? DayOf(string name) => TypedTime.DayOf(this[name]) is { } day && day.Year is > 1901 and < 2099 ? day : null;
}
