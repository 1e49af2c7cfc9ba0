using System.Text.Json;
using System.Text.Json.Nodes;
using Nq72.Cms.ContentTypes;
using Nq72.Scheduler.Platform.Problems;

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

    /// <summary>The ids in all link fields of a type.</summary>
    public static IEnumerable<(ContentFieldDefinition Field, string Id)> Of(ContentType type, JsonObject? fields) => type.Fields.Where(field => field.Kind == FieldKind.ContentLink)
        .SelectMany(field => Of(fields?[field.Key]).Select(id => (field, id)));

    /// <summary>An error for each link that leads nowhere, or to an item of a type that the field does not take.</summary>
    /// <param name="type">The type.</param>
    /// <param name="fields">The values.</param>
    /// <param name="targets">The types of the items that there are, by their ids.</param>
    public static IEnumerable<FieldError> Dangling(ContentType type, JsonObject fields, IReadOnlyDictionary<string, string> targets)
    {
        foreach (var (field, link) in Of(type, fields))
        {
            if (!targets.TryGetValue(link, out var target))
                yield return new($"fields.{field.Key}", "unknownItem", new($"'{field.DisplayName}': không có nội dung '{link}'.", $"'{field.DisplayName}': there is no item '{link}'."));
            else if (field.Types.Count > 0 && !field.Types.Contains(target))
                yield return new($"fields.{field.Key}", "wrongType", new($"'{field.DisplayName}' không trỏ tới kiểu {target} được.", $"'{field.DisplayName}' cannot point to the type {target}."));
        }
    }
}
