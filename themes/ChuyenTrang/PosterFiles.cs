using System.Text.Json;
using System.Text.Json.Serialization;
using Nq72.Theming;

namespace ChuyenTrang;

/// <summary>Reads the theme's posters from <c>Posters/</c>: one JSON file a template, the fonts, and the words that belong together. They travel within the assembly.</summary>
public static class PosterFiles
{
    private const string Prefix = "ChuyenTrang.Posters.";
    private const string Phrases = Prefix + "phrases.";

    // asked for a letter one after another: the first holds most of them
    private static readonly string[] Subsets = ["latin", "vietnamese", "latin-ext"];

    private static readonly (string Name, int Weight)[] Weights = [("plain", 500), ("heavy", 800)];

    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>The kit.</summary>
    public static PosterKit Read()
    {
        var names = typeof(PosterFiles).Assembly.GetManifestResourceNames();
        return new PosterKit
        {
            Templates = [.. names.Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
                .Select(name => JsonSerializer.Deserialize<PosterTemplate>(Bytes(name), Reading)!)],
            Fonts = Weights.ToDictionary(weight => weight.Name, weight => (IReadOnlyList<byte[]>)[.. Subsets.Select(subset => Bytes($"{Prefix}be-vietnam-pro-{subset}-{weight.Weight}-normal.woff"))]),
            Phrases = names.Where(name => name.StartsWith(Phrases, StringComparison.Ordinal)).ToDictionary(name => name[Phrases.Length..^".txt".Length], ReadPhrases),
        };
    }

    private static IReadOnlyList<string> ReadPhrases(string name)
    {
        using var text = new StreamReader(new MemoryStream(Bytes(name)));
        return [.. text.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#'))];
    }

    private static byte[] Bytes(string name)
    {
        using var stream = typeof(PosterFiles).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The theme lacks {name}.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
