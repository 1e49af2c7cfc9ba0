using System.Text.RegularExpressions;

namespace Nq72.Benchmarks;

/// <summary>
/// Vietnamese as the campaign writes it: sentences of the recipe's own articles, put together anew. Common words are as common as they are there
/// ('người' stands in nearly every article), and some sentences come a hundred times more often than others. The same number gives the same text.
/// </summary>
internal sealed partial class Prose
{
    /// <summary>A word that stands in one article of a thousand and nowhere else.</summary>
    public const string RareWord = "thạch lựu";

    private const int RareEvery = 1000;
    private readonly List<string> sentences;

    private Prose(List<string> sentences) => this.sentences = sentences;

    /// <summary>Learns from what the installation shows.</summary>
    public static async Task<Prose> ReadAsync(Installation installation)
    {
        var page = await installation.SendAsync(HttpMethod.Get, "/api/v1/items?type=Article&lang=vi&limit=100&fields=title,summary,fields.body");
        var texts = page["items"]!.AsArray().SelectMany(item => new[] { (string?)item!["summary"], (string?)item["fields"]?["body"] }).OfType<string>();
        var found = texts.SelectMany(text => SentenceEnd().Split(Markup().Replace(text, ""))).Select(sentence => sentence.Trim()).Where(sentence => sentence.Length is > 20 and < 250).Distinct(StringComparer.Ordinal).ToList();
        return found.Count > 100 ? new Prose(found) : throw new InvalidOperationException($"The recipe's articles have only {found.Count} sentences.");
    }

    /// <summary>A text's title: eight words or so, and its number.</summary>
    public string Title(int number)
    {
        var words = Sentence(new Random(number)).TrimEnd('.', ';', ':').Split(' ');
        return $"{string.Join(' ', words.Take(8 + (number % 5)))} ({number})";
    }

    /// <summary>A text of so many sentences, in paragraphs of five.</summary>
    public string Body(int number, int length)
    {
        var random = new Random(number + 1_000_000);
        var picked = Enumerable.Range(0, length).Select(_ => Sentence(random)).ToList();
        if (number % RareEvery == RareEvery / 2)
            picked[length / 2] = $"Có nơi trồng {RareWord} quanh trạm y tế.";
        return string.Join("\n\n", picked.Chunk(5).Select(paragraph => string.Join(' ', paragraph)));
    }

    // the square makes the first sentences far more frequent than the last
    private string Sentence(Random random) => sentences[(int)(sentences.Count * Math.Pow(random.NextDouble(), 2))];

    [GeneratedRegex(@"(?<=[.!?;:])\s+|\n+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"[*_#>`\[\]|]|^\s*(\d+\.|-)\s+|\([^)]*\)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Markup();
}
