using System.Text.Json;
using System.Text.Json.Nodes;
using Nq72.Cms.ContentItems;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Search;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Recipes.Orchard;

/// <summary>
/// A content item in Orchard Core's JSON and in ours, both ways: recipes, export and Orchard's REST routes all go through here. Parts:
/// Title, Autoroute (slug), Localization, PublishLater and ArchiveLater (timeline), our EditorialPart, and the type's own by its definition.
/// </summary>
internal sealed class OrchardItem(ContentType type, OrchardTerms terms, IReadOnlyDictionary<string, ContentPartDefinition> parts)
{
    /// <summary>Our part with what reports and planning need.</summary>
    public const string EditorialPart = "EditorialPart";

    // a translation made from a version of its source that nobody needs to know by name any more
    private const string EarlierVersion = "earlier";

    private static readonly string[] Editorial = ["summary", "tags", "genre", "strand", "audience", "unit", "authority", "campaign", "places", "flags"];

    private static readonly HashSet<string> IdentityMembers = new(StringComparer.OrdinalIgnoreCase)
    {
        "Id", "ContentItemId", "ContentItemVersionId", "ContentType", "DisplayText", "Latest", "Published", "ModifiedUtc", "PublishedUtc", "CreatedUtc", "Owner", "Author",
    };

    // read whether the type has them or not, and of each the members that mean something here
    private static readonly Dictionary<string, string[]> PartsReadHere = new(StringComparer.OrdinalIgnoreCase)
    {
        ["TitlePart"] = ["Title"],
        ["AutoroutePart"] = ["Path"],
        ["LocalizationPart"] = ["LocalizationSet", "Culture", "TranslationOf", "SourceVersionId"],
        ["PublishLaterPart"] = ["ScheduledPublishUtc"],
        ["ArchiveLaterPart"] = ["ScheduledArchiveUtc"],
        [EditorialPart] = [.. Editorial, .. OrchardReview.Members],
    };

    /// <summary>Parts that every item is written with, whether its type names them or not.</summary>
    public static readonly IReadOnlyList<string> PartsOfEveryItem = [.. PartsReadHere.Keys];

    private readonly OrchardFields fields = new(terms);

    /// <summary>The type.</summary>
    public ContentType Type => type;

    /// <summary>Reads an item of this type.</summary>
    /// <param name="item">Orchard Core's JSON.</param>
    /// <param name="defaultLanguage">For an item that says nothing of its language.</param>
    public OrchardDraft Read(JsonObject item, string defaultLanguage)
    {
        var unknown = item.Where(member => !IsUnderstood(member.Key, member.Value) && LeftOut.SaysSomething(member.Value)).Select(member => new LeftOut(member.Key, member.Value)).ToList();
        foreach (var (part, understood) in PartsReadHere)
            AddRest(unknown, part, item.Member(part) as JsonObject, name => understood.Contains(name, StringComparer.OrdinalIgnoreCase));
        var localization = item.Member("LocalizationPart") as JsonObject;
        var lang = localization?.Text("Culture") is { Length: > 0 } culture ? culture : defaultLanguage;
        var body = new JsonObject
        {
            ["type"] = type.Name,
            ["lang"] = lang,
            ["title"] = ((item.Member("TitlePart") as JsonObject)?.Member("Title") ?? item.Member("DisplayText"))?.DeepClone(),
            ["fields"] = ReadFields(item, unknown),
        };
        if ((item.Member("AutoroutePart") as JsonObject)?.Text("Path") is { Length: > 0 } path)
            body["slug"] = SlugOf(path);
        if (localization?.Text("TranslationOf") is { Length: > 0 } source)
            body["translationOf"] = source;
        var editorial = item.Member(EditorialPart) as JsonObject;
        ReadEditorial(editorial, body);
        return new OrchardDraft
        {
            ItemId = item.Text("ContentItemId"),
            VersionId = item.Text("ContentItemVersionId") is { Length: > 0 } version ? version.ToLowerInvariant() : null,
            Lang = lang,
            LocalizationSet = localization?.Text("LocalizationSet") is { Length: > 0 } set ? set : null,
            TranslationOf = body.Text("translationOf"),
            SourceVersionId = localization?.Text("SourceVersionId") is { Length: > 0 } made ? made : null,
            Latest = item.Boolean("Latest") ?? false,
            Published = item.Boolean("Published") ?? false,
            From = Instant(item, "PublishLaterPart", "ScheduledPublishUtc", unknown),
            Until = Instant(item, "ArchiveLaterPart", "ScheduledArchiveUtc", unknown),
            Review = editorial?.Text(OrchardReview.State),
            ReviewNote = editorial?.Text(OrchardReview.Note),
            Correction = editorial?.Text(OrchardReview.Correction) is { Length: > 0 } correction ? correction : null,
            PublishedUtc = item.Text("PublishedUtc") is { } published && Instants.TryParseWire(published, out var appeared) ? appeared : null,
            Body = body,
            Unknown = unknown,
        };
    }

