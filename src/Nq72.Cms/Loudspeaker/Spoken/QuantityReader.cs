namespace Nq72.Cms.Loudspeaker.Spoken;

/// <summary>A number with its unit, and a range of two.</summary>
internal static class QuantityReader
{
    /// <summary>Reads what begins at digits; always something.</summary>
    public static int Read(Reading reading, int at)
    {
        var number = Numeric.At(reading, at);
        var unit = UnitAfter(reading, number.End);
        if (number.Words is null)
        {
            // a unit tells that it is no code
            if (number.Doubt != SpokenDoubt.NumberOrCode || (unit is null && !reading.Precedes(number.End, WordSet.Scale) && !IsMoney(reading, number.End)) || reading.Span(at)[0] == '0')
                return reading.Ask(at, number.End, number.Doubt, number.Candidates ?? []);
            number = number with { Words = number.Candidates![0] };
        }

        if (unit is null && Special(reading, at, number) is { } special)
            return special;
        if (reading.Dash(unit?.End ?? number.End) is { } dash && Range(reading, at, number, unit, dash) is { } range)
            return range;
        if (unit is { } only)
            return only.Spoken is null ? AskUnit(reading, at, number, only) : reading.Say(at, only.End, Join(number.Words, only.Spoken), SpokenRule.Unit);
        return Attached(reading, at, number);
    }

    /// <summary>The unit after a number, with what it is measured by: 'mg/dl', 'đồng/người'. <c>Spoken</c> is null when the table has several readings.</summary>
    public static (int End, string? Spoken, IReadOnlyList<string> Candidates)? UnitAfter(Reading reading, int end)
    {
        var at = reading.Skip(end);
        if (reading.Tables.Unit(reading, at) is not { } unit || (at > end && reading.IsAny(at, "'\"")))
            return null;
        var spoken = unit.Reading.Spoken.Count == 1 ? unit.Reading.Spoken[0] : null;
        var to = unit.End;
        for (var steps = 0; steps < 3 && spoken is not null && reading.Is(to, '/') && reading.IsAlphanumeric(to + 1); steps++)
        {
            if (WordSet.Per.Has(reading.Span(to + 1)))
                (spoken, to) = ($"{spoken} một {reading.Span(to + 1)}", to + 2);
            else if (reading.Tables.Unit(reading, to + 1) is { Reading.Spoken: [var below] } by)
                (spoken, to) = ($"{spoken} trên {below}", by.End);
            else
                break;
        }

        return (to, spoken, unit.Reading.Spoken);
    }

    private static bool IsMoney(Reading reading, int end) => reading.Span(reading.Skip(end)) is "đồng";

    private static int AskUnit(Reading reading, int at, Numeric number, (int End, string? Spoken, IReadOnlyList<string> Candidates) unit) =>
        reading.Ask(at, unit.End, SpokenDoubt.AmbiguousAbbreviation, [.. unit.Candidates.Select(candidate => Join(number.Words!, candidate))]);

    // 'm²' after 'mười', '%' too: a blank between
    private static string Join(string number, string unit) => $"{number} {unit}";

    // what the word before makes of a whole number
    private static int? Special(Reading reading, int at, Numeric number)
    {
        if (!number.IsPlain || number.Value is not { } value || number.Rule != SpokenRule.Number)
            return null;
        if (reading.Follows(at, WordSet.Nth) && value is > 0 and < 1000)
            return Nth(reading, at, number.End, (long)value);
        if (reading.Is(number.End, '^') && reading.IsDigits(number.End + 1, 1, 3))
            return reading.Say(at, number.End + 2, $"{number.Words} mũ {NumberWords.Whole(reading.Value(number.End + 1))}", SpokenRule.Power);
        return Superscripts(reading, number.End) is (> 0, var power) ? reading.Say(at, power.End, $"{number.Words} mũ {power.Words}", SpokenRule.Power) : null;
    }

    // 'thứ 2-6', 'thứ 2 - thứ 6'
    private static int Nth(Reading reading, int at, int end, long value)
    {
        var words = NumberWords.Ordinal(value);
        if (value is > 1 and < 8 && reading.Dash(end) is { } dash && reading.IsDigits(dash.To, 1, 1) && reading.Value(dash.To) is < 8 and var last && last > value && !reading.IsAlphanumeric(dash.To + 1))
            return reading.Say(at, dash.To + 1, $"{words} đến thứ {NumberWords.Ordinal(last)}", SpokenRule.Ordinal);
        var sign = reading.Skip(end);
        var next = reading.Skip(sign + 1);
        return reading.IsAny(sign, "-–—") && WordSet.Nth.Has(reading.Span(next)) ? reading.Say(at, next, $"{words} đến", SpokenRule.Ordinal) : reading.Say(at, end, words, SpokenRule.Ordinal);
    }

