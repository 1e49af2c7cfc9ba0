using System.Globalization;
using System.Text.Json.Nodes;
using Nq72.Cms.ContentTypes;

namespace Nq72.Cms.Recipes.Orchard;

/// <summary>Content types and parts in Orchard Core's form and in ours, both ways.</summary>
/// <param name="taxonomyAlias">The alias of the taxonomy with an Orchard Core id; null when there is none.</param>
internal sealed class OrchardDefinitions(Func<string, string?> taxonomyAlias)
{
    private const string TypeSettings = "ContentTypeSettings";
    private const string FieldSettings = "ContentPartFieldSettings";
    private const string OurSettings = "Nq72FieldSettings";

    /// <summary>A record of <c>ContentTypes</c>. Parts that the type has already and the record does not name stay, as in Orchard Core.</summary>
    public static ContentTypeDefinition ReadType(RecipeObject record, ContentTypeDefinition? before)
    {
        var name = record.RequiredText("Name");
        var settings = record.Object("Settings")?.Node.DeepClone().AsObject() ?? before?.Settings ?? [];
        var parts = record.Objects("ContentTypePartDefinitionRecords").Select(ReadPart).ToList();
        var kept = (before?.Parts ?? []).Where(part => !parts.Exists(given => given.Name == part.Name));
        return new ContentTypeDefinition(
            name,
            record.Text("DisplayName") is { Length: > 0 } display ? display : before?.DisplayName ?? name,
            (settings.Member("ContentTypeSettings") as JsonObject)?.Text("Description") ?? "",
            [.. kept, .. parts],
            settings);
    }

    /// <summary>A record of <c>ContentParts</c>; fields of types that we cannot keep are left out and told of.</summary>
    public ContentPartDefinition ReadPart(RecipeObject record, ContentPartDefinition? before, Action<string> note)
    {
        var name = record.RequiredText("Name");
        var settings = record.Object("Settings")?.Node.DeepClone().AsObject() ?? before?.Settings ?? [];
        var fields = new List<ContentFieldDefinition>();
        foreach (var given in record.Objects("ContentPartFieldDefinitionRecords"))
        {
            var type = given.RequiredText("FieldName");
            var field = given.RequiredText("Name");
            if (OrchardFieldType.Find(type) is { } known)
                fields.Add(ReadField(given, field, known));
            else if (type.Length > 0)
                note($"{given.Path}: chưa giữ được trường kiểu {type} ({name}.{field}), bỏ qua. / Fields of the type {type} are not kept.");
        }

        var kept = (before?.Fields ?? []).Where(known => !fields.Exists(given => given.Name == known.Name));
        return new ContentPartDefinition(name, [.. kept.Concat(fields).OrderBy(PositionOf)], settings);
    }

    /// <summary>A type as a record of <c>ContentTypes</c>.</summary>
    public static JsonObject Write(ContentTypeDefinition type)
    {
        var settings = type.Settings.DeepClone().AsObject();
        if (settings.Member(TypeSettings) is null && settings.Member("Creatable") is null)
            settings[TypeSettings] = new JsonObject { ["Creatable"] = true, ["Listable"] = true, ["Draftable"] = true, ["Versionable"] = true, ["Securable"] = true, ["Description"] = type.Description };
        // every item has these here; Orchard Core only handles parts that the type names
        var own = type.Parts.Select(part => part.PartName).ToHashSet(StringComparer.Ordinal);
        var parts = type.Parts.Concat(OrchardItem.PartsOfEveryItem.Where(part => !own.Contains(part)).Select(part => new AttachedPart(part, part, [])));
        return new JsonObject
        {
            ["Name"] = type.Name,
            ["DisplayName"] = type.DisplayName,
            ["Settings"] = settings,
            ["ContentTypePartDefinitionRecords"] = new JsonArray([.. parts.Select(part => new JsonObject { ["PartName"] = part.PartName, ["Name"] = part.Name, ["Settings"] = part.Settings.DeepClone() })]),
        };
    }

    /// <summary>A part as a record of <c>ContentParts</c>.</summary>
    /// <param name="part">The part.</param>
    /// <param name="taxonomyId">The Orchard Core id of the taxonomy with an alias; null when there is none.</param>
    public static JsonObject Write(ContentPartDefinition part, Func<string, string?> taxonomyId) => new()
    {
        ["Name"] = part.Name,
        ["Settings"] = part.Settings.DeepClone(),
        // Orchard Core's own body parts have no fields there
        ["ContentPartFieldDefinitionRecords"] = new JsonArray([.. part.Fields.Where(field => !OrchardFieldType.Of(field).IsPart).Select(field => Write(field, taxonomyId))]),
    };

    private static AttachedPart ReadPart(RecipeObject record)
    {
        var part = record.RequiredText("PartName");
        return new AttachedPart(part, record.Text("Name") is { Length: > 0 } name ? name : part, record.Object("Settings")?.Node.DeepClone().AsObject() ?? []);
    }

