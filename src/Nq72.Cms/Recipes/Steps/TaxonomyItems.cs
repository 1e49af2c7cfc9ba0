using System.Text.Json.Nodes;
using Nq72.Cms.Recipes.Orchard;
using Nq72.Cms.Search;
using Nq72.Cms.Taxonomies;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Recipes.Steps;

/// <summary>Orchard Core's Taxonomy items as our taxonomies, both ways.</summary>
internal static class TaxonomyItems
{
    /// <summary>The content type of a taxonomy.</summary>
    public const string TypeName = "Taxonomy";

    /// <summary>The content type of a term in what we write.</summary>
    public const string TermTypeName = "Term";

    // of these all is read, or says nothing here; AutoroutePart: terms have no pages
    private static readonly HashSet<string> Understood = new(StringComparer.OrdinalIgnoreCase)
    {
        "ContentItemId", "ContentItemVersionId", "ContentType", "DisplayText", "Latest", "Published", "ModifiedUtc", "PublishedUtc", "CreatedUtc", "Owner", "Author",
        "TitlePart", "AliasPart", "AutoroutePart", "TaxonomyPart", "TermPart", "Terms",
    };

    // leaves room for a number
    private const int MaxStem = 90;

    /// <summary>The name that a taxonomy's item has in JSON: its alias, or its title folded.</summary>
    public static string AliasOf(JsonObject item) =>
        (item.Member("AliasPart") as JsonObject)?.Text("Alias") is { Length: > 0 } alias ? alias : FoldedText.Slug(TitleOf(item));

    /// <summary>Reads a taxonomy. Terms below terms are taken in one row.</summary>
    public static PutTaxonomies.Input Read(RecipeObject item, Action<string> note)
    {
        var id = item.RequiredText("ContentItemId");
        if (id.Length > 0 && !ContentIds.IsValid(id))
            item.Error("ContentItemId", "contentItemId", $"'{id}' không phải mã nội dung gồm 26 ký tự.", $"'{id}' is not a content item's id of 26 characters.");
        var terms = new List<PutTaxonomies.TermInput>();
        NoteRest(item, note);
        if (item.Object("TaxonomyPart") is { } part)
            Read(part, terms, note);
        return new PutTaxonomies.Input(AliasOf(item.Node), TitleOf(item.Node), id, terms);
    }

    /// <summary>A taxonomy as an item. Its version id hangs on its id: it has no versions here.</summary>
    public static JsonObject Write(Taxonomy taxonomy, IEnumerable<Term> terms) => new()
    {
        ["ContentItemId"] = taxonomy.ContentItemId,
        ["ContentItemVersionId"] = ContentIds.Of($"taxonomy\n{taxonomy.ContentItemId}"),
        ["ContentType"] = TypeName,
        ["DisplayText"] = taxonomy.Title,
        ["Latest"] = true,
        ["Published"] = true,
        ["TitlePart"] = new JsonObject { ["Title"] = taxonomy.Title },
        ["AliasPart"] = new JsonObject { ["Alias"] = taxonomy.Alias },
        ["TaxonomyPart"] = new JsonObject { ["TermContentType"] = TermTypeName, ["Terms"] = new JsonArray([.. terms.Select(term => Write(taxonomy, term))]) },
    };

    /// <summary>The record of the terms' type: Orchard Core shows and edits terms by it; here it is built in.</summary>
    public static JsonObject TermType() => new()
    {
        ["Name"] = TermTypeName,
        ["DisplayName"] = TermTypeName,
        ["Settings"] = new JsonObject(),
        ["ContentTypePartDefinitionRecords"] = new JsonArray(new JsonObject { ["PartName"] = "TitlePart", ["Name"] = "TitlePart", ["Settings"] = new JsonObject() }),
    };

    /// <summary>The place of a verb's field in the file; the verb counts taxonomies and terms, the file nests them.</summary>
    public static string PlaceOf(string field) => field switch
    {
        "alias" => "AliasPart.Alias",
        "title" => "TitlePart.Title",
        _ when field.StartsWith("terms[", StringComparison.Ordinal) => "TaxonomyPart.Terms" + field["terms".Length..field.IndexOf('.', StringComparison.Ordinal)]
            + (field.EndsWith(".key", StringComparison.Ordinal) ? ".TermPart.Key" : ".TitlePart.Title"),
        _ => OrchardJson.ToPascalPath(field),
    };

    private static JsonObject Write(Taxonomy taxonomy, Term term)
    {
        var part = new JsonObject { ["TaxonomyContentItemId"] = taxonomy.ContentItemId, ["Key"] = term.Key };
        if (term.Description.Length > 0)
            part["Description"] = term.Description;
        return new JsonObject
        {
            ["ContentItemId"] = term.ContentItemId,
            ["ContentType"] = TermTypeName,
            ["DisplayText"] = term.Title,
            ["TitlePart"] = new JsonObject { ["Title"] = term.Title },
            ["TermPart"] = part,
        };
    }

    private static void Read(RecipeObject holder, List<PutTaxonomies.TermInput> terms, Action<string> note)
    {
        foreach (var term in holder.Objects("Terms"))
        {
            var id = term.RequiredText("ContentItemId");
            if (id.Length > 0 && !ContentIds.IsValid(id))
                term.Error("ContentItemId", "contentItemId", $"'{id}' không phải mã nội dung gồm 26 ký tự.", $"'{id}' is not a content item's id of 26 characters.");
            NoteRest(term, note);
            var title = TitleOf(term.Node);
            var part = term.Object("TermPart");
            var key = part?.Text("Key") is { Length: > 0 } given ? given : FreeKey(FoldedText.Slug(title, MaxStem), terms);
            terms.Add(new PutTaxonomies.TermInput(key, title, part?.Text("Description") ?? "", id));
            if (term.Any("Terms") is JsonArray { Count: > 0 })
            {
                note($"{term.Path}: các mục con được xếp ngang hàng. / Terms below terms are kept in one row.");
                Read(term, terms, note);
            }
        }
    }

    // in a tree the same title may stand below two parents
    private static string FreeKey(string stem, List<PutTaxonomies.TermInput> terms)
    {
        var key = stem;
        for (var n = 2; terms.Exists(term => term.Key == key); n++)
            key = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{stem}-{n}");
        return key;
    }

    private static void NoteRest(RecipeObject item, Action<string> note)
    {
        foreach (var (name, value) in item.Node.Where(member => !Understood.Contains(member.Key) && LeftOut.SaysSomething(member.Value)))
            note($"{item.Path}.{name}: mục phân loại không giữ được, bỏ qua. / Not kept of taxonomies and terms; left out.");
    }

    private static string TitleOf(JsonObject item) => ((item.Member("TitlePart") as JsonObject)?.Text("Title") ?? item.Text("DisplayText") ?? "").Trim();
}
