using System.Text;

namespace Nq72.Cms.Search;

/// <summary>
/// What the index keeps of a version, made here and not by a database, so that both find the same: each word without marks, each word as it is
/// (<c>=sức</c>), each pair of neighbours without marks (<c>_suc_khoe</c>). A pair never reaches from one text into the next.
/// </summary>
public sealed class SearchTokens
{
    /// <summary>Counts up whenever tokens are made another way; the migration that comes with it sets the versions that are there to 0, and they are indexed anew.</summary>
    public const int Form = 1;

    // PostgreSQL's bound is 1 MB for the letters of one row's tokens; both databases stop at the same word
    private const int MaxBytes = 800_000;

    private readonly HashSet<string> tokens = new(StringComparer.Ordinal);
    private int bytes;

    /// <summary>Words of the title with their marks.</summary>
    public string Title { get; private set; } = " ";

    /// <summary>Words of the title without marks.</summary>
    public string TitleFolded { get; private set; } = " ";

    /// <summary>Words of summary and tags without marks.</summary>
    public string SummaryFolded { get; private set; } = " ";

    /// <summary>Every token once, with blanks between them.</summary>
    public string Joined => string.Join(' ', tokens);

    /// <summary>The tokens of a version.</summary>
    /// <param name="title">The title.</param>
    /// <param name="summary">The summary, then each tag: ranked between title and texts.</param>
    /// <param name="texts">Everything else that is text, without markup.</param>
    public static SearchTokens Of(string title, IEnumerable<string> summary, IEnumerable<string?> texts)
    {
        var made = new SearchTokens();
        var words = SearchWord.Of(title).ToList();
        made.Add(words);
        made.Title = Spaced(words.Select(word => word.Exact));
        made.TitleFolded = Spaced(words.Select(word => word.Folded));
        var summaries = new StringBuilder(" ");
        foreach (var text in summary)
        {
            words = [.. SearchWord.Of(text)];
            made.Add(words);
            // two blanks: no phrase reaches over them
            summaries.Append(summaries.Length > 1 ? " " : "").Append(Spaced(words.Select(word => word.Folded)).AsSpan(1));
        }

        made.SummaryFolded = summaries.ToString();
        foreach (var text in texts)
            made.Add(SearchWord.Of(text));
        return made;
    }

    /// <summary>The token of a word with its marks.</summary>
    internal static string Exact(string word) => $"={word}";

    /// <summary>The token of two neighbours.</summary>
    internal static string Pair(string left, string right) => $"_{left}_{right}";

    private void Add(IEnumerable<SearchWord> words)
    {
        string? before = null;
        foreach (var word in words)
        {
            if (bytes > MaxBytes)
                return;
            Add(word.Folded);
            Add(Exact(word.Exact));
            if (before is not null)
                Add(Pair(before, word.Folded));
            before = word.Folded;
        }
    }

    private void Add(string token)
    {
        if (tokens.Add(token))
            bytes += Encoding.UTF8.GetByteCount(token);
    }

    private static string Spaced(IEnumerable<string> words) => string.Concat(words.Select(word => $"{word} ").Prepend(" "));
}
