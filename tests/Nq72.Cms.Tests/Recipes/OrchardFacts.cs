namespace Nq72.Cms.Tests.Recipes;

/// <summary>
/// How Orchard Core spells things, written down from its documentation and its classes, apart from the code that writes exports: two who read
/// the same sources must agree. Source: OrchardCore.Recipes, .Contents, .ContentTypes, .ContentFields, .Taxonomies, .ContentLocalization.
/// </summary>
internal static class OrchardFacts
{
    /// <summary>Letters of an id of 26.</summary>
    public const string IdPattern = "^[0-9a-hjkmnp-tv-z]{26}$";

    /// <summary>A path: no slash in front, none of the characters that AutoroutePart refuses.</summary>
    public const string PathPattern = @"^[^/:?#\[\]@!$&'()*+,.;=<>\\|%\s][^:?#\[\]@!$&'()*+,.;=<>\\|%\s]*$";

    /// <summary>Members of a content item besides its parts.</summary>
    public static readonly IReadOnlySet<string> ItemMembers = Set(
        "ContentItemId", "ContentItemVersionId", "ContentType", "DisplayText", "Latest", "Published", "ModifiedUtc", "PublishedUtc", "CreatedUtc", "Owner", "Author");

    /// <summary>Steps that a stock installation carries out; others it passes over without a word.</summary>
    public static readonly IReadOnlySet<string> Steps = Set("feature", "settings", "Roles", "ContentDefinition", "content");

    /// <summary>Its parts that we write, with their members.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Parts = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["TitlePart"] = ["Title"],
        ["AutoroutePart"] = ["Path"],
        ["AliasPart"] = ["Alias"],
        ["HtmlBodyPart"] = ["Html"],
        ["MarkdownBodyPart"] = ["Markdown"],
        // the other two are ours; a class of its own keeps what it does not know
        ["LocalizationPart"] = ["LocalizationSet", "Culture", "TranslationOf", "SourceVersionId"],
        ["PublishLaterPart"] = ["ScheduledPublishUtc"],
        ["ArchiveLaterPart"] = ["ScheduledArchiveUtc"],
        ["TaxonomyPart"] = ["TermContentType", "Terms"],
    };

    /// <summary>Members of each field type.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Fields = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["TextField"] = ["Text"],
        ["MultiTextField"] = ["Values"],
        ["HtmlField"] = ["Html"],
        ["MarkdownField"] = ["Markdown"],
        ["BooleanField"] = ["Value"],
        ["NumericField"] = ["Value"],
        ["DateField"] = ["Value"],
        ["DateTimeField"] = ["Value"],
        ["TimeField"] = ["Value"],
        ["LinkField"] = ["Url"],
        ["ContentPickerField"] = ["ContentItemIds"],
        ["MediaField"] = ["Paths"],
        ["TaxonomyField"] = ["TaxonomyContentItemId", "TermContentItemIds"],
    };

    /// <summary>Fields of our own; Orchard Core keeps their JSON and shows no editor.</summary>
    public static readonly IReadOnlySet<string> OurFields = Set("PlaceField", "LanguageField", "ClaimField");

    /// <summary>Members of fields that hold lists.</summary>
    public static readonly IReadOnlySet<string> Lists = Set("ContentItemIds", "Paths", "TermContentItemIds", "Values");

    private static HashSet<string> Set(params string[] names) => new(names, StringComparer.Ordinal);
}
