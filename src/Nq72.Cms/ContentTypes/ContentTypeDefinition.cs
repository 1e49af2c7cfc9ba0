using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Nq72.Cms.ContentTypes;

/// <summary>A content type, as data defines it.</summary>
/// <param name="Name">Stable name: <c>Article</c>.</param>
/// <param name="DisplayName">For people.</param>
/// <param name="Description">Help for editors; empty when there is none.</param>
/// <param name="Parts">The parts it is made of, in order.</param>
/// <param name="Settings">Orchard Core's settings object, kept for export.</param>
public sealed record ContentTypeDefinition(string Name, string DisplayName, string Description, IReadOnlyList<AttachedPart> Parts, JsonObject Settings);

/// <summary>A part on a type.</summary>
/// <param name="PartName">The part's definition.</param>
/// <param name="Name">Its name on this type (differs only for named parts).</param>
/// <param name="Settings">Orchard Core's settings object, kept for export.</param>
public sealed record AttachedPart(string PartName, string Name, JsonObject Settings);

/// <summary>A part: a named group of fields.</summary>
public sealed record ContentPartDefinition(string Name, IReadOnlyList<ContentFieldDefinition> Fields, JsonObject Settings);

/// <summary>A field of a part.</summary>
public sealed record ContentFieldDefinition
{
    /// <summary>Name as in Orchard Core: <c>Body</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Name in our JSON: <c>body</c>.</summary>
    public required string Key { get; init; }

    /// <summary>What it holds.</summary>
    public required FieldKind Kind { get; init; }

    /// <summary>For people.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>Help for editors.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether handing in without it is refused.</summary>
    public bool Required { get; init; }

    /// <summary>Whether the value is an array.</summary>
    public bool Multiple { get; init; }

    /// <summary>Longest text in characters (NFC); null for the kind's own limit.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Content types that a link may point to; empty for any.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Alias of the taxonomy whose terms are allowed; null when the field is no taxonomy field.</summary>
    public string? Taxonomy { get; init; }

    /// <summary>Orchard Core's name of the field's type (<c>MarkdownField</c>), kept for export.</summary>
    [JsonPropertyName("orchardType")]
    public string OrchardType { get; init; } = "";

    /// <summary>Orchard Core's settings object, kept for export.</summary>
    public JsonObject Settings { get; init; } = [];
}
