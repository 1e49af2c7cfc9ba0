namespace Nq72.Cms.Loudspeaker.Spoken;

/// <summary>Words: most stay as they are; capitals that no table explains, letters with digits, slashes and other scripts are asked about.</summary>
internal static class WordReader
{
    private const int MaxParts = 8;

    /// <summary>Reads a word; always something.</summary>
    public static int Read(Reading reading, int at)
    {
        var word = reading.Span(at);
        if (word is "x" && reading.Kind(reading.Skip(at + 1)) == TokenKind.Digits && reading.Kind(reading.Kind(at - 1) == TokenKind.Space ? at - 2 : at - 1) == TokenKind.Digits)
            return reading.Say(at, at + 1, "nhân", SpokenRule.Sign);
        if (reading.Is(at + 1, '/') && reading.IsAlphanumeric(at + 2))
            return Slashed(reading, at);
        if (reading.Kind(at + 1) == TokenKind.Digits)
            return reading.Ask(at, QuantityReader.RunEnd(reading, at), SpokenDoubt.UnknownToken);
        if (reading.Is(at + 1, '-') && reading.IsAlphanumeric(at + 2) && IsCode(reading, at))
            return reading.Ask(at, QuantityReader.RunEnd(reading, at), SpokenDoubt.UnknownToken);
        if (!VietnameseSyllable.IsLatin(word))
            return reading.Ask(at, at + 1, SpokenDoubt.UnknownLetters);
        var isSyllable = VietnameseSyllable.IsOne(word);
        if (word.Length > 1 && HasInnerCapital(word) && !(isSyllable && (HasMarks(word) || IsAmongCapitals(reading, at))))
            return reading.Ask(at, at + 1, SpokenDoubt.UnknownAbbreviation, isSyllable ? [word.ToString().ToLowerInvariant()] : []);
        if (word is "P" or "Q" or "H" or "X" or "T" && reading.Is(at + 1, '.') && (StartsUpper(reading, reading.Skip(at + 2)) || reading.Kind(at + 2) == TokenKind.Digits))
            return reading.Ask(at, at + 2, SpokenDoubt.UnknownAbbreviation);
        if (!isSyllable && word.Length > 1 && reading.Foreign.Add(word.ToString()))
            reading.Out.Tell(reading.Start(at), reading.Start(at + 1), SpokenDoubt.ForeignWord);
        reading.Out.Word(word, isSyllable ? 1 : VietnameseSyllable.Count(word));
        return at + 1;
    }

    /// <summary>Whether the word is one of several in capitals that are Vietnamese: a heading, not an abbreviation.</summary>
    public static bool IsAmongCapitals(Reading reading, int at) => IsCapitalSyllable(reading, at - 2) || IsCapitalSyllable(reading, at + 2);

    private static bool IsCapitalSyllable(Reading reading, int at) =>
        reading.Kind(at) == TokenKind.Word && reading.Span(at).Length > 1 && !HasLower(reading.Span(at)) && VietnameseSyllable.IsOne(reading.Span(at));

    // 'lần/ngày' after a number is 'lần một ngày'; what the slash means between other words only the writer knows
    private static int Slashed(Reading reading, int at)
    {
        var end = at + 1;
        var parts = new List<string> { reading.Span(at).ToString() };
        var isPer = true;
        while (reading.Is(end, '/') && reading.Kind(end + 1) == TokenKind.Word && parts.Count < MaxParts)
        {
            parts.Add(reading.Span(end + 1).ToString());
            isPer &= WordSet.Per.Has(reading.Span(end + 1));
            end += 2;
        }

        if (reading.IsAlphanumeric(end) || (reading.IsAny(end, "/-") && reading.IsAlphanumeric(end + 1)))
            return reading.Ask(at, QuantityReader.RunEnd(reading, end), SpokenDoubt.UnknownToken);
        if (isPer && IsAfterNumber(reading, at))
            return reading.Say(at, end, string.Join(" một ", parts), SpokenRule.Per);
        string[] spoken = [.. parts.Select(part => Expanded(reading, part))];
        return reading.Ask(at, end, SpokenDoubt.Slash, string.Join(", ", spoken), string.Join(" hoặc ", spoken), string.Join(" trên ", spoken));
    }

    private static string Expanded(Reading reading, string part) => reading.Tables.Single(part) ?? part;

    private static bool IsAfterNumber(Reading reading, int at)
    {
        var before = at;
        for (var i = 0; i < 3; i++)
        {
            before = reading.Kind(before - 1) == TokenKind.Space ? before - 2 : before - 1;
            if (reading.Kind(before) == TokenKind.Digits)
                return true;
            if (reading.Kind(before) != TokenKind.Word)
                return false;
        }

        return false;
    }

    // 'COVID-20', 'TT-BYT', but not 'vắc-xin', 'Tày-Nùng'
    private static bool IsCode(Reading reading, int at) =>
        reading.Kind(at + 2) == TokenKind.Digits || IsCapitals(reading.Span(at)) || IsCapitals(reading.Span(at + 2));

    private static bool IsCapitals(ReadOnlySpan<char> word) => word.Length > 1 && !HasLower(word) && !(VietnameseSyllable.IsOne(word) && HasMarks(word));

    private static bool StartsUpper(Reading reading, int at) => reading.Kind(at) == TokenKind.Word && char.IsUpper(reading.Span(at)[0]);

    private static bool HasLower(ReadOnlySpan<char> word)
    {
        foreach (var letter in word)
        {
            if (!char.IsUpper(letter))
                return true;
        }

        return false;
    }

    private static bool HasInnerCapital(ReadOnlySpan<char> word)
    {
        foreach (var letter in word[1..])
        {
            if (char.IsUpper(letter))
                return true;
        }

        return false;
    }

    private static bool HasMarks(ReadOnlySpan<char> word) => word.ContainsAnyInRange('\u0080', '\uffff');
}
