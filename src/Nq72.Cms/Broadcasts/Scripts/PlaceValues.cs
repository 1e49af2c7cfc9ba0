using System.Globalization;
using System.Text.Json.Nodes;
using Nq72.Cms.Places;

namespace Nq72.Cms.Broadcasts.Scripts;

/// <summary>What stands for the blanks of fixed sentences.</summary>
/// <param name="Place">Kind and name of the commune.</param>
/// <param name="Station">Telephone of its health station; null where nobody gave it.</param>
/// <param name="Day">The day of the broadcast.</param>
/// <param name="Slot">Name of the slot.</param>
public sealed record PlaceValues(string Place, string? Station, DateOnly Day, string Slot)
{
    /// <summary>The fact of a place that holds its health station's telephone.</summary>
    public const string StationFact = "healthStationPhone";

    /// <summary>The values of a commune.</summary>
    public static PlaceValues Of(Place place, DateOnly day, string slot) =>
        new(place.FullName, JsonNode.Parse(place.Facts)?[StationFact] is JsonValue fact && fact.TryGetValue<string>(out var phone) && phone.Trim().Length > 0 ? phone.Trim() : null, day, slot);

    /// <summary>A sentence with its blanks filled; what is not known stays in ⟦ ⟧.</summary>
    public string Fill(string sentence, string authority = "", string title = "") => sentence
        .Replace("{place}", Place, StringComparison.Ordinal)
        .Replace("{station}", Station ?? "⟦station⟧", StringComparison.Ordinal)
        .Replace("{date}", Day.ToString("d/M/yyyy", CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{slot}", Slot, StringComparison.Ordinal)
        .Replace("{authority}", authority, StringComparison.Ordinal)
        .Replace("{title}", title, StringComparison.Ordinal);
}
