namespace Nq72.Cms.Loudspeaker.Spoken;

/// <summary>Roman numerals: read where the word before asks for one, asked about where it does not.</summary>
internal static class RomanReader
{
    /// <summary>Reads what begins at a word; null when it is no Roman numeral, or a Vietnamese word in capitals.</summary>
    public static int? Read(Reading reading, int at)
    {
        var value = RomanNumeral.Value(reading.Span(at));
        if (value == 0)
            return null;
        if (Section(reading, at, value) is { } section)
            return section;
        if (reading.IsAlphanumeric(at + 1) || (reading.IsAny(at + 1, "/.") && reading.Kind(at + 2) == TokenKind.Word) || (reading.Is(at - 1, '.') && reading.Kind(at - 2) == TokenKind.Word))
            return null;
        var isNth = reading.Follows(at, WordSet.Nth);
        var isList = reading.RomanEnd is > 0 && at - reading.RomanEnd <= 3 && (reading.IsAny(reading.RomanEnd, ",-–") || reading.Span(reading.RomanEnd + 1) is "và" or "đến");
        if (reading.Follows(at, WordSet.Roman) || isList)
            return Say(reading, at, isNth ? NumberWords.Ordinal(value) : NumberWords.Whole(value));
        if (reading.AtLineStart && IsHeading(reading, at))
            return reading.IsAny(at + 1, ")-–/") ? reading.Say(at, at + 2, $"{NumberWords.Whole(value)},", SpokenRule.ListNumber) : reading.Say(at, at + 1, NumberWords.Whole(value), SpokenRule.ListNumber);
        // 'vitamin C', 'hệ D': one letter is a letter; 'I', 'V', 'X' may be either
        if (reading.Span(at) is [not ('I' or 'V' or 'X')])
            return null;
        return WordReader.IsAmongCapitals(reading, at) ? null : reading.Ask(at, at + 1, SpokenDoubt.RomanOrLetters, NumberWords.Whole(value));
    }

    private static int Say(Reading reading, int at, string words)
    {
        var end = at + 1;
        if (reading.Is(end, '/') && reading.IsDigits(end + 1, 4, 4) && !reading.IsAlphanumeric(end + 2))
        {
            words = $"{words} năm {NumberWords.Whole(reading.Value(end + 1))}";
            end += 2;
        }
        else if (reading.IsAny(end, "-–") && RomanNumeral.Value(reading.Span(end + 1)) is > 0 and var to && !reading.IsAlphanumeric(end + 2))
        {
            words = $"{words} đến {NumberWords.Whole(to)}";
            end += 2;
        }

        reading.RomanEnd = end;
        return reading.Say(at, end, words, SpokenRule.Roman);
    }

    // 'II.4', 'III.1.1'
    private static int? Section(Reading reading, int at, int value)
    {
        var groups = 0;
        while (groups < 5 && reading.Is(at + 1 + (2 * groups), '.') && reading.IsDigits(at + 2 + (2 * groups), 1, 3))
            groups++;
        var end = at + 1 + (2 * groups);
        return groups == 0 || reading.IsAlphanumeric(end) ? null
            : reading.Say(at, end, $"{NumberWords.Whole(value)} chấm {Numeric.Section(reading, at + 2, groups)}", SpokenRule.Section);
    }

    private static bool IsHeading(Reading reading, int at)
    {
        var next = reading.Is(at + 1, '\\') ? at + 2 : at + 1;
        return reading.IsAny(next, ".)-–:/") || reading.IsAny(reading.Skip(next), "-–");
    }
}
