using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nq72.Scheduler.Platform;

/// <summary>
/// Which content is meant, told by how it is marked: it is when its type, one of its tags or its genre is named. As JSON
/// <c>{"types":[…],"tags":[…],"genres":[…]}</c>, or a list of names that may be any of the three.
/// </summary>
/// <param name="Types">Content types.</param>
/// <param name="Tags">Free tags.</param>
/// <param name="Genres">Keys of the taxonomy <c>genre</c>.</param>
[JsonConverter(typeof(ContentMarksConverter))]
public sealed record ContentMarks(IReadOnlyList<string> Types, IReadOnlyList<string> Tags, IReadOnlyList<string> Genres)
{
    /// <summary>Names nothing, and so means no content.</summary>
    public static readonly ContentMarks None = new([], [], []);

    /// <summary>How many names there are.</summary>
    [JsonIgnore]
    public int Count => Types.Count + Tags.Count + Genres.Count;

    /// <summary>Whether content with these marks is meant; capitals make no difference.</summary>
    public bool Match(string type, IReadOnlyList<string> tags, string? genre) =>
        Types.Contains(type, StringComparer.OrdinalIgnoreCase)
        || tags.Any(tag => Tags.Contains(tag, StringComparer.OrdinalIgnoreCase))
        || (genre is not null && Genres.Contains(genre, StringComparer.OrdinalIgnoreCase));
}

internal sealed class ContentMarksConverter : JsonConverter<ContentMarks>
{
    public override ContentMarks Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Array)
        {
            var names = Names(root);
            return new(names, names, names);
        }

        return root.ValueKind == JsonValueKind.Object
            ? new(Member(root, "types"), Member(root, "tags"), Member(root, "genres"))
            : throw new JsonException("Marks are {\"types\":[…],\"tags\":[…],\"genres\":[…]} or a list of names.");
    }

    public override void Write(Utf8JsonWriter writer, ContentMarks value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, names) in new[] { ("types", value.Types), ("tags", value.Tags), ("genres", value.Genres) })
        {
            writer.WriteStartArray(name);
            foreach (var text in names)
                writer.WriteStringValue(text);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static List<string> Member(JsonElement root, string name) =>
        root.TryGetProperty(name, out var list) && list.ValueKind != JsonValueKind.Null ? Names(list) : [];

    private static List<string> Names(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array || list.EnumerateArray().Any(name => name.ValueKind != JsonValueKind.String))
            throw new JsonException("Names are texts in a list.");
        return [.. list.EnumerateArray().Select(name => Text.NormalText.Of(name.GetString()!).Trim()).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)];
    }
}
