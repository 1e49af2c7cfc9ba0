using System.Text.Json.Nodes;

namespace Nq72.Cms.Newsroom.Pages;

/// <summary>Two people wrote over the same version: what each of them changed, field by field.</summary>
/// <param name="Base">The version that both started from, as a body that would save it.</param>
/// <param name="Theirs">What was saved meanwhile.</param>
/// <param name="Mine">What was typed here.</param>
internal sealed record Conflict(JsonObject Base, JsonObject Theirs, JsonObject Mine)
{
    /// <summary>The fields in which the two differ, <c>title</c> or <c>fields.body</c>, with both values.</summary>
    public IReadOnlyList<DiffVersions.Change> Differences => [.. Names.Where(name => !Same(Theirs, Mine, name)).Select(name => new DiffVersions.Change(name, At(Theirs, name), At(Mine, name)))];

    /// <summary>The fields that only the other one changed: kept when the two are put together.</summary>
    public IReadOnlyList<string> OnlyTheirs => [.. Names.Where(name => !Same(Theirs, Mine, name) && Same(Base, Mine, name))];

    /// <summary>Mine, with what only the other one changed.</summary>
    public JsonObject Together()
    {
        var together = (JsonObject)Mine.DeepClone();
        foreach (var name in OnlyTheirs)
            Put(together, name, At(Theirs, name)?.DeepClone());
        return together;
    }

    /// <summary>
    /// What a value comes to: an empty text, an empty list and nothing are the same, and who verified a claim is not in the form.
    /// </summary>
    public static JsonNode? Meaning(JsonNode? value) => value switch
    {
        JsonValue text when text.ToString().Length == 0 => null,
        JsonArray { Count: 0 } => null,
        JsonArray many => new JsonArray([.. many.Select(Meaning)]),
        JsonObject members => new JsonObject(members.Where(member => member.Key != "verifiedBy").Select(member => KeyValuePair.Create(member.Key, Meaning(member.Value))).Where(member => member.Value is not null)),
        JsonValue other when other.GetValueKind() == System.Text.Json.JsonValueKind.False => null,
        JsonValue other => other.ToString().ReplaceLineEndings("\n"),
        _ => null,
    };

    private IEnumerable<string> Names => Mine.Select(member => member.Key).Where(name => name != "fields")
        .Concat(Fields(Mine).Concat(Fields(Theirs)).Distinct(StringComparer.Ordinal));

    private static IEnumerable<string> Fields(JsonObject body) => (body["fields"] as JsonObject)?.Select(field => $"fields.{field.Key}") ?? [];

    private static bool Same(JsonObject one, JsonObject other, string name) => JsonNode.DeepEquals(Meaning(At(one, name)), Meaning(At(other, name)));

    private static JsonNode? At(JsonObject body, string name) => name.StartsWith("fields.", StringComparison.Ordinal) ? body["fields"]?[name["fields.".Length..]] : body[name];

    private static void Put(JsonObject body, string name, JsonNode? value)
    {
        if (name.StartsWith("fields.", StringComparison.Ordinal))
            body["fields"]![name["fields.".Length..]] = value;
        else
            body[name] = value;
    }
}
