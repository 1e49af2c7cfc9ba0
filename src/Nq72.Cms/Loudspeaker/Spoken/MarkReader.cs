using System.Globalization;

namespace Nq72.Cms.Loudspeaker.Spoken;

/// <summary>Signs: punctuation stays and makes pauses; signs of arithmetic are said; marks of layout and pictures are left out.</summary>
internal static class MarkReader
{
    /// <summary>Reads a sign; always something.</summary>
    public static int Read(Reading reading, int at)
    {
        if (ListReader.Bullet(reading, at) is { } bullet)
            return bullet;
        if (Sign(reading, at) is { } sign)
            return sign;
        var mark = reading.Span(at);
        if (mark.Length == 1 && Punctuation(reading, at, mark[0]) is { } end)
            return end;
        if (IsPicture(mark))
        {
            reading.Out.Tell(reading.Start(at), reading.Start(at + 1), SpokenDoubt.EmojiLeftOut);
            return reading.Drop(at, at + 1, SpokenRule.Emoji);
        }

        return reading.Ask(at, at + 1, SpokenDoubt.UnknownSymbol);
    }

    private static bool IsPicture(ReadOnlySpan<char> mark) => mark.Length switch
    {
        2 => CharUnicodeInfo.GetUnicodeCategory(char.ConvertToUtf32(mark[0], mark[1])) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol or UnicodeCategory.OtherNotAssigned,
        _ => mark[0] is >= '\u2600' and <= '\u27bf' or >= '\u2b00' and <= '\u2bff' or >= '\u2190' and <= '\u21ff' and not ('→' or '←' or '↑' or '↓'),
    };

    // before a number
    private static int? Sign(Reading reading, int at)
    {
        if (reading.Kind(reading.Skip(at + 1)) != TokenKind.Digits)
            return null;
        var isBetween = reading.Kind(reading.Kind(at - 1) == TokenKind.Space ? at - 2 : at - 1) == TokenKind.Digits;
        var isTouching = reading.Kind(at + 1) == TokenKind.Digits;
        var isFree = reading.Kind(at - 1) is TokenKind.Space or TokenKind.Break || reading.IsAny(at - 1, "(“\"[");
        if (reading.IsAny(at, "-−") && isTouching && isFree && !isBetween)
        {
            if (reading.AtLineStart && reading.Is(at, '-'))
                return MinusOrItem(reading, at);
            return reading.Say(at, at + 1, "âm", SpokenRule.Sign);
        }

        var spoken = reading.Span(at) switch
        {
            "<" => "dưới",
            ">" => "trên",
            "≥" => "lớn hơn hoặc bằng",
            "≤" => "nhỏ hơn hoặc bằng",
            "=" => "bằng",
            "±" => "cộng trừ",
            "≈" or "~" => "khoảng",
            "×" => "nhân",
            "÷" => "chia",
            "+" when isTouching || isBetween => "cộng",
            _ => null,
        };
        return spoken is null ? null : reading.Say(at, at + 1, spoken, SpokenRule.Sign);
    }

    private static int MinusOrItem(Reading reading, int at)
    {
        var number = Numeric.At(reading, at + 1);
        var unit = QuantityReader.UnitAfter(reading, number.End);
        var words = unit is { Spoken: { } spoken } ? $"{number.Words} {spoken}" : number.Words;
        return words is null ? reading.Ask(at, number.End, SpokenDoubt.MinusOrItem) : reading.Ask(at, unit?.End ?? number.End, SpokenDoubt.MinusOrItem, $"âm {words}", words);
    }

    private static int? Punctuation(Reading reading, int at, char mark)
    {
        switch (mark)
        {
            case '.' or '!' or '?' or '…':
                return Stop(reading, at, mark);
            case ',':
                return Mark(reading, at, Pause.Short);
            case ';' or ':':
                return Mark(reading, at, Pause.Middle);
            case '(' or ')' or '[' or ']' or '{' or '}':
                return Bracket(reading, at, mark);
            case '–' or '—' or '-':
                return Dash(reading, at);
            case '"' or '“' or '”' or '„' or '\'' or '‘' or '’' or '«' or '»' or '‹' or '›':
                return Mark(reading, at, Pause.None);
            case '*' or '_' or '`' or '\\' or '#' or '~':
                return Markup(reading, at, mark);
            case '|':
                return Cell(reading, at);
            case '&':
                return reading.Say(at, at + 1, "và", SpokenRule.Sign);
            case '%':
                return reading.Say(at, at + 1, "phần trăm", SpokenRule.Unit);
            case '→' or '•' or '·':
                reading.Out.Rest(Pause.Short);
                return reading.Drop(at, at + 1, SpokenRule.Markup);
            default:
                return null;
        }
    }

    private static int Mark(Reading reading, int at, Pause pause)
    {
        reading.Out.Mark(reading.Span(at), pause);
        return at + 1;
    }

    // '......' is one rest
    private static int Stop(Reading reading, int at, char mark)
    {
        var end = at + 1;
        while (mark == '.' && reading.Is(end, '.'))
            end++;
        if (end - at < 3)
        {
            Mark(reading, at, mark == '…' ? Pause.Short : Pause.Sentence);
            return end;
        }

        reading.Out.Mark("…", Pause.Short);
        return end;
    }

    // an address that was left out leaves empty brackets; '[text](address)' is text
    private static int Bracket(Reading reading, int at, char mark)
    {
        if (mark == '(' && AddressReader.EndOf(reading, at + 1) is { } end && reading.Is(end, ')'))
        {
            AddressReader.Read(reading, at + 1);
            return end + 1;
        }

        if (mark is '[' or ']' or '{' or '}')
            return reading.Drop(at, at + 1, SpokenRule.Markup);
        return Mark(reading, at, Pause.Short);
    }

    private static int Dash(Reading reading, int at)
    {
        var end = at + 1;
        while (reading.Is(end, '-'))
            end++;
        if (end - at >= 3)
            return reading.Drop(at, end, SpokenRule.Markup);
        return Mark(reading, at, reading.Kind(at - 1) == TokenKind.Space || reading.Kind(end) == TokenKind.Space ? Pause.Short : Pause.None);
    }

    private static int? Markup(Reading reading, int at, char mark)
    {
        if (mark == '*' && reading.Kind(at - 1) == TokenKind.Digits && reading.Kind(at + 1) == TokenKind.Digits)
            return null;
        var end = at + 1;
        while (reading.Is(end, mark))
            end++;
        // a tag of social media, a lone '~'
        if ((mark == '#' && (!reading.AtLineStart || reading.Kind(end) != TokenKind.Space)) || (mark == '~' && end == at + 1))
            return mark == '#' && reading.IsAlphanumeric(end) ? reading.Ask(at, QuantityReader.RunEnd(reading, end), SpokenDoubt.UnknownSymbol) : null;
        return reading.Drop(at, end, SpokenRule.Markup);
    }

    // told of once a text
    private static int Cell(Reading reading, int at)
    {
        if (reading.AtLineStart)
        {
            if (!reading.IsTableTold)
                reading.Out.Tell(reading.Start(at), reading.Start(at + 1), SpokenDoubt.Table);
            reading.IsTableTold = true;
            return reading.Drop(at, at + 1, SpokenRule.Markup);
        }

        if (reading.Kind(reading.Skip(at + 1)) == TokenKind.Break)
            return reading.Drop(at, at + 1, SpokenRule.Markup);
        reading.Out.Note(reading.Start(at), reading.Start(at + 1), ",", SpokenRule.Markup);
        reading.Out.Mark(",", Pause.Short);
        return at + 1;
    }
}
