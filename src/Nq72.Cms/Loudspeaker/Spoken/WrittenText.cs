using System.Text;

namespace Nq72.Cms.Loudspeaker.Spoken;

/// <summary>
/// A text cut into pieces, in one pass. Composed first (NFC), without what nobody sees (zero-width signs, soft hyphens, control characters), with one
/// kind of blank, hyphen and digit; it still knows where each piece stood in what was given.
/// </summary>
internal sealed class WrittenText
{
    // a letter with more marks than any language puts on it is cut here: composing takes the square of their number
    private const int MaxMarks = 6;

    private readonly int[]? origins;

    private WrittenText(string text, int[]? origins)
    {
        Text = text;
        this.origins = origins;
        Tokens = Cut(text);
    }

    /// <summary>The composed text.</summary>
    public string Text { get; }

    /// <summary>Its pieces, in order, without gaps.</summary>
    public List<WrittenToken> Tokens { get; }

    /// <summary>Cuts a text.</summary>
    public static WrittenText Of(string given)
    {
        for (var at = 0; at < given.Length; at++)
        {
            if (IsOdd(given, at))
                return Compose(given);
        }

        return new WrittenText(given, null);
    }

    /// <summary>Where a place of the composed text stood in what was given.</summary>
    public int OriginOf(int index) => origins is null ? index : origins[index];

    private static bool IsOdd(string text, int at)
    {
        var letter = text[at];
        return letter switch
        {
            < ' ' => letter is not ('\n' or '\t'),
            < '\u007f' => false,
            <= '\u00a0' or '\u00ad' or '\u202f' => true,
            < '\u0300' => false,
            <= '\u036f' => true,
            >= '\u2000' and <= '\u2011' or >= '\u2028' and <= '\u202e' or >= '\u2060' and <= '\u206f' or '\u3000' => true,
            >= '\ud800' and <= '\udfff' => !(char.IsHighSurrogate(letter) ? at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) : at > 0 && char.IsHighSurrogate(text[at - 1])),
            '\ufeff' or >= '\ufe00' and <= '\ufe0f' or >= '\uff10' and <= '\uff19' => true,
            _ => false,
        };
    }

    private static WrittenText Compose(string given)
    {
        var text = new StringBuilder(given.Length);
        var places = new List<int>(given.Length + 1);
        Span<char> source = stackalloc char[MaxMarks + 1];
        Span<char> composed = stackalloc char[(MaxMarks + 1) * 4];
        for (var at = 0; at < given.Length; at++)
        {
            if (at + 1 < given.Length && given[at + 1] is >= '\u0300' and <= '\u036f' && char.IsLetter(given[at]))
            {
                var begin = at;
                source[0] = given[at];
                var length = 1;
                for (; at + 1 < given.Length && given[at + 1] is >= '\u0300' and <= '\u036f'; at++)
                {
                    if (length <= MaxMarks)
                        source[length++] = given[at + 1];
                }

                var fits = ((ReadOnlySpan<char>)source[..length]).TryNormalize(composed, out var written);
                Add(fits ? composed[..written] : source[..length], begin);
            }
            else if (!IsOdd(given, at))
                Add(given.AsSpan(at, 1), at);
            else if (Plain(given[at]) is { } plain)
                Add([plain], at);
        }

        places.Add(given.Length);
        return new WrittenText(text.ToString(), [.. places]);

        void Add(ReadOnlySpan<char> letters, int origin)
        {
            text.Append(letters);
            for (var i = 0; i < letters.Length; i++)
                places.Add(origin);
        }
    }

    // null: nobody sees it
    private static char? Plain(char letter) => letter switch
    {
        '\u00a0' or '\u202f' or '\u3000' or >= '\u2000' and <= '\u200a' => ' ',
        '\u2010' or '\u2011' => '-',
        '\u2028' or '\u2029' or '\u0085' or '\v' or '\f' => '\n',
        >= '\uff10' and <= '\uff19' => (char)(letter - '\uff10' + '0'),
        >= '\ud800' and <= '\udfff' => '\ufffd',
        >= '\u0300' and <= '\u036f' => letter,
        _ => null,
    };

    private static List<WrittenToken> Cut(string text)
    {
        var tokens = new List<WrittenToken>((text.Length / 3) + 1);
        for (var at = 0; at < text.Length;)
        {
            var kind = KindOf(text[at]);
            var end = at + 1;
            if (kind == TokenKind.Mark)
                end += char.IsHighSurrogate(text[at]) && end < text.Length ? 1 : 0;
            else
            {
                while (end < text.Length && (KindOf(text[end]) == kind || (kind == TokenKind.Word && text[end] is >= '\u0300' and <= '\u036f')))
                    end++;
            }

            tokens.Add(new(at, end - at, kind));
            at = end;
        }

        return tokens;
    }

    private static TokenKind KindOf(char letter) => letter switch
    {
        ' ' or '\t' => TokenKind.Space,
        '\n' => TokenKind.Break,
        >= '0' and <= '9' => TokenKind.Digits,
        >= 'a' and <= 'z' or >= 'A' and <= 'Z' => TokenKind.Word,
        < '\u00aa' => TokenKind.Mark,
        'º' or 'ª' => TokenKind.Mark,
        _ => char.IsLetter(letter) ? TokenKind.Word : TokenKind.Mark,
    };
}