    private static (int Length, (int End, string Words) Power) Superscripts(Reading reading, int at)
    {
        var power = 0;
        var end = at;
        for (; end < at + 3 && reading.Kind(end) == TokenKind.Mark && reading.Span(end) is [var sign] && "⁰¹²³⁴⁵⁶⁷⁸⁹".IndexOf(sign, StringComparison.Ordinal) is >= 0 and var digit; end++)
            power = (power * 10) + digit;
        return (end - at, (end, NumberWords.Whole(power)));
    }

    private static int? Range(Reading reading, int at, Numeric first, (int End, string? Spoken, IReadOnlyList<string> Candidates)? unit, (int To, bool IsSpaced) dash)
    {
        // '7-4-2027', '2027-04-07' and telephone numbers were tried before; '27/2' after the dash is a day
        var second = Numeric.At(reading, dash.To);
        var end = second.End;
        if (first.Value is not { } from || second.Value is not { } to || (second.Words is null && second.Doubt != SpokenDoubt.NumberOrCode) || (reading.IsAny(end, "/:") && reading.Kind(end + 1) == TokenKind.Digits))
            return null;
        var lastUnit = UnitAfter(reading, end);
        var isYear = reading.Follows(at, WordSet.Year);
        if (dash.IsSpaced && (from >= to || (isYear && to is < 1000 or > 2999) || (unit is not null && unit.Value.Spoken != lastUnit?.Spoken)))
            return null;
        if (lastUnit is { Spoken: null })
            return null;
        var (a, b) = (first.Words!, second.Words ?? second.Candidates![0]);
        if (reading.Follows(at, WordSet.Nth) && from is > 0 and < 8 && to is > 0 and < 8)
            (a, b) = (NumberWords.Ordinal((long)from), NumberWords.Ordinal((long)to));
        var spoken = $"{a}{(unit is { Spoken: { } left } ? $" {left}" : "")} đến {b}{(lastUnit is { Spoken: { } right } ? $" {right}" : "")}";
        var whole = lastUnit?.End ?? end;
        if (reading.IsAlphanumeric(whole) || (reading.IsAny(whole, "-–") && reading.IsAlphanumeric(whole + 1)))
            return reading.Ask(at, RunEnd(reading, whole), SpokenDoubt.UnknownToken);
        if (from < to && (first.Value > 31 || to > 12 || lastUnit is not null || dash.IsSpaced || reading.Follows(at, WordSet.Section) || IsCounted(reading, whole)))
            return reading.Say(at, whole, spoken, SpokenRule.Range);
        var day = first.IsPlain && second.IsPlain && DateReader.DayMonth((int)Math.Min(from, 99), (int)Math.Min(to, 99)) is { } date ? date : null;
        if (day is not null && (reading.Follows(at, WordSet.DayComing) || reading.Precedes(whole, WordSet.AfterDate)))
            return reading.Say(at, whole, DateReader.WithDay(reading, at, day), SpokenRule.Date);
        string[] candidates = [.. new[] { from < to ? spoken : null, day is null ? null : DateReader.WithDay(reading, at, day), from >= to ? $"{a} {b}" : null }.OfType<string>()];
        return reading.Ask(at, whole, SpokenDoubt.AmbiguousRange, candidates);
    }

    private static bool IsCounted(Reading reading, int end) =>
        reading.Kind(reading.Skip(end)) == TokenKind.Word && !WordSet.NotCounted.Has(reading.Span(reading.Skip(end)));

    // letters that touch the number
    private static int Attached(Reading reading, int at, Numeric number)
    {
        var end = number.End;
        if (reading.Kind(end) == TokenKind.Word && reading.Span(end) is [var letter] && char.IsUpper(letter) && !reading.IsAlphanumeric(end + 1) && !(reading.IsAny(end + 1, "-/") && reading.IsAlphanumeric(end + 2)))
            return reading.Say(at, end + 1, $"{number.Words} {letter}", SpokenRule.NumberLetter);
        // '10x15'
        if (reading.Span(end) is "x" && reading.Kind(end + 1) == TokenKind.Digits)
            return reading.Say(at, end, number.Words!, number.Rule);
        if (reading.Kind(end) == TokenKind.Word && !(char.IsLower(reading.Span(end)[0]) && reading.Span(end).Length > 1 && VietnameseSyllable.IsOne(reading.Span(end))))
            return reading.Ask(at, RunEnd(reading, end), SpokenDoubt.UnknownToken);
        if (reading.Is(end, '/') && (reading.IsAlphanumeric(end + 1) || reading.Is(end + 1, '/')))
            return reading.Ask(at, RunEnd(reading, end), SpokenDoubt.Slash);
        if (reading.IsAny(end, "-–") && reading.Kind(end + 1) == TokenKind.Word)
            return reading.Ask(at, RunEnd(reading, end), SpokenDoubt.UnknownToken);
        return reading.Say(at, end, number.Words!, number.Rule);
    }

    /// <summary>The end of letters, digits and what holds them together.</summary>
    public static int RunEnd(Reading reading, int at)
    {
        while (reading.IsAlphanumeric(at) || (reading.IsAny(at, "-–/.,:+_") && reading.IsAlphanumeric(at + 1)))
            at++;
        return at;
    }
}
