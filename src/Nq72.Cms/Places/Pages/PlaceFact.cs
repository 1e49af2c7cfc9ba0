using System.Text.Json.Nodes;

namespace Nq72.Cms.Places.Pages;

/// <summary>A further fact of a place as a form shows it: a text, yes or no, or a list with one line each. What has another shape is kept and not shown as a field.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Kind"><c>text</c>, <c>flag</c> or <c>lines</c>.</param>
/// <param name="Value">As typed.</param>
public sealed record PlaceFact(string Name, string Kind, string Value)
{
    /// <summary>Whether nobody has confirmed it: reckoned (<c>…Derived</c>), or marked <c>[U]</c>.</summary>
    public bool IsDoubtful => Name.EndsWith("Derived", StringComparison.Ordinal) || Value.Contains("[U]", StringComparison.Ordinal);

    /// <summary>The facts that a form can hold, in their order.</summary>
    public static IReadOnlyList<PlaceFact> Of(JsonObject facts) => [.. facts.Select(fact => Read(fact.Key, fact.Value)).OfType<PlaceFact>()];

    /// <summary>The facts with what was typed put in; those that no form holds stay.</summary>
    public static JsonObject Put(JsonObject facts, IReadOnlyDictionary<string, string> typed)
    {
        var result = facts.DeepClone().AsObject();
        foreach (var fact in Of(facts).Where(fact => typed.ContainsKey(fact.Name)))
            result[fact.Name] = fact.Kind switch
            {
                "flag" => typed[fact.Name] == "true",
                "lines" => new JsonArray([.. Lines(typed[fact.Name]).Select(line => JsonValue.Create(line))]),
                _ => typed[fact.Name].Trim(),
            };
        return result;
    }

    private static PlaceFact? Read(string name, JsonNode? value) => value switch
    {
        JsonValue text when text.TryGetValue<string>(out var given) => new(name, "text", given),
        JsonValue flag when flag.TryGetValue<bool>(out var given) => new(name, "flag", given ? "true" : "false"),
        JsonArray list when list.All(one => one is JsonValue line && line.TryGetValue<string>(out _)) => new(name, "lines", string.Join('\n', list.Select(line => line!.GetValue<string>()))),
        _ => null,
    };

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
