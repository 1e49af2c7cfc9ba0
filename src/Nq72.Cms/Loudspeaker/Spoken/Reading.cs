namespace Nq72.Cms.Loudspeaker.Spoken;

/// <summary>One text being read: its pieces, what is known, and what was said so far. Readers look a few pieces around, never over the whole text.</summary>
internal sealed class Reading(WrittenText written, ReadingIndex tables, Func<string, SpokenDocument?> documents)
{
    /// <summary>What was said so far.</summary>
    public Utterance Out { get; } = new(written);

    /// <summary>The tables.</summary>
    public ReadingIndex Tables { get; } = tables;

    /// <summary>Documents by number.</summary>
    public Func<string, SpokenDocument?> Documents { get; } = documents;

    /// <summary>How many pieces there are.</summary>
    public int Count => written.Tokens.Count;

    /// <summary>Whether nothing of this line was said yet: bullets and marks do not count.</summary>
    public bool AtLineStart { get; set; } = true;

    /// <summary>Where the last Roman numeral ended: a list goes on after it.</summary>
    public int RomanEnd { get; set; } = int.MinValue;

    /// <summary>The end of the run without blanks in which an address may stand; 0 before the first.</summary>
    public int RunEnd { get; set; }

    /// <summary>Whether the run without blanks has what addresses have.</summary>
    public bool RunHasAddress { get; set; }

    /// <summary>Whether a table was told of.</summary>
    public bool IsTableTold { get; set; }

    /// <summary>Foreign words that were told of.</summary>
    public HashSet<string> Foreign { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How often a piece was looked at, and letters of addresses: what reading costs, in proportion to the text.</summary>
    public long Looks { get; set; }

    /// <summary>What a piece is; a break before the beginning and after the end.</summary>
    public TokenKind Kind(int at)
    {
        Looks++;
        return at >= 0 && at < Count ? written.Tokens[at].Kind : TokenKind.Break;
    }

    /// <summary>A piece's letters; empty outside the text.</summary>
    public ReadOnlySpan<char> Span(int at)
    {
        Looks++;
        if (at < 0 || at >= Count)
            return [];
        var token = written.Tokens[at];
        return written.Text.AsSpan(token.Start, token.Length);
    }

    /// <summary>The letters from one piece up to another.</summary>
    public ReadOnlySpan<char> Span(int from, int to) => written.Text.AsSpan(written.Tokens[from].Start, Start(to) - written.Tokens[from].Start);

    /// <summary>The composed text before a piece.</summary>
    public ReadOnlySpan<char> Before(int at) => written.Text.AsSpan(0, Start(at));

    /// <summary>Where a piece begins in the composed text.</summary>
    public int Start(int at) => at < Count ? written.Tokens[at].Start : written.Text.Length;

    /// <summary>The composed text from a piece on.</summary>
    public ReadOnlySpan<char> Rest(int at) => written.Text.AsSpan(Start(at));

    /// <summary>Whether a piece is this sign.</summary>
    public bool Is(int at, char mark) => Kind(at) == TokenKind.Mark && Span(at) is [var only] && only == mark;

    /// <summary>Whether a piece is one of these signs.</summary>
    public bool IsAny(int at, ReadOnlySpan<char> marks) => Kind(at) == TokenKind.Mark && Span(at) is [var only] && marks.Contains(only);

    /// <summary>Whether a piece is digits, so many.</summary>
    public bool IsDigits(int at, int min, int max) => Kind(at) == TokenKind.Digits && Span(at).Length >= min && Span(at).Length <= max;

    /// <summary>Whether a piece is a letter or a digit.</summary>
    public bool IsAlphanumeric(int at) => Kind(at) is TokenKind.Word or TokenKind.Digits;

    /// <summary>The value of up to nine digits.</summary>
    public int Value(int at)
    {
        var value = 0;
        foreach (var digit in Span(at))
            value = (value * 10) + digit - '0';
        return value;
    }

    /// <summary>The piece after blanks.</summary>
    public int Skip(int at) => Kind(at) == TokenKind.Space ? at + 1 : at;

    /// <summary>The piece before blanks, when it is a word; −1 when it is not.</summary>
    public int WordBefore(int at)
    {
        var before = Kind(at - 1) == TokenKind.Space ? at - 2 : at - 1;
        return Kind(before) == TokenKind.Word ? before : -1;
    }

    /// <summary>Whether the word before is one of these.</summary>
    public bool Follows(int at, WordSet words) => WordBefore(at) is >= 0 and var before && words.Has(Span(before));

    /// <summary>Whether one of the words shortly before, within the sentence, is one of these.</summary>
    public bool IsNear(int at, WordSet words, int distance)
    {
        for (var i = at - 1; i >= 0 && i >= at - (2 * distance) && Kind(i) != TokenKind.Break && !IsAny(i, ".;!?"); i--)
        {
            if (Kind(i) == TokenKind.Word && words.Has(Span(i)))
                return true;
        }

        return false;
    }

    /// <summary>Whether the next word, after blanks, is one of these.</summary>
    public bool Precedes(int end, WordSet words) => Kind(Skip(end)) == TokenKind.Word && words.Has(Span(Skip(end)));

    /// <summary>Whether a number's dash stands here; where the second value begins, and whether blanks are around.</summary>
    public (int To, bool IsSpaced)? Dash(int end)
    {
        var dash = Skip(end);
        if (!IsAny(dash, "-–—−"))
            return null;
        var to = Skip(dash + 1);
        return Kind(to) == TokenKind.Digits ? (to, dash > end || to > dash + 1) : null;
    }

    /// <summary>Whether pieces stand alone, not as a part of something longer such as '21/2/2027' or 'TT-BYT'.</summary>
    public bool IsWhole(int from, int end, bool isUnit)
    {
        if (!isUnit && ((IsAny(from - 1, "/-") && IsAlphanumeric(from - 2)) || (IsAny(from - 1, ".,:") && Kind(from - 2) == TokenKind.Digits && Kind(from) == TokenKind.Digits)))
            return false;
        var last = Kind(end - 1);
        if ((last == TokenKind.Word && IsAlphanumeric(end)) || (last == TokenKind.Digits && IsAlphanumeric(end)))
            return false;
        if (isUnit)
            return true;
        return !(IsAny(end, "/-") && IsAlphanumeric(end + 1)) && !(IsAny(end, ".,:") && Kind(end + 1) == TokenKind.Digits);
    }

    /// <summary>Says pieces in other words.</summary>
    public int Say(int from, int to, string spoken, SpokenRule rule)
    {
        Out.Say(Start(from), Start(to), spoken, rule);
        return to;
    }

    /// <summary>Leaves pieces as they are, marked, and asks.</summary>
    public int Ask(int from, int to, SpokenDoubt doubt, params ReadOnlySpan<string> candidates)
    {
        Out.Ask(Start(from), Start(to), doubt, candidates.ToArray());
        return to;
    }

    /// <summary>Leaves pieces out.</summary>
    public int Drop(int from, int to, SpokenRule rule) => Say(from, to, "", rule);
}
