namespace Nq72.Cms.Posters.Fitting;

/// <summary>Ways to break words into lines. All measures in sizes.</summary>
/// <param name="words">The words.</param>
/// <param name="widths">How long each is.</param>
/// <param name="space">How wide a space is.</param>
/// <param name="mustBreak">After which words a line ends in any case.</param>
/// <param name="mayTear">Whether lines may end within words that belong together.</param>
internal sealed class LineBreaks(IReadOnlyList<Word> words, IReadOnlyList<double> widths, double space, IReadOnlyList<bool> mustBreak, bool mayTear)
{
    private const double LoneWord = 0.35;
    private const double Impossible = double.MaxValue;

    private readonly double[] sums = Sum(widths);

    /// <summary>How many lines there are at least.</summary>
    public int Fewest => mustBreak.Take(words.Count - 1).Count(must => must) + 1;

    /// <summary>How many there can be.</summary>
    public int Most => words.Count;

    /// <summary>How narrow so many lines can be: the longest of them; endless when there is no such way.</summary>
    public double Narrowest(int lines) => Run(lines, (_, _, width) => width, Math.Max).Cost;

    /// <summary>
    /// The best way to break into so many lines of at most this length: lines of like length, ending in good places. Null when there is none.
    /// </summary>
    public Breaking? Best(int lines, double limit)
    {
        var (cost, ends) = Run(lines, (from, to, width) => width > limit + 1e-9 ? Impossible : CostOf(from, to, width, limit), (before, line) => before + line);
        if (cost == Impossible)
            return null;
        var longest = ends.Select((end, line) => Width(line == 0 ? 0 : ends[line - 1] + 1, end)).Max();
        return new Breaking(ends, longest, cost / lines);
    }

    private double CostOf(int from, int to, double width, double limit)
    {
        var slack = (limit - width) / limit;
        var last = to == words.Count - 1;
        var lone = from == to && words.Count > 3 && (from == 0 || !mustBreak[from - 1] || !mustBreak[to]) ? LoneWord : 0;
        return (slack * slack) + lone + (last || mustBreak[to] ? 0 : words[to].BreakCost);
    }

    private (double Cost, IReadOnlyList<int> Ends) Run(int lines, Func<int, int, double, double> line, Func<double, double, double> join)
    {
        var costs = new double[lines + 1, words.Count];
        var froms = new int[lines + 1, words.Count];
        for (var count = 1; count <= lines; count++)
        {
            for (var to = 0; to < words.Count; to++)
            {
                costs[count, to] = Impossible;
                // backwards, until a line would hold a break that must be
                for (var from = to; from >= 0 && (from == to || !mustBreak[from]); from--)
                {
                    var before = from == 0 ? (count == 1 ? 0 : Impossible) : count == 1 ? Impossible : costs[count - 1, from - 1];
                    if (before == Impossible || Tears(to) || line(from, to, Width(from, to)) is var own && own == Impossible)
                        continue;
                    if (join(before, own) is var both && both < costs[count, to])
                        (costs[count, to], froms[count, to]) = (both, from);
                }
            }
        }

        var ends = new int[lines];
        var end = words.Count - 1;
        if (costs[lines, end] == Impossible)
            return (Impossible, ends);
        for (var count = lines; count >= 1; count--)
        {
            ends[count - 1] = end;
            end = froms[count, end] - 1;
        }

        return (costs[lines, words.Count - 1], ends);
    }

    private bool Tears(int to) => !mayTear && to < words.Count - 1 && !mustBreak[to] && words[to].BreakCost >= Word.WithinPhrase;

    private double Width(int from, int to) => (space * (to - from)) + sums[to + 1] - sums[from];

    // lengths of all words before each
    private static double[] Sum(IReadOnlyList<double> widths)
    {
        var before = new double[widths.Count + 1];
        for (var at = 0; at < widths.Count; at++)
            before[at + 1] = before[at] + widths[at];
        return before;
    }
}

/// <summary>A way to break.</summary>
/// <param name="Ends">The last word of each line.</param>
/// <param name="Longest">The longest line, in sizes.</param>
/// <param name="Cost">How bad it looks, by line; 0 is perfect.</param>
internal sealed record Breaking(IReadOnlyList<int> Ends, double Longest, double Cost);
