using System.Text;

namespace Nq72.Cms.Search;

/// <summary>Where a text has what was looked for, as HTML: its own letters, escaped, with matches between <c>&lt;mark&gt;</c> and <c>&lt;/mark&gt;</c>.</summary>
/// <param name="Title">The whole title; null when nothing matches in it.</param>
/// <param name="Text">An extract around the best match; null when there is none.</param>
public sealed record Highlight(string? Title, string? Text)
{
    private const int ExtractLength = 200;
    private const string Cut = "…";

    /// <summary>Finds what there is to show.</summary>
    /// <param name="query">What is looked for.</param>
    /// <param name="title">The title.</param>
    /// <param name="texts">Texts without markup; the first that has a match gives the extract.</param>
    public static Highlight Of(SearchQuery query, string title, IEnumerable<string?> texts)
    {
        var inTitle = Find(query, title);
        foreach (var text in texts)
        {
            if (string.IsNullOrEmpty(text) || Find(query, text) is not { Count: > 0 } matches)
                continue;
            var (from, until) = Extract(text, matches);
            var extract = Mark(text, from, until, matches).Trim();
            return new(Title(), $"{(from > 0 ? Cut : "")}{extract}{(until < text.Length ? Cut : "")}");
        }

        return new(Title(), null);

        string? Title() => inTitle.Count == 0 ? null : Mark(title, 0, title.Length, inTitle);
    }

    private readonly record struct Match(int Start, int End, int Term, bool IsExact);

    private static List<Match> Find(SearchQuery query, string text)
    {
        // a word that no extract could hold is no word that anybody reads
        var words = SearchWord.Of(text).Where(word => word.Length <= ExtractLength).ToList();
        var matches = new List<Match>();
        for (var at = 0; at < words.Count; at++)
        {
            foreach (var (number, term) in query.Terms.Index())
            {
                var length = term.Words.Count;
                if (at + length > words.Count || !Enumerable.Range(0, length).All(index => term.Fits(index, words[at + index])))
                    continue;
                for (var index = 0; index < length; index++)
                    matches.Add(new(words[at + index].Start, words[at + index].Start + words[at + index].Length, number, words[at + index].Exact == term.Words[index].Exact));
            }
        }

        return [.. matches.OrderBy(match => match.Start).ThenByDescending(match => match.IsExact)];
    }

    // the stretch with most of what is looked for, as it was typed rather than not; the first of equals
    private static (int From, int Until) Extract(string text, List<Match> matches)
    {
        if (text.Length <= ExtractLength)
            return (0, text.Length);
        var (best, bestWorth, bestEnd) = (0, 0, 0);
        for (var first = 0; first < matches.Count; first++)
        {
            var within = matches.Skip(first).TakeWhile(match => match.End - matches[first].Start <= ExtractLength).ToList();
            var worth = within.GroupBy(match => match.Term).Sum(term => term.Any(match => match.IsExact) ? 3 : 2);
            if (worth > bestWorth)
                (best, bestWorth, bestEnd) = (matches[first].Start, worth, within[^1].End);
        }

        // what was found stands in the middle, with whole words around it
        var around = Math.Max(0, ExtractLength - (bestEnd - best)) / 2;
        var from = Math.Max(0, Math.Min(best - around, text.Length - ExtractLength));
        var until = Math.Max(Math.Min(text.Length, from + ExtractLength), bestEnd);
        while (from > 0 && from < best && !char.IsWhiteSpace(text[from - 1]))
            from++;
        while (until < text.Length && until > bestEnd && !char.IsWhiteSpace(text[until]))
            until--;
        return (from, until);
    }

    private static string Mark(string text, int from, int until, List<Match> matches)
    {
        var html = new StringBuilder(until - from + 64);
        foreach (var match in matches.Where(match => match.Start >= from && match.End <= until))
        {
            // two terms may fit one word
            if (match.Start < from)
                continue;
            Escape(html, text.AsSpan(from, match.Start - from));
            html.Append("<mark>");
            Escape(html, text.AsSpan(match.Start, match.End - match.Start));
            html.Append("</mark>");
            from = match.End;
        }

        Escape(html, text.AsSpan(from, until - from));
        return html.ToString();
    }

    private static void Escape(StringBuilder html, ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            _ = character switch
            {
                '&' => html.Append("&amp;"),
                '<' => html.Append("&lt;"),
                '>' => html.Append("&gt;"),
                '"' => html.Append("&quot;"),
                '\'' => html.Append("&#39;"),
                '\n' or '\r' or '\t' => html.Append(' '),
                _ => html.Append(character),
            };
        }
    }
}
