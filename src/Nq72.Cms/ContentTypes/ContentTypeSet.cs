namespace Nq72.Cms.ContentTypes;

/// <summary>The content types at one moment. Immutable.</summary>
public sealed class ContentTypeSet
{
    private readonly Dictionary<string, ContentType> types;

    public ContentTypeSet(long epoch, IEnumerable<ContentTypeDefinition> definitions, IEnumerable<ContentPartDefinition> parts)
    {
        Epoch = epoch;
        Parts = parts.ToDictionary(part => part.Name, StringComparer.Ordinal);
        types = definitions
            .Select(definition => new ContentType(definition, [.. definition.Parts.SelectMany(part => Parts.TryGetValue(part.PartName, out var known) ? known.Fields : [])]))
            .ToDictionary(type => type.Definition.Name, StringComparer.Ordinal);
    }

    /// <summary>The epoch at which these were read.</summary>
    public long Epoch { get; }

    /// <summary>Parts by name.</summary>
    public IReadOnlyDictionary<string, ContentPartDefinition> Parts { get; }

    /// <summary>All types, by name.</summary>
    public IEnumerable<ContentType> All => types.Values.OrderBy(type => type.Definition.Name, StringComparer.Ordinal);

    /// <summary>The type of that name; null when there is none. Names are case-sensitive.</summary>
    public ContentType? Find(string? name) => name is not null && types.TryGetValue(name, out var type) ? type : null;
}

/// <summary>A content type with the fields of all its parts.</summary>
public sealed record ContentType(ContentTypeDefinition Definition, IReadOnlyList<ContentFieldDefinition> Fields)
{
    /// <summary>Stable name.</summary>
    public string Name => Definition.Name;

    /// <summary>The field of that key in our JSON; null when the type has none.</summary>
    public ContentFieldDefinition? Field(string key) => Fields.FirstOrDefault(field => field.Key == key);
}
