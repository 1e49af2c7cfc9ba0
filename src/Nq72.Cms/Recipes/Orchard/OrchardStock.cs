using System.Text.Json.Nodes;
using Nq72.Cms.Recipes.Steps;

namespace Nq72.Cms.Recipes.Orchard;

/// <summary>What a stock Orchard Core has and this house has no place for: widgets, menus, the types of terms. Recipes that use it still run.</summary>
internal static class OrchardStock
{
    // its modules define these themselves: recipes use them without defining them. Source: the migrations of OrchardCore.Menu and OrchardCore.Forms
    private static readonly HashSet<string> OwnTypes = new(StringComparer.Ordinal) { "Menu", "ContentMenuItem", "LinkMenuItem", "HtmlMenuItem", "Form" };

    // they hold nothing that readers see; what does stand in one is told of with its item
    private static readonly HashSet<string> SilentParts = new(StringComparer.Ordinal) { "CommonPart", "AliasPart", "TaxonomyPart", "TermPart" };

    /// <summary>The stereotype of a type's record: <c>Widget</c>, <c>MenuItem</c>, <c>CustomSettings</c>; null for content.</summary>
    public static string? StereotypeOf(JsonObject? settings) =>
        ((settings?.Member("ContentTypeSettings") as JsonObject)?.Text("Stereotype") ?? settings?.Text("Stereotype")) is { Length: > 0 } stereotype ? stereotype : null;

    /// <summary>Why a type of the recipe is no content type here, Vietnamese / English; null when it is one. Empty when nothing need be said of it.</summary>
    public static string? WhyNoContent(Recipe recipe, JsonObject type)
    {
        var name = type.Text("Name") ?? "";
        if (name is TaxonomyItems.TypeName or TaxonomyItems.TermTypeName)
            return "";
        if (StereotypeOf(type.Member("Settings") as JsonObject) is { } stereotype)
            return $"kiểu '{name}' là {stereotype}, không phải nội dung đứng riêng, bỏ qua. / The type is a {stereotype}, not content of its own; left out.";
        return IsOfTerms(recipe, name) ? $"kiểu '{name}' chỉ là kiểu của mục phân loại, bỏ qua. / The type is that of a taxonomy's terms; left out." : null;
    }

    /// <summary>Whether an item of the recipe is none that readers could be shown: a widget of a layer, a menu, something of a type that is a widget.</summary>
    public static bool IsNoContent(Recipe recipe, JsonObject item)
    {
        var type = item.Text("ContentType") ?? "";
        return OwnTypes.Contains(type) || item.Member("LayerMetadata") is JsonObject
            || Types(recipe).Any(known => known.Text("Name") == type && WhyNoContent(recipe, known) is not null);
    }

    /// <summary>Whether what a part holds has no place here, and that need be said: neither its fields nor it itself is known.</summary>
    public static bool IsWithoutPlace(string part, Func<string, bool> hasFields) =>
        !SilentParts.Contains(part) && !OrchardItem.PartsOfEveryItem.Contains(part) && !OrchardFieldType.BodyParts.ContainsKey(part) && !hasFields(part);

    private static bool IsOfTerms(Recipe recipe, string type) =>
        List(recipe, ContentStep.Name, "data").Any(item => (item.Member("TaxonomyPart") as JsonObject)?.Text("TermContentType") == type);

    private static IEnumerable<JsonObject> Types(Recipe recipe) => List(recipe, DefinitionsStep.Name, "ContentTypes");

    private static IEnumerable<JsonObject> List(Recipe recipe, string step, string list) =>
        recipe.Steps.Where(given => given.Is(step)).SelectMany(given => (given.Body.Member(list) as JsonArray ?? []).OfType<JsonObject>());
}
