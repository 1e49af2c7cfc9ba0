using System.Text.Json.Nodes;

namespace Nq72.Cms.ContentTypes;

/// <summary>A content type as integrations read it.</summary>
/// <param name="Name">Stable name: <c>Article</c>.</param>
/// <param name="DisplayName">For people.</param>
/// <param name="Description">Help for editors; empty when there is none.</param>
/// <param name="Parts">Names of the parts it is made of, in order.</param>
/// <param name="Fields">What an item of it may hold.</param>
/// <param name="Schema">The JSON Schema (draft 2020-12) of what is saved.</param>
public sealed record ContentTypeView(string Name, string DisplayName, string Description, IReadOnlyList<string> Parts, IReadOnlyList<ContentFieldView> Fields, JsonObject Schema)
{
    /// <summary>A type as it is shown.</summary>
    public static ContentTypeView Of(ContentType type) => new(
        type.Name, type.Definition.DisplayName, type.Definition.Description, [.. type.Definition.Parts.Select(part => part.PartName)],
        [.. type.Fields.Select(field => new ContentFieldView(
            field.Key, field.Kind, field.DisplayName, field.Description, field.Required, field.Multiple, field.MaxLength, field.Types, field.Taxonomy))],
        ItemSchema.Of(type));
}

/// <summary>A field of a type.</summary>
/// <param name="Name">Name in our JSON: <c>body</c>.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="DisplayName">For people.</param>
/// <param name="Description">Help for editors.</param>
/// <param name="Required">Whether handing in without it is refused.</param>
/// <param name="Multiple">Whether the value is an array.</param>
/// <param name="MaxLength">Longest text in characters (NFC); null for the kind's own limit.</param>
/// <param name="Types">Content types that a link may point to; empty for any.</param>
/// <param name="Taxonomy">Alias of the taxonomy whose terms are allowed; null when the field is no taxonomy field.</param>
public sealed record ContentFieldView(
    string Name, FieldKind Kind, string DisplayName, string Description, bool Required, bool Multiple, int? MaxLength, IReadOnlyList<string> Types, string? Taxonomy);
