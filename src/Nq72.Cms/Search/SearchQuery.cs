using System.Text;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Search;

/// <summary>
/// What somebody is looking for. Words, which all must occur; phrases in quotes; the last word may be the beginning of one. Whatever else is typed
/// lies between words and means nothing, so nothing that is typed is wrong. Immutable.
/// </summary>
public sealed class SearchQuery
{
    // shorter ones begin too much
    private const int ShortestPrefix = 2;
    private static readonly char[] Quotes = ['"', '“', '”', '„', '«', '»'];

    private SearchQuery(IReadOnlyList<SearchTerm> terms)
    {
        Terms = terms;
        words = [.. terms.SelectMany(term => term.Words)];
        Key = string.Join(' ', terms.Select(term => term.IsPrefix ? term.Words[0].Typed : $"\"{string.Join(' ', term.Words.Select(word => word.Exact))}\""));
    }

    private readonly List<SearchWord> words;

    /// <summary>What must occur.</summary>
    public IReadOnlyList<SearchTerm> Terms { get; }

    /// <summary>The same for queries that look for the same.</summary>
    public string Key { get; }

    private bool LastIsPrefix => Terms[^1].IsPrefix;

    /// <summary>Reads what was typed; null when there is no word in it. A quote that nobody closed is none.</summary>
    public static SearchQuery? Read(string? typed)
    {
        if (string.IsNullOrEmpty(typed))
            return null;
        // a lone surrogate cannot be normalised
        typed = string.Concat(typed.EnumerateRunes()).Normalize(NormalizationForm.FormC);
        var terms = new List<SearchTerm>();
        var parts = typed.Split(Quotes);
        for (var i = 0; i < parts.Length; i++)
        {
            var found = SearchWord.Of(parts[i]).ToList();
            if (found.Count == 0)
                continue;
            // quotes that pair off hold what stands between them
            if (i % 2 == 1 && i < parts.Length - 1)
                terms.Add(new(found, IsPrefix: false));
            else
                terms.AddRange(found.Select((word, index) => new SearchTerm([word], i == parts.Length - 1 && index == found.Count - 1 && word.TypedFolded.Length >= ShortestPrefix)));
        }

        return terms.Count == 0 ? null : new SearchQuery(terms);
    }

    /// <summary>What an item must have: every word, and the pairs of every phrase.</summary>
    public TokenQuery Match
    {
        get
        {
            var all = new TokenQuery();
            foreach (var term in Terms)
            {
                if (term.Words.Count == 1)
                    all.Add(Alternatives(term.Words[0], term.IsPrefix, token => token));
                foreach (var (left, right) in term.Words.Zip(term.Words.Skip(1)))
                    all.Add([new(SearchTokens.Pair(left.Folded, right.Folded), false)]);
            }

            return all;
        }
    }

    /// <summary>Every word as it was typed, whole: with its marks where some were typed; where none were, without any.</summary>
    public TokenQuery Exact
    {
        get
        {
            var marked = words.Exists(word => word.HasMarks);
            var all = new TokenQuery();
            foreach (var word in words)
                all.Add([new(marked && !word.HasMarks ? word.Folded : SearchTokens.Exact(word.Exact), false)]);
            return all;
        }
    }

    /// <summary>Neighbours as they were typed, somewhere; null for a single word.</summary>
    public TokenQuery? Together
    {
        get
        {
            if (words.Count == 1)
                return null;
            var all = new TokenQuery();
            foreach (var (index, (left, right)) in words.Zip(words.Skip(1)).Index())
                all.Add(Alternatives(right, LastIsPrefix && index == words.Count - 2, token => SearchTokens.Pair(left.Folded, token)));
            return all;
        }
    }

    /// <summary>The whole query as a piece of a text of folded words, blanks around each: one of these must occur in it.</summary>
    public IReadOnlyList<string> Pieces => Endings(words[^1], LastIsPrefix, string.Concat(words[..^1].Select(word => $" {word.Folded}")));

    /// <summary>Each word as a piece of such a text: one of each must occur in it.</summary>
    /// <param name="whole">Whether the last word must be whole.</param>
    public IReadOnlyList<IReadOnlyList<string>> WordPieces(bool whole) => [.. words.Select((word, index) => Endings(word, !whole && LastIsPrefix && index == words.Count - 1, ""))];

    /// <summary>The whole query as a piece of a text of words with their marks.</summary>
    public string ExactPiece => $" {string.Join(' ', words.Select(word => word.Exact))} ";

    private static List<string> Endings(SearchWord word, bool isPrefix, string before) =>
        Alternatives(word, isPrefix, token => token).ConvertAll(token => $"{before} {token.Text}{(token.IsPrefix ? "" : " ")}");

    // what is typed so far may go on; one spelling stands for all of the word's only when it is whole
    private static List<TokenQuery.Token> Alternatives(SearchWord word, bool isPrefix, Func<string, string> token) =>
        !isPrefix ? [new(token(word.Folded), false)]
        : word.Folded == word.TypedFolded ? [new(token(word.Folded), true)]
        : [new(token(word.TypedFolded), true), new(token(word.Folded), false)];
}