    private ContentFieldDefinition ReadField(RecipeObject record, string name, OrchardFieldType type)
    {
        var settings = record.Object("Settings")?.Node.DeepClone().AsObject() ?? [];
        var general = settings.Member(FieldSettings) as JsonObject ?? settings;
        var ours = settings.Member(OurSettings) as JsonObject ?? [];
        // Orchard Core keeps these beside, under the field type's own name
        var stock = settings.Member($"{type.Name}Settings") as JsonObject ?? [];
        return new ContentFieldDefinition
        {
            Name = name,
            Key = OrchardJson.ToCamel(name),
            Kind = type.Kind,
            DisplayName = general.Text("DisplayName") is { Length: > 0 } display ? display : name,
            Description = general.Text("Description") ?? stock.Text("Hint") ?? "",
            Required = ours.Boolean("Required") ?? stock.Boolean("Required") ?? false,
            Multiple = ours.Boolean("Multiple") ?? stock.Boolean("Multiple") ?? IsListByNature(type, stock),
            MaxLength = ours.Member("MaxLength") is JsonValue length && length.TryGetValue<int>(out var most) ? most : null,
            Types = Texts(ours.Member("Types")) ?? Texts(stock.Member("DisplayedContentTypes")) ?? [],
            Taxonomy = type.Kind == FieldKind.Taxonomy ? ours.Text("Taxonomy") ?? taxonomyAlias(stock.Text("TaxonomyContentItemId") ?? "") : null,
            OrchardType = type.Name,
            Settings = settings,
        };
    }

    // the defaults of Orchard Core's own settings
    private static bool IsListByNature(OrchardFieldType type, JsonObject stock) => type.Name switch
    {
        "MultiTextField" => true,
        "MediaField" => stock.Count > 0,
        "TaxonomyField" => stock.Count > 0 && stock.Boolean("Unique") != true,
        _ => false,
    };

    private static JsonObject Write(ContentFieldDefinition field, Func<string, string?> taxonomyId)
    {
        var settings = field.Settings.DeepClone().AsObject();
        if (settings.Member(FieldSettings) is null)
            settings[FieldSettings] = new JsonObject { ["DisplayName"] = field.DisplayName, ["Description"] = field.Description };
        if (settings.Member(OurSettings) is null)
            settings[OurSettings] = Ours(field);
        var type = OrchardFieldType.Of(field);
        if (type.IsStock && settings.Member($"{type.Name}Settings") is null)
            settings[$"{type.Name}Settings"] = Stock(field, taxonomyId);
        return new JsonObject { ["FieldName"] = OrchardFieldType.Of(field).Name, ["Name"] = field.Name, ["Settings"] = settings };
    }

    // what Orchard Core's own editor of the field goes by
    private static JsonObject Stock(ContentFieldDefinition field, Func<string, string?> taxonomyId)
    {
        var stock = new JsonObject { ["Required"] = field.Required };
        if (field.Description.Length > 0)
            stock["Hint"] = field.Description;
        switch (field.Kind)
        {
            case FieldKind.Media:
                stock["Multiple"] = field.Multiple;
                break;
            case FieldKind.ContentLink:
                stock["Multiple"] = field.Multiple;
                stock["DisplayAllContentTypes"] = field.Types.Count == 0;
                stock["DisplayedContentTypes"] = new JsonArray([.. field.Types.Select(name => JsonValue.Create(name))]);
                break;
            case FieldKind.Taxonomy:
                stock["Unique"] = !field.Multiple;
                stock["TaxonomyContentItemId"] = taxonomyId(field.Taxonomy ?? "") ?? "";
                break;
        }

        return stock;
    }

    private static JsonObject Ours(ContentFieldDefinition field)
    {
        var ours = new JsonObject { ["Required"] = field.Required, ["Multiple"] = field.Multiple };
        if (field.MaxLength is { } length)
            ours["MaxLength"] = length;
        if (field.Types.Count > 0)
            ours["Types"] = new JsonArray([.. field.Types.Select(type => JsonValue.Create(type))]);
        if (field.Taxonomy is { } taxonomy)
            ours["Taxonomy"] = taxonomy;
        return ours;
    }

    // a position is a text in Orchard Core, and may have parts after a dot or a colon
    private static double PositionOf(ContentFieldDefinition field) =>
        (field.Settings.Member(FieldSettings) as JsonObject)?.Text("Position") is { } text
        && double.TryParse(text.Split(':')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var position) ? position : double.MaxValue;

    private static List<string>? Texts(JsonNode? value) =>
        value is JsonArray array ? [.. array.OfType<JsonValue>().Where(element => element.TryGetValue<string>(out _)).Select(element => element.GetValue<string>())] : null;
}
