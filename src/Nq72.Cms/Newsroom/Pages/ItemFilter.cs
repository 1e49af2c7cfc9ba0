using Microsoft.AspNetCore.Http.Extensions;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Newsroom.Pages;

/// <summary>What a list of items is narrowed by, as its address says it: a list can be kept, passed on and led to.</summary>
public sealed class ItemFilter
{
    /// <summary>The values of versions that a list is narrowed by: name in the address, which is the kind of the value too.</summary>
    public static readonly IReadOnlyList<string> Facets = ["genre", "strand", "audience", "unit", "campaign", "place", "tag"];

    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    /// <summary>Reads an address; what is blank or unknown does not narrow.</summary>
    public static ItemFilter Read(IQueryCollection query)
    {
        var filter = new ItemFilter();
        foreach (var name in (string[])["state", "q", "type", "lang", .. Facets, "mine", "stale", "cursor", OtherTime.Parameter])
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
    public bool IsNarrowFurther => values.Keys.Any(name => Facets.Contains(name) || name is "mine" or "stale");

    /// <summary>What the list is asked for.</summary>
    public ItemQueries.Filter ToQuery(Actor actor) => new(this["type"], State, this["lang"], this["q"], this["cursor"])
    {
        Facets = [.. Facets.Where(values.ContainsKey).Select(name => (name, values[name]))],
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
}