    /// <summary>Writes a version, with where it stands.</summary>
    public JsonObject Write(ContentItem item, ContentVersion version, OrchardPlace place)
    {
        var written = new JsonObject
        {
            ["ContentItemId"] = item.Id,
            ["ContentItemVersionId"] = version.VersionId,
            ["ContentType"] = item.Type,
            ["DisplayText"] = version.Title,
            ["Latest"] = place.Latest,
            ["Published"] = place.Published,
            ["ModifiedUtc"] = version.CreatedAt.ToWire(),
            ["PublishedUtc"] = place.PublishedAt?.ToWire(),
            ["CreatedUtc"] = item.CreatedAt.ToWire(),
            ["Owner"] = item.CreatedBy,
            ["Author"] = version.AuthorName,
        };
        WriteContent(item.Type, version.Read(), written);
        var localization = new JsonObject { ["LocalizationSet"] = item.LocalizationSet, ["Culture"] = item.Lang };
        if (version.SourceItemId is not null)
        {
            localization["TranslationOf"] = version.SourceItemId;
            localization["SourceVersionId"] = place.SourceVersionId ?? EarlierVersion;
        }

        written["LocalizationPart"] = localization;
        if (place.From is { } from)
            written["PublishLaterPart"] = new JsonObject { ["ScheduledPublishUtc"] = from.ToWire() };
        if (place.Until is { } until)
            written["ArchiveLaterPart"] = new JsonObject { ["ScheduledArchiveUtc"] = until.ToWire() };
        if (place is { Published: false, From: null } && version.Review != ReviewState.Draft)
        {
            written[EditorialPart]![OrchardReview.State] = place.RetractedReason is null ? OrchardJson.ToCamel(version.Review.ToString()) : OrchardReview.Retracted;
            if ((place.RetractedReason ?? version.ReviewNote) is { } note)
                written[EditorialPart]![OrchardReview.Note] = note;
        }

        if (place.Correction is { } correction)
            written[EditorialPart]![OrchardReview.Correction] = correction;

        return written;
    }

    /// <summary>Where a field of our JSON stands in Orchard Core's: <c>fields.claims[0]</c> is <c>Article.Claims.Claims[0]</c>.</summary>
    public string PathOf(string field)
    {
        var end = field.AsSpan().IndexOfAny('.', '[');
        var (first, rest) = end < 0 ? (field, "") : (field[..end], field[end..]);
        if (first == "fields" && rest.Length > 1)
        {
            var inside = rest[1..];
            var stop = inside.AsSpan().IndexOfAny('.', '[');
            var (key, tail) = stop < 0 ? (inside, "") : (inside[..stop], inside[stop..]);
            foreach (var part in type.Definition.Parts)
            {
                if (FieldsOf(part).FirstOrDefault(known => known.Key == key) is { } known)
                    return OrchardFields.PathOf(part.Name, known, tail);
            }
        }

        return first switch
        {
            "title" => "TitlePart.Title",
            "slug" => "AutoroutePart.Path",
            "lang" => "LocalizationPart.Culture",
            "translationOf" => "LocalizationPart.TranslationOf",
            "type" => "ContentType",
            "from" => "PublishLaterPart.ScheduledPublishUtc",
            "until" => "ArchiveLaterPart.ScheduledArchiveUtc",
            _ when Editorial.Contains(first, StringComparer.Ordinal) => $"{EditorialPart}.{OrchardJson.ToPascalPath(field)}",
            _ => OrchardJson.ToPascalPath(field),
        };
    }

    private void WriteContent(string typeName, VersionContent content, JsonObject item)
    {
        item["TitlePart"] = new JsonObject { ["Title"] = content.Title };
        // the path of the page: slugs are unique within a type, Orchard Core's paths within the site
        item["AutoroutePart"] = new JsonObject { ["Path"] = $"{typeName.ToLowerInvariant()}/{content.Slug}" };
        var values = (JsonObject)JsonSerializer.SerializeToNode(content, Nq72.Scheduler.Platform.Http.Json.Options)!;
        var editorial = new JsonObject(Editorial.Select(name => KeyValuePair.Create(OrchardJson.ToPascal(name), values[name]?.DeepClone())));
        editorial["Unit"] ??= "";
        editorial["Flags"] = new JsonArray([.. content.Flags.Select(flag => new JsonObject { ["Field"] = FlagToOrchard(flag.Field), ["Note"] = flag.Note })]);
        item[EditorialPart] = editorial;
        foreach (var part in type.Definition.Parts)
        {
            var written = new JsonObject();
            foreach (var field in FieldsOf(part))
            {
                if (content.Fields[field.Key] is not { } value)
                    continue;
                var one = fields.Write(field, value);
                if (OrchardFieldType.Of(field).IsPart)
                    written = one;
                else
                    written[field.Name] = one;
            }

            if (written.Count > 0)
                item[part.Name] = written;
        }
    }

