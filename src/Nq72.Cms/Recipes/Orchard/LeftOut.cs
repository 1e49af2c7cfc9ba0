using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nq72.Cms.Recipes.Orchard;

/// <summary>Something that Orchard Core's JSON says and that has no place here.</summary>
/// <param name="Path">Where it stands in the item: <c>SeoMetaPart</c>, <c>Article.Subtitle</c>, <c>BlogPost.Image.MediaTexts</c>.</param>
/// <param name="Value">What it says.</param>
internal sealed record LeftOut(string Path, JsonNode? Value)
{
    private const int MaxNamed = 20;
    private const int MaxTitle = 60;

    /// <summary>The items that are contained in it, by type and title, so that each is known by name; empty when it contains none.</summary>
    public string Contained
    {
        get
        {
            var names = NamesIn(Value).ToList();
            var more = names.Count > MaxNamed ? $" … (+{names.Count - MaxNamed})" : "";
            return names.Count == 0 ? "" : $" [{names.Count}: {string.Join(", ", names.Take(MaxNamed))}{more}]";
        }
    }

    /// <summary>Whether a value is more than an empty text, list or object, null, false or zero: what says nothing is no loss.</summary>
    public static bool SaysSomething(JsonNode? value) => value switch
    {
        null => false,
        JsonObject members => members.Any(member => SaysSomething(member.Value)),
        JsonArray elements => elements.Any(SaysSomething),
        JsonValue single => single.GetValueKind() switch
        {
            JsonValueKind.False => false,
            JsonValueKind.String => !string.IsNullOrWhiteSpace(single.GetValue<string>()),
            JsonValueKind.Number => !single.TryGetValue<double>(out var number) || number != 0,
            _ => true,
        },
        _ => true,
    };

    private static IEnumerable<string> NamesIn(JsonNode? value)
    {
        if (value is JsonArray array)
            return array.SelectMany(NamesIn);
        if (value is not JsonObject members)
            return [];
        var inside = members.SelectMany(member => NamesIn(member.Value));
        return members.Text("ContentType") is { Length: > 0 } type ? inside.Prepend(NameOf(type, members)) : inside;
    }

    private static string NameOf(string type, JsonObject item)
    {
        var title = (item.Member("TitlePart") as JsonObject)?.Text("Title") ?? item.Text("DisplayText") ?? "";
        return title.Length == 0 ? type : $"{type} “{(title.Length > MaxTitle ? title[..MaxTitle] + "…" : title)}”";
    }
}
