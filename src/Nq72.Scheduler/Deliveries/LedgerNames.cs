using Microsoft.AspNetCore.Mvc;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Deliveries;

/// <summary>What a query string says of the deliveries that are meant; what is not said does not narrow.</summary>
/// <param name="Release">Id of the release.</param>
/// <param name="Channel">Name of the channel.</param>
/// <param name="Destination">Key of the destination.</param>
/// <param name="State">The state.</param>
/// <param name="Item">The item.</param>
/// <param name="Operation">Publish, correct or retract.</param>
/// <param name="Code">Why it is where it is.</param>
/// <param name="From">Due then or later, an instant.</param>
/// <param name="Until">Due before, an instant.</param>
internal sealed record LedgerNames(
    [FromQuery(Name = "release")] string? Release, [FromQuery(Name = "channel")] string? Channel, [FromQuery(Name = "destination")] string? Destination, [FromQuery(Name = "state")] string? State,
    [FromQuery(Name = "item")] string? Item, [FromQuery(Name = "operation")] string? Operation, [FromQuery(Name = "code")] string? Code, [FromQuery(Name = "from")] string? From, [FromQuery(Name = "until")] string? Until)
{
    /// <summary>The filter; 400 with the name of what has no such value.</summary>
    public Outcome<DeliveryFilter> Read()
    {
        if (!QueryNames.TryRead<DeliveryState>(State, out var state))
            return Unknown("state", State);
        if (!QueryNames.TryRead<DeliveryOperation>(Operation, out var operation))
            return Unknown("operation", Operation);
        if (!QueryNames.TryRead<DeliveryCode>(Code, out var code))
            return Unknown("code", Code);
        if (!TryRead(From, out var from))
            return Unknown("from", From);
        if (!TryRead(Until, out var until))
            return Unknown("until", Until);
        return new DeliveryFilter(Release, Channel, Destination, state, Item, operation, code, from, until);
    }

    private static bool TryRead(string? text, out DateTimeOffset? value)
    {
        value = null;
        if (text is null)
            return true;
        if (!Instants.TryParseWire(text, out var instant))
            return false;
        value = instant;
        return true;
    }

    private static Problem Unknown(string field, string? value) =>
        Problem.Malformed(field, new($"{field} không có giá trị '{value}'.", $"{field} has no value '{value}'."));
}
