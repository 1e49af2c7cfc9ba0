using Nq72.Cms.ContentTypes;

namespace Nq72.Cms.Recipes.Orchard;

/// <summary>A field type of Orchard Core, or one of ours in its form: what it holds, and in which member.</summary>
/// <param name="Name">As in <c>FieldName</c>: <c>MarkdownField</c>.</param>
/// <param name="Kind">Our kind.</param>
/// <param name="Member">The member of the field's object that holds the value.</param>
/// <param name="IsList">Whether that member is a list even when the field holds one value.</param>
internal sealed record OrchardFieldType(string Name, FieldKind Kind, string Member, bool IsList = false)
{
    private static readonly Dictionary<string, OrchardFieldType> Types = new OrchardFieldType[]
    {
        new("TextField", FieldKind.Text, "Text"),
        new("MultiTextField", FieldKind.Text, "Values", IsList: true),
        new("MarkdownField", FieldKind.Markdown, "Markdown"),
        new("HtmlField", FieldKind.Html, "Html"),
        new("NumericField", FieldKind.Number, "Value"),
        new("BooleanField", FieldKind.Boolean, "Value"),
        new("DateField", FieldKind.Date, "Value"),
        // an instant or a time of day is kept as the text it is written as
        new("DateTimeField", FieldKind.Text, "Value"),
        new("TimeField", FieldKind.Text, "Value"),
        new("MediaField", FieldKind.Media, "Paths", IsList: true),
        new("ContentPickerField", FieldKind.ContentLink, "ContentItemIds", IsList: true),
        new("TaxonomyField", FieldKind.Taxonomy, "TermContentItemIds", IsList: true) { Known = "TaxonomyContentItemId", Repeats = "TagNames" },
        // the address; the words of the link have no place
        new("LinkField", FieldKind.Text, "Url"),
        new("PlaceField", FieldKind.Place, "Codes", IsList: true),
        new("LanguageField", FieldKind.Language, "Tag"),
        new("ClaimField", FieldKind.Claim, "Claims", IsList: true),
        // the parts of Orchard that hold one text and no fields; see BodyParts
        new("MarkdownBodyPart", FieldKind.Markdown, "Markdown"),
        new("HtmlBodyPart", FieldKind.Html, "Html"),
    }.ToDictionary(type => type.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Parts of Orchard whose payload we keep, as a part with one field of the part's name without <c>Part</c>.</summary>
    public static readonly IReadOnlyDictionary<string, ContentPartDefinition> BodyParts = new[] { "MarkdownBodyPart", "HtmlBodyPart" }
        .ToDictionary(part => part, BodyPart, StringComparer.Ordinal);

    /// <summary>The type of that name; null when we cannot keep its values.</summary>
    public static OrchardFieldType? Find(string name) => Types.GetValueOrDefault(name);

    /// <summary>The type that a field was defined with; fields of our own making get the one that fits.</summary>
    public static OrchardFieldType Of(ContentFieldDefinition field) =>
        Find(field.OrchardType) ?? Types.Values.First(type => type.Kind == field.Kind);

    /// <summary>A further member, which the field's definition says already; null for none.</summary>
    public string? Known { get; private init; }

    /// <summary>A further member, which says the value once more in other words; null for none.</summary>
    public string? Repeats { get; private init; }

    /// <summary>Whether a member of the field's object is read, or need not be.</summary>
    public bool Explains(string member, bool hasValue) =>
        Same(member, Member) || Same(member, Known) || (hasValue && Same(member, Repeats));

    /// <summary>Whether Orchard Core has it.</summary>
    public bool IsStock => !IsPart && Kind is not (FieldKind.Place or FieldKind.Language or FieldKind.Claim);

    /// <summary>Whether the value stands in the part itself, not in an object of the field's name.</summary>
    public bool IsPart => Name.EndsWith("Part", StringComparison.Ordinal);

    private static bool Same(string left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static ContentPartDefinition BodyPart(string part)
    {
        var name = part[..^"Part".Length];
        var field = new ContentFieldDefinition { Name = name, Key = OrchardJson.ToCamel(name), Kind = Types[part].Kind, OrchardType = part, DisplayName = "Nội dung" };
        return new ContentPartDefinition(part, [field], []);
    }
}
