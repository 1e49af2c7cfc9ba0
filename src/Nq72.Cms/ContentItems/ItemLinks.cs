using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nq72.Cms.ContentItems;

/// <summary>Reads the ids out of a link field's value, one or many.</summary>
public static class ItemLinks
{
    /// <summary>The ids, in order; empty for an absent value.</summary>
    public static IEnumerable<string> Of(JsonNode? value) => value switch
    {
        JsonArray many => many.SelectMany(Of),
        JsonValue one when one.GetValueKind() == JsonValueKind.String => [one.GetValue<string>()],
        _ => [],
    };
}
