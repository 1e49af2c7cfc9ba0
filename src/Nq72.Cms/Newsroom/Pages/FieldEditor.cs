using System.Text.Json.Nodes;
using Nq72.Cms.Admin.Components;
using Nq72.Cms.ContentItems;
using Nq72.Cms.ContentTypes;

namespace Nq72.Cms.Newsroom.Pages;

/// <summary>One field of the form.</summary>
/// <param name="Definition">The field.</param>
/// <param name="Value">What it holds; null for nothing.</param>
/// <param name="Page">The page, for what may be chosen from.</param>
public sealed record FieldEditor(ContentFieldDefinition Definition, JsonNode? Value, EditItem Page)
{
    /// <summary>Name in the form and in JSON.</summary>
    public string Name => $"fields.{Definition.Key}";

    /// <summary>The value as text.</summary>
    public string Text => Value?.ToString() ?? "";

    /// <summary>The values of a field that holds several; of one that holds one, that one.</summary>
    public IReadOnlyList<string> Values => [.. ItemLinks.Of(Value)];

    /// <summary>The claims, with one blank row at the end.</summary>
    public IEnumerable<JsonObject> Claims =>
        (Value is JsonArray many ? many.OfType<JsonObject>() : new[] { Value }.OfType<JsonObject>()).Concat(Definition.Multiple || Value is null ? [[]] : Array.Empty<JsonObject>());

    /// <summary>Choices of a taxonomy, place or language field.</summary>
    public IReadOnlyList<Choice> Choices => Definition.Kind switch
    {
        FieldKind.Taxonomy => [.. Page.Terms[Definition.Taxonomy ?? ""]],
        FieldKind.Place => Page.Places,
        _ => Page.Languages,
    };

    /// <summary>Whether the value is one of several words that the verb reads as yes.</summary>
    public bool IsTrue => Text == "true";
}
