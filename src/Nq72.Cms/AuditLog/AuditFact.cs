using System.Text.Json;

namespace Nq72.Cms.AuditLog;

/// <summary>One fact of an entry, as people read it.</summary>
/// <param name="Name">Its JSON name, dotted where it lies deeper.</param>
/// <param name="Before">What it was; null where the entry only tells what is.</param>
/// <param name="After">What it is; null where it is no longer there.</param>
/// <param name="IsChange">Whether the entry tells of before and after.</param>
public sealed record AuditFact(string Name, string? Before, string? After, bool IsChange)
{
    /// <summary>The facts of an entry: what changed with before and after, what stayed the same left out, and the rest as it stands.</summary>
    public static IReadOnlyList<AuditFact> Of(JsonElement? detail)
    {
        if (detail is not { ValueKind: JsonValueKind.Object } facts)
            return detail is { } other && other.ValueKind is not JsonValueKind.Null and not JsonValueKind.Undefined ? [new("", null, Text(other), false)] : [];
        var before = Flat(facts, "before");
        var after = Flat(facts, "after");
        var changes = before.Keys.Concat(after.Keys).Distinct(StringComparer.Ordinal).Select(name => new AuditFact(name, before.GetValueOrDefault(name), after.GetValueOrDefault(name), true)).Where(fact => fact.Before != fact.After);
        var rest = facts.EnumerateObject().Where(fact => fact.Name is not "before" and not "after").SelectMany(fact => Flatten(fact.Name, fact.Value)).Where(fact => fact.Text is not null).Select(fact => new AuditFact(fact.Name, null, fact.Text, false));
        return [.. changes, .. rest];
    }

    private static Dictionary<string, string?> Flat(JsonElement facts, string side) =>
        facts.TryGetProperty(side, out var found) && found.ValueKind == JsonValueKind.Object
            ? found.EnumerateObject().SelectMany(fact => Flatten(fact.Name, fact.Value)).ToDictionary(fact => fact.Name, fact => fact.Text, StringComparer.Ordinal)
            : [];

    private static IEnumerable<(string Name, string? Text)> Flatten(string name, JsonElement value) => value.ValueKind == JsonValueKind.Object
        ? value.EnumerateObject().SelectMany(inner => Flatten($"{name}.{inner.Name}", inner.Value))
        : [(name, Text(value))];

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) => string.Join(", ", value.EnumerateArray().Select(item => item.GetString())),
        _ => value.GetRawText(),
    };
}
