using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nq72.Cms.Recipes.Orchard;

/// <summary>Members of Orchard Core's JSON: <c>Data</c> and <c>data</c> are the same one.</summary>
internal static class OrchardJson
{
    /// <summary>The member's value; the exact name wins over one in other letters. Null when there is none.</summary>
    public static JsonNode? Member(this JsonObject node, string name) => node.NameOf(name) is { } found ? node[found] : null;

    /// <summary>The member's name as it is written; null when there is none.</summary>
    public static string? NameOf(this JsonObject node, string name) =>
        node.ContainsKey(name) ? name : node.Select(member => member.Key).FirstOrDefault(key => string.Equals(key, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The member's text; null when it is none.</summary>
    public static string? Text(this JsonObject node, string name) =>
        node.Member(name) is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>True or false, also as the text that old recipes have (<c>"True"</c>); null when it is neither.</summary>
    public static bool? Boolean(this JsonObject node, string name) => node.Member(name) switch
    {
        JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => value.GetValue<bool>(),
        JsonValue value when value.GetValueKind() == JsonValueKind.String && bool.TryParse(value.GetValue<string>(), out var parsed) => parsed,
        _ => null,
    };

    /// <summary>The name with a capital first letter in each part: <c>destinations[2].url</c> becomes <c>Destinations[2].Url</c>.</summary>
    public static string ToPascalPath(string path) => string.Join('.', path.Split('.').Select(ToPascal));

    /// <summary>The name with a capital first letter.</summary>
    public static string ToPascal(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];

    /// <summary>The name with a small first letter.</summary>
    public static string ToCamel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
