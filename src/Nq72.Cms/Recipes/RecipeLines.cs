using System.Text.Json;

namespace Nq72.Cms.Recipes;

/// <summary>Finds the lines of places in a recipe file. For messages only: it reads the file once more.</summary>
internal ref struct RecipeLines
{
    private readonly ReadOnlySpan<byte> bytes;
    private readonly Dictionary<string, long> lines;
    private int counted;
    private long line = 1;

    private RecipeLines(ReadOnlySpan<byte> bytes, Dictionary<string, long> lines)
    {
        this.bytes = bytes;
        this.lines = lines;
    }

    /// <summary>The line of each place, from 1; of what holds it, where the place itself is missing from the file.</summary>
    /// <param name="file">A file that can be parsed.</param>
    /// <param name="places">Such as <c>steps[3].Places[2].Code</c>; letters' case does not count.</param>
    public static IReadOnlyDictionary<string, long> Find(ReadOnlySpan<byte> file, IEnumerable<string> places)
    {
        var found = places.Distinct(StringComparer.Ordinal).ToDictionary(place => place, _ => 1L, StringComparer.Ordinal);
        var text = RecipeJson.WithoutMark(file);
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        reader.Read();
        new RecipeLines(text, found).Visit(ref reader, "");
        return found;
    }

    private void Visit(ref Utf8JsonReader reader, string path)
    {
        var wanted = lines.Keys.Where(place => Leads(path, place)).ToList();
        if (wanted.Count == 0)
        {
            reader.Skip();
            return;
        }

        var here = LineOf((int)reader.TokenStartIndex);
        foreach (var place in wanted)
            lines[place] = here;
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var name = reader.GetString();
                reader.Read();
                Visit(ref reader, path.Length == 0 ? name! : $"{path}.{name}");
            }
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
                Visit(ref reader, $"{path}[{i}]");
        }
    }

    // the file is walked from its begin to its end: every line end is counted once
    private long LineOf(int index)
    {
        line += bytes[counted..index].Count((byte)'\n');
        counted = index;
        return line;
    }

    private static bool Leads(string path, string place) =>
        place.StartsWith(path, StringComparison.OrdinalIgnoreCase) && (path.Length == 0 || place.Length == path.Length || place[path.Length] is '.' or '[');
}