    private JsonObject ReadFields(JsonObject item, List<LeftOut> unknown)
    {
        var values = new JsonObject();
        foreach (var part in type.Definition.Parts)
        {
            if (item.Member(part.Name) is not JsonObject given)
                continue;
            var definitions = FieldsOf(part);
            foreach (var field in definitions)
            {
                var holder = OrchardFieldType.Of(field).IsPart ? given : given.Member(field.Name);
                var at = holder == given ? part.Name : $"{part.Name}.{field.Name}";
                if (holder is JsonObject held)
                {
                    var value = fields.Read(field, held);
                    if (value is not null)
                        values[field.Key] = value;
                    AddRest(unknown, at, held, name => OrchardFieldType.Of(field).Explains(name, LeftOut.SaysSomething(value)));
                }
                else if (LeftOut.SaysSomething(holder))
                {
                    unknown.Add(new(at, holder));
                }
            }

            if (!PartsReadHere.ContainsKey(part.Name) && !definitions.Any(field => OrchardFieldType.Of(field).IsPart))
                AddRest(unknown, part.Name, given, name => definitions.Any(field => Same(field.Name, name)));
        }

        return values;
    }

    private void ReadEditorial(JsonObject? part, JsonObject body)
    {
        foreach (var name in Editorial)
            body[name] = part?.Member(name)?.DeepClone();
        if (body["flags"] is JsonArray flags)
            body["flags"] = new JsonArray([.. flags.Select(ReadFlag)]);
    }

    private JsonNode? ReadFlag(JsonNode? flag) => flag is JsonObject given && given.Text("Field") is { } field
        ? new JsonObject { ["field"] = FlagToOurs(field), ["note"] = given.Member("Note")?.DeepClone() ?? "" }
        : flag?.DeepClone();

    // a flag names a field as the file does; the desk knows it by its place in our JSON
    private string FlagToOurs(string name) => type.Fields.FirstOrDefault(field => field.Name == name) is { } known ? $"fields.{known.Key}" : OrchardJson.ToCamel(name);

    private string FlagToOrchard(string name) =>
        name.StartsWith("fields.", StringComparison.Ordinal) && type.Field(name["fields.".Length..]) is { } known ? known.Name : OrchardJson.ToPascal(name);

    private IReadOnlyList<ContentFieldDefinition> FieldsOf(AttachedPart part) => parts.TryGetValue(part.PartName, out var known) ? known.Fields : [];

    private bool IsUnderstood(string name, JsonNode? value) =>
        IdentityMembers.Contains(name) || ((PartsReadHere.ContainsKey(name) || type.Definition.Parts.Any(part => Same(part.Name, name))) && value is JsonObject);

    private static void AddRest(List<LeftOut> unknown, string at, JsonObject? given, Func<string, bool> isUnderstood) =>
        unknown.AddRange((given ?? []).Where(member => !isUnderstood(member.Key) && LeftOut.SaysSomething(member.Value)).Select(member => new LeftOut($"{at}.{member.Key}", member.Value)));

    private static DateTimeOffset? Instant(JsonObject item, string part, string member, List<LeftOut> unknown)
    {
        if ((item.Member(part) as JsonObject)?.Member(member) is not { } given)
            return null;
        // the member's name says that it is UTC; old exports leave the mark away
        if (given.GetValueKind() == JsonValueKind.String && (Instants.TryParseWire(given.GetValue<string>(), out var instant) || Instants.TryParseWire(given.GetValue<string>() + "Z", out instant)))
            return instant;
        unknown.Add(new($"{part}.{member}", given));
        return null;
    }

    // Orchard Core's paths may have folders and marks; ours is the last part, folded
    private static string SlugOf(string path)
    {
        var last = path.Trim('/').Split('/')[^1];
        return last.All(static character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-') ? last : FoldedText.Slug(last);
    }

    /// <summary>The slug of the whole of Orchard Core's path, for where the last part is another item's: <c>news/post-1</c> is <c>news-post-1</c>.</summary>
    public static string? WholeSlugOf(JsonObject item) =>
        (item.Member("AutoroutePart") as JsonObject)?.Text("Path")?.Trim('/') is { } path && path.Contains('/', StringComparison.Ordinal) ? FoldedText.Slug(path.Replace('/', ' ')) : null;

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
