using System.Runtime.InteropServices;
using Nq72.Cms.Posters.Drawing;
using Nq72.Theming;

namespace Nq72.Cms.Posters.Fitting;

/// <summary>
/// Finds the size and the lines in which a text fills its box. The largest size that fits says how far the others may be from it; among those the lines that read best win.
/// Heights are those of the letters' real shapes: a capital with two marks is a third higher than one without.
/// </summary>
internal sealed class FitText(PosterText box, PosterFont font, IReadOnlyList<string> phrases)
{
    // how much smaller letters may be for better lines, and what a whole such step costs
    private const double Give = 0.86;
    private const double SmallerCost = 2.2;

    /// <summary>The text as it fits; null when it would be smaller than the box allows.</summary>
    /// <param name="text">The text as it is drawn (capitals already made), every letter of which the font has.</param>
    public FittedText? Run(string text) => Run(text, mayTear: false) ?? Run(text, mayTear: true);

    private FittedText? Run(string text, bool mayTear)
    {
        IReadOnlyList<string> clauses = box.Bar is null ? [Fitting.Clauses.WithDashes(text)] : Fitting.Clauses.Split(text);
        var words = clauses.Select(clause => Word.Split(clause, phrases)).ToList();
        var all = words.SelectMany(clause => clause).ToList();
        if (all.Count == 0)
            return null;
        var ends = words.Select(clause => clause.Count).Aggregate(new List<int>(), (sums, count) => [.. sums, count + (sums.Count == 0 ? 0 : sums[^1])]);
        var breaks = new LineBreaks(all, [.. all.Select(word => font.Measure(word.Text, box.Tracking) + box.Tracking)], font.Measure(" ", 0) + box.Tracking, [.. all.Select((_, at) => ends.Contains(at + 1))], mayTear);
        // a hook at a word's end (ư) goes on beyond where the pen stops
        var (before, after) = (all.Max(word => -font.Draw(word.Text, box.Tracking).Bounds.Left), all.Max(word => font.Draw(word.Text, box.Tracking).Bounds.Right - font.Measure(word.Text, box.Tracking)));
        var overhang = Math.Max(0, before) + Math.Max(0, after);
        var rise = Rise.Of(font.Draw(text, 0));
        var leading = Math.Max(box.LineHeight, rise.Above + rise.Below + box.Clearance);
        var gaps = (box.Bar?.Gap ?? 0) * (clauses.Count - 1);
        // more lines than the smallest letters leave room for need not be tried
        var most = Math.Min(breaks.Most, 1 + (int)Math.Floor(Math.Max(0, ((box.Height / box.MinSize) - rise.Above - rise.Below - gaps) / leading)));
        if (most < breaks.Fewest)
            return null;
        var options = Enumerable.Range(breaks.Fewest, most - breaks.Fewest + 1).Select(lines => (Lines: lines, Size: SizeFor(lines, breaks.Narrowest(lines)))).ToList();
        var largest = options.Max(option => option.Size);
        if (largest < box.MinSize)
            return null;
        var least = Math.Max(box.MinSize, largest * Give);
        return options.Where(option => option.Size >= least).Select(option => Best(option.Lines)).MinBy(found => found.Score).Fitted;

        double SizeFor(int lines, double longest)
        {
            var size = Math.Min(box.MaxSize, Math.Min(box.Width / (longest + overhang), box.Height / (rise.Above + rise.Below + ((lines - 1) * leading) + gaps)));
            if (!box.Whole)
                return size;
            // rounding up from baseline to baseline may take more than the box has
            for (size = Math.Floor(size); size > 0 && ((rise.Above + rise.Below + gaps) * size) + ((lines - 1) * Step(leading * size)) > box.Height;)
                size--;
            return size;
        }

        (double Score, FittedText Fitted) Best(int lines)
        {
            var best = breaks.Best(lines, (box.Width / least) - overhang)!;
            var size = SizeFor(lines, best.Longest);
            var fitted = new FittedText(size, Step(leading * size), [.. LinesOf(best.Ends)]);
            return (best.Cost + (SmallerCost * (1 - (size / largest))), fitted);
        }

        IEnumerable<FittedLine> LinesOf(IReadOnlyList<int> lineEnds)
        {
            var from = 0;
            foreach (var end in lineEnds)
            {
                yield return new FittedLine(string.Join(' ', all.Skip(from).Take(end - from + 1).Select(word => word.Text)), ends.FindIndex(last => end < last));
                from = end + 1;
            }
        }
    }

    private double Step(double leading) => box.Whole ? Math.Ceiling(leading) : leading;

    /// <summary>How far letters go above and below their baseline, in sizes.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Rise(double Above, double Below)
    {
        public static Rise Of(Outline outline) => outline.Bounds.IsEmpty ? new Rise(1, 0) : new Rise(-outline.Bounds.Top, Math.Max(0, outline.Bounds.Bottom));
    }
}

/// <summary>A text as it fits.</summary>
/// <param name="Size">Size of its letters.</param>
/// <param name="Leading">From baseline to baseline.</param>
/// <param name="Lines">Its lines.</param>
internal sealed record FittedText(double Size, double Leading, IReadOnlyList<FittedLine> Lines);

/// <summary>A line of it.</summary>
/// <param name="Text">What stands in it.</param>
/// <param name="Clause">Which clause it belongs to, from 0.</param>
internal sealed record FittedLine(string Text, int Clause);
