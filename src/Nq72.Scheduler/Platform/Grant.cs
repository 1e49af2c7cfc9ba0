using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nq72.Scheduler.Platform;

/// <summary>What one role gives a person, and where it counts.</summary>
/// <param name="Scopes">The role's scopes.</param>
/// <param name="Types">Content types that it counts for; empty for every one.</param>
/// <param name="Unit">The unit whose items it counts for; null for every one.</param>
/// <param name="InPlaceOf">Name of the person who delegated it; null for the person's own.</param>
public sealed record Grant(
    [property: JsonPropertyName("s")] IReadOnlyList<string> Scopes, [property: JsonPropertyName("t")] IReadOnlyList<string> Types, [property: JsonPropertyName("u")] string? Unit = null, [property: JsonPropertyName("f")] string? InPlaceOf = null)
{
    /// <summary>Whether it counts everywhere.</summary>
    [JsonIgnore]
    public bool IsWide => Types.Count == 0 && Unit is null;

    /// <summary>Whether it allows this for an item of that type and unit.</summary>
    public bool Allows(string scope, string type, string? unit) =>
        (Scopes.Contains(scope) || Scopes.Contains(Platform.Scopes.Admin)) && (Types.Count == 0 || Types.Contains(type)) && (Unit is null || Unit == unit);

    /// <summary>As a claim carries it.</summary>
    public string Write() => JsonSerializer.Serialize(this);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static Grant Read(string text) => JsonSerializer.Deserialize<Grant>(text)!;
}
