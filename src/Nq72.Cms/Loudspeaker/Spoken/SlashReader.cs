namespace Nq72.Cms.Loudspeaker.Spoken;

/// <summary>Two numbers with a slash: a day, a part of a whole, so many of so many, or a question.</summary>
internal static class SlashReader
{
    /// <summary>Reads what begins at digits; null when there is no slash.</summary>
    public static int? Read(Reading reading, int at)
    {
        if (!reading.Is(at + 1, '/') || reading.Kind(at + 2) != TokenKind.Digits)
            return null;
        var end = at + 3;
        if (reading.IsAny(end, "/-.,") && reading.IsAlphanumeric(end + 1))
            return reading.Ask(at, QuantityReader.RunEnd(reading, end), SpokenDoubt.UnknownToken);
        if (!reading.IsDigits(at, 1, 6) || !reading.IsDigits(at + 2, 1, 6))
            return reading.Ask(at, end, SpokenDoubt.UnknownToken);
        var (a, b) = (reading.Value(at), reading.Value(at + 2));
        var outOf = $"{NumberWords.Whole(a)} trên {NumberWords.Whole(b)}";
        if (QuantityReader.UnitAfter(reading, end) is { } unit)
            return unit.Spoken is null ? reading.Ask(at, unit.End, SpokenDoubt.AmbiguousAbbreviation) : reading.Say(at, unit.End, $"{outOf} {unit.Spoken}", SpokenRule.OutOf);
        if (reading.IsAlphanumeric(end))
            return reading.Ask(at, QuantityReader.RunEnd(reading, end), SpokenDoubt.UnknownToken);
        return Decide(reading, at, a, b, outOf);
    }

    private static int Decide(Reading reading, int at, int a, int b, string outOf)
    {
        var end = at + 3;
        var date = DateReader.DayMonth(a, b) is { } words ? DateReader.WithDay(reading, at, words) : null;
        var fraction = b > 1 ? $"{NumberWords.Whole(a)} phần {(b == 4 ? "tư" : NumberWords.Whole(b))}" : null;
        if (IsDate(reading, at))
            return date is null ? reading.Ask(at, end, SpokenDoubt.InvalidDate) : reading.Say(at, end, date, SpokenRule.Date);
        if (reading.Follows(at, WordSet.House))
            return date is null ? reading.Ask(at, end, SpokenDoubt.AmbiguousDate, outOf) : reading.Ask(at, end, SpokenDoubt.AmbiguousDate, outOf, date);
        if (fraction is not null && reading.Precedes(end, WordSet.Whole))
            return reading.Say(at, end, fraction, SpokenRule.Fraction);
        // '3/5 xã đạt chuẩn', but '3/5 xã Tân Đoàn tổ chức'
        var isCounted = reading.Precedes(end, WordSet.Counted);
        var isShare = a <= b && isCounted && (date is null || !(reading.Follows(at, WordSet.When) || IsName(reading, reading.Skip(end) + 1)));
        var isClock = (a, b) is (24, 7) or (24, 24) && reading.IsNear(at, WordSet.RoundTheClock, 4);
        var isRatio = reading.Follows(at, WordSet.Ratio);
        if (isShare || isClock || isRatio || a == b && b > 12)
            return reading.Say(at, end, outOf, SpokenRule.OutOf);
        if (date is null)
        {
            // '30/2' looks like a day; '61/65' cannot be one
            return a is >= 1 and <= 31 && b is >= 1 and <= 12 ? reading.Ask(at, end, SpokenDoubt.InvalidDate)
                : a < b ? reading.Say(at, end, outOf, SpokenRule.OutOf)
                : reading.Ask(at, end, SpokenDoubt.AmbiguousDate, outOf);
        }

        // a fraction is less than one; '24/7' and '5/5' are other things
        if (a > b && (a, b) is not (24, 7) && !isCounted)
            return reading.Say(at, end, date, SpokenRule.Date);
        return reading.Ask(at, end, SpokenDoubt.AmbiguousDate, [date, a < b ? fraction! : outOf]);
    }

    private static bool IsName(Reading reading, int end) => reading.Kind(reading.Skip(end)) == TokenKind.Word && char.IsUpper(reading.Span(reading.Skip(end))[0]);

    // by the words around; or in brackets after the name of a day: 'Ngày Thầy thuốc Việt Nam (27/2)'
    private static bool IsDate(Reading reading, int at) =>
        reading.Follows(at, WordSet.DayComing) || reading.Precedes(at + 3, WordSet.AfterDate)
        || (reading.Is(at - 1, '(') && reading.Is(at + 3, ')') && reading.IsNear(at - 1, WordSet.DayComing, 12));
}
