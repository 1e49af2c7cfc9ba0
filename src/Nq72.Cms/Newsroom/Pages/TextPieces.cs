using System.Text.RegularExpressions;

namespace Nq72.Cms.Newsroom.Pages;

/// <summary>Cuts two texts where they differ: by words, so that an approver sees the one word of a long text that changed; very different long texts by lines.</summary>
public static partial class TextPieces
{
    // as many comparisons as are made between two requests without being felt
    private const int MaxCells = 1_000_000;

    /// <summary>The pieces in reading order; what was removed stands before what was added in its place.</summary>
    public static IReadOnlyList<TextPiece> Between(string before, string after)
    {
        foreach (var cut in new[] { Word(), Line() })
        {
            var (left, right) = (Cut(before, cut), Cut(after, cut));
            var start = Shared(left, right, fromEnd: 0, taken: 0);
            var end = Shared(left, right, fromEnd: 1, taken: start);
            if ((long)(left.Count - start - end) * (right.Count - start - end) <= MaxCells)
                return Join([.. left[..start].Select(Same), .. Middle(left[start..^end], right[start..^end]), .. left[^end..].Select(Same)]);
        }

        return Join([new(before, PieceChange.Removed), new(after, PieceChange.Added)]);
    }

    private static List<string> Cut(string text, Regex cut) => [.. cut.Matches(text).Select(match => match.Value)];

    private static TextPiece Same(string text) => new(text, PieceChange.None);

    /// <summary>How many pieces both begin (or end) with, beyond those taken already.</summary>
    private static int Shared(List<string> left, List<string> right, int fromEnd, int taken)
    {
        var most = Math.Min(left.Count, right.Count) - taken;
        var shared = 0;
        while (shared < most && (fromEnd == 0 ? left[shared] == right[shared] : left[^(shared + 1)] == right[^(shared + 1)]))
            shared++;
        return shared;
    }

    // the longest common subsequence, read off from its beginning
    private static IEnumerable<TextPiece> Middle(List<string> left, List<string> right)
    {
        var longest = new int[left.Count + 1, right.Count + 1];
        for (var i = left.Count - 1; i >= 0; i--)
        {
            for (var j = right.Count - 1; j >= 0; j--)
                longest[i, j] = left[i] == right[j] ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
        }

        var (at, to) = (0, 0);
        while (at < left.Count || to < right.Count)
        {
            if (at < left.Count && to < right.Count && left[at] == right[to])
            {
                yield return Same(left[at++]);
                to++;
            }
            else if (to == right.Count || (at < left.Count && longest[at + 1, to] >= longest[at, to + 1]))
                yield return new(left[at++], PieceChange.Removed);
            else
                yield return new(right[to++], PieceChange.Added);
        }
    }

    // neighbours of one kind are one piece
    private static List<TextPiece> Join(List<TextPiece> pieces)
    {
        var joined = new List<TextPiece>();
        foreach (var piece in pieces.Where(piece => piece.Text.Length > 0))
        {
            if (joined.Count > 0 && joined[^1].Change == piece.Change)
                joined[^1] = piece with { Text = joined[^1].Text + piece.Text };
            else
                joined.Add(piece);
        }

        return joined;
    }

    [GeneratedRegex(@"\s+|[^\s\p{L}\p{N}]+|[\p{L}\p{N}]+", RegexOptions.None, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"[^\n]*\n|[^\n]+", RegexOptions.None, 1000)]
    private static partial Regex Line();
}

/// <summary>A piece of two texts that are compared.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Change">In which of the two it stands.</param>
public sealed record TextPiece(string Text, PieceChange Change);

/// <summary>In which of two texts a piece stands.</summary>
public enum PieceChange
{
    /// <summary>In both.</summary>
    None,

    /// <summary>Only in the earlier one.</summary>
    Removed,

    /// <summary>Only in the later one.</summary>
    Added,
}
