using Nq72.Cms.Loudspeaker.Spoken;

namespace Nq72.Cms.Loudspeaker.Pages;

/// <summary>A text as written and as spoken, each cut where something was changed or is asked.</summary>
/// <param name="Written">The parts that make up the written text.</param>
/// <param name="Spoken">The parts that make up the spoken text.</param>
public sealed record SpokenSides(IReadOnlyList<SpokenSides.Part> Written, IReadOnlyList<SpokenSides.Part> Spoken)
{
    private const string Open = "⟦";
    private const char Close = '⟧';

    /// <summary>A part of a side.</summary>
    /// <param name="Text">What it says.</param>
    /// <param name="Rule">Why it was changed; null when it was not.</param>
    /// <param name="IsAsked">Whether somebody has to say how it is read.</param>
    public sealed record Part(string Text, SpokenRule? Rule = null, bool IsAsked = false);

    /// <summary>Cuts both sides; together the parts of a side are that side, letter for letter.</summary>
    public static SpokenSides Of(string text, SpokenText read) => new(CutWritten(text, read), CutSpoken(text, read));

    private static List<Part> CutWritten(string text, SpokenText read)
    {
        var marks = read.Changes.Select(change => (change.At, change.Length, Rule: (SpokenRule?)change.Rule)).Concat(read.Findings.Where(finding => finding.Asks).Select(finding => (finding.At, finding.Length, Rule: default(SpokenRule?))));
        var parts = new List<Part>();
        var done = 0;
        foreach (var (at, length, rule) in marks.OrderBy(mark => mark.At))
        {
            if (at < done || length == 0)
                continue;
            Add(parts, text[done..at]);
            parts.Add(new(text.Substring(at, length), rule, rule is null));
            done = at + length;
        }

        Add(parts, text[done..]);
        return parts;
    }

    // walks both sides at once, over what is the same on both; where they do not meet, the rest stays without marks
    private static List<Part> CutSpoken(string text, SpokenText read)
    {
        var (parts, spoken) = (new List<Part>(), read.Spoken);
        var (done, at, from) = (0, 0, 0);
        foreach (var change in read.Changes.Where(change => change.At >= from))
        {
            if (Follow(text.AsSpan(from, change.At - from), spoken, at) is not { } met)
                break;
            (at, from) = (met, change.At + change.Length);
            if (change.To.Length == 0)
                continue;
            at = Skip(spoken, at);
            if (string.CompareOrdinal(spoken, at, change.To, 0, change.To.Length) != 0)
                break;
            AddAsked(parts, spoken[done..at]);
            parts.Add(new(change.To, change.Rule));
            at += change.To.Length;
            done = at;
        }

        AddAsked(parts, spoken[done..]);
        return parts;
    }

    private static int? Follow(ReadOnlySpan<char> same, string spoken, int at)
    {
        foreach (var letter in same)
        {
            if (char.IsWhiteSpace(letter))
                continue;
            at = Skip(spoken, at);
            if (at >= spoken.Length || spoken[at] != letter)
                return null;
            at++;
        }

        return at;
    }

    private static int Skip(string spoken, int at)
    {
        while (at < spoken.Length && (char.IsWhiteSpace(spoken[at]) || spoken[at] == Open[0] || spoken[at] == Close))
            at++;
        return at;
    }

    private static void AddAsked(List<Part> parts, string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf(Open, at, StringComparison.Ordinal);
            var close = open < 0 ? -1 : text.IndexOf(Close, open);
            if (close < 0)
            {
                Add(parts, text[at..]);
                return;
            }

            Add(parts, text[at..open]);
            parts.Add(new(text[open..(close + 1)], IsAsked: true));
            at = close + 1;
        }
    }

    private static void Add(List<Part> parts, string text)
    {
        if (text.Length > 0)
            parts.Add(new(text));
    }
}
