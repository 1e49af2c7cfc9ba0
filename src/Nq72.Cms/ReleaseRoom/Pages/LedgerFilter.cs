using Microsoft.AspNetCore.Http.Extensions;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.ReleaseRoom.Pages;

/// <summary>What the ledger is narrowed by, as its address says it: a list can be kept, passed on and led to.</summary>
public sealed class LedgerFilter
{
    /// <summary>The names of the address, without the cursor.</summary>
    public static readonly IReadOnlyList<string> Names = ["release", "channel", "destination", "state", "code", "operation", "item", "from", "to"];

    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    /// <summary>Reads an address; what is blank or unknown does not narrow.</summary>
    public static LedgerFilter Read(IQueryCollection query)
    {
        var filter = new LedgerFilter();
        foreach (var name in Names.Append("cursor"))
        {
            if (query[name].ToString().Trim() is { Length: > 0 } value)
                filter.values[name] = value;
        }

        return filter;
    }

    /// <summary>The value of a name; null for none.</summary>
    public string? this[string name] => values.GetValueOrDefault(name);

    /// <summary>Only this state; null for all.</summary>
    public DeliveryState? State => QueryNames.TryRead<DeliveryState>(this["state"], out var state) ? state : null;

    /// <summary>Whether anything narrows the list.</summary>
    public bool IsNarrow => Names.Any(values.ContainsKey);

    /// <summary>Whether something narrows it that stands under 'more'.</summary>
    public bool IsNarrowFurther => values.ContainsKey("code") || values.ContainsKey("operation") || values.ContainsKey("item");

    /// <summary>Which deliveries are meant.</summary>
    public DeliveryFilter ToFilter(DeskClock clock) => new(
        this["release"], this["channel"], this["destination"], State, this["item"], QueryNames.TryRead<DeliveryOperation>(this["operation"], out var operation) ? operation : null,
        QueryNames.TryRead<DeliveryCode>(this["code"], out var code) ? code : null, Day("from") is { } from ? clock.StartOf(from) : null, Day("to") is { } to ? clock.StartOf(to.AddDays(1)) : null);

    /// <summary>The address of the same list in a state, from its beginning.</summary>
    public string Address(DeliveryState? state) => "/admin/deliveries" + Query(state);

    /// <summary>The address of the same list to which a cursor is added.</summary>
    public string Further => Address(State) is var address && address.Contains('?', StringComparison.Ordinal) ? address + "&" : address + "?";

    /// <summary>The address of the same list as a table to save.</summary>
    public string Table => Further + "handler=Table";

    private QueryString Query(DeliveryState? state)
    {
        var query = new QueryBuilder();
        foreach (var name in Names.Where(name => name != "state" && values.ContainsKey(name)))
            query.Add(name, values[name]);
        if (state is { } given)
            query.Add("state", StateLook.Name(given));
        return query.ToQueryString();
    }

    private DateOnly? Day(string name) => TypedTime.DayOf(this[name]) is { } day && day.Year is > 1970 and < 9999 ? day : null;
}
