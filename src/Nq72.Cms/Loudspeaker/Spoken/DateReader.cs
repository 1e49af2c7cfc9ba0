namespace Nq72.Cms.Loudspeaker.Spoken;

/// <summary>Days, months and their spans. What no calendar has is asked about.</summary>
internal static class DateReader
{
    private const int LeapYear = 2024;

    /// <summary>Reads what begins at digits; null when it is no date.</summary>
    public static int? Read(Reading reading, int at) =>
        !reading.IsDigits(at, 1, 4) ? null : Full(reading, at) ?? Pair(reading, at) ?? DaysOfMonth(reading, at) ?? InWords(reading, at) ?? MonthOnly(reading, at);

    /// <summary>"mùng bảy tháng tư"; null when no year has the day.</summary>
    public static string? DayMonth(int day, int month) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(LeapYear, month) ? $"{Day(day)} tháng {Month(month)}" : null;

    /// <summary>The day with 'ngày' before it, where the text has not said so.</summary>
    public static string WithDay(Reading reading, int at, string date)
    {
        if (!reading.Follows(at, WordSet.Day))
            return $"ngày {date}";
        // 'mùng 7/4'
        return reading.Span(reading.WordBefore(at)) is ['m' or 'M', ..] && date.StartsWith("mùng ", StringComparison.Ordinal) ? date[5..] : date;
    }

    private static string Day(int day) => day <= 10 ? $"mùng {NumberWords.Whole(day)}" : NumberWords.Whole(day);

    private static string Month(int month) => month == 4 ? "tư" : NumberWords.Whole(month);

    private static string? DayMonthYear(int day, int month, int year) =>
        year is >= 1000 and <= 2999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? $"{Day(day)} tháng {Month(month)} năm {NumberWords.Whole(year)}" : null;

    // 7/4/2027, 7-4-2027, 7.4.2027, 2027-04-07
    private static int? Full(Reading reading, int at)
    {
        if (At(reading, at) is not { } date)
            return null;
        if (date.Words is null)
            return reading.Ask(at, date.End, SpokenDoubt.InvalidDate);
        if (SpanTo(reading, date.End) is { Words: not null } second)
            return reading.Say(at, second.End, $"{WithDay(reading, at, date.Words)} đến ngày {second.Words}", SpokenRule.Date);
        return reading.Say(at, date.End, WithDay(reading, at, date.Words), SpokenRule.Date);
    }

    private static (int End, string? Words)? SpanTo(Reading reading, int end) => reading.Dash(end) is { } dash ? At(reading, dash.To) : null;

    private static (int End, string? Words)? At(Reading reading, int at)
    {
        if (!reading.IsAny(at + 1, "/-.") || !reading.Is(at + 3, reading.Span(at + 1)[0]) || !reading.IsDigits(at + 2, 1, 2) || !IsEnd(reading, at + 5))
            return null;
        if (reading.IsDigits(at, 1, 2) && reading.IsDigits(at + 4, 4, 4))
            return (at + 5, DayMonthYear(reading.Value(at), reading.Value(at + 2), reading.Value(at + 4)));
        if (reading.Is(at + 1, '-') && reading.IsDigits(at, 4, 4) && reading.IsDigits(at + 4, 2, 2))
            return (at + 5, DayMonthYear(reading.Value(at + 4), reading.Value(at + 2), reading.Value(at)));
        return null;
    }

    // nothing goes on after it: '7/4/2027' but not '7/4/2027/5'
    private static bool IsEnd(Reading reading, int end) => !reading.IsAlphanumeric(end) && !(reading.IsAny(end, "/") && reading.IsAlphanumeric(end + 1));

    // 27/2 – 7/4, 15/4-15/5/2027: two days need no other word to be known as such
    private static int? Pair(Reading reading, int at)
    {
        if (!reading.IsDigits(at, 1, 2) || !reading.Is(at + 1, '/') || !reading.IsDigits(at + 2, 1, 2) || reading.Dash(at + 3) is not { } dash || !reading.Is(dash.To + 1, '/') || !reading.IsDigits(dash.To, 1, 2))
            return null;
        var second = At(reading, dash.To) ?? (reading.IsDigits(dash.To + 2, 1, 2) && IsEnd(reading, dash.To + 3) ? (dash.To + 3, DayMonth(reading.Value(dash.To), reading.Value(dash.To + 2))) : null);
        if (second is not { } until)
            return null;
        return DayMonth(reading.Value(at), reading.Value(at + 2)) is { } from && until.Words is { } to
            ? reading.Say(at, until.End, $"{WithDay(reading, at, from)} đến ngày {to}", SpokenRule.Date)
            : reading.Ask(at, until.End, SpokenDoubt.InvalidDate);
    }

    // 27-28/2
    private static int? DaysOfMonth(Reading reading, int at)
    {
        if (!reading.IsDigits(at, 1, 2) || reading.Dash(at + 1) is not { } dash || !reading.IsDigits(dash.To, 1, 2) || !reading.Is(dash.To + 1, '/') || !reading.IsDigits(dash.To + 2, 1, 2))
            return null;
        var last = At(reading, dash.To) ?? (IsEnd(reading, dash.To + 3) ? (dash.To + 3, DayMonth(reading.Value(dash.To), reading.Value(dash.To + 2))) : null);
        if (last is not { } until || until.Words is null || reading.Value(at) >= reading.Value(dash.To) || reading.Value(at) == 0)
            return null;
        return reading.Say(at, until.End, $"{WithDay(reading, at, Day(reading.Value(at)))} đến {until.Words}", SpokenRule.Date);
    }

    // 'ngày 7 tháng 4', 'đến ngày 5.'
    private static int? InWords(Reading reading, int at)
    {
        if (!reading.IsDigits(at, 1, 2) || !reading.Follows(at, WordSet.Day) || reading.Span(reading.WordBefore(at)) is ['m' or 'M', ..])
            return null;
        var day = reading.Value(at);
        var month = reading.Skip(at + 1);
        if (reading.Kind(month) == TokenKind.Word && WordSet.Month.Has(reading.Span(month)) && reading.IsDigits(reading.Skip(month + 1), 1, 2))
        {
            var number = reading.Skip(month + 1);
            return DayMonth(day, reading.Value(number)) is null ? reading.Ask(at, number + 1, SpokenDoubt.InvalidDate) : reading.Say(at, at + 1, Day(day), SpokenRule.Date);
        }

        var isCounting = reading.Follows(reading.WordBefore(at), WordSet.Each);
        var isAlone = reading.IsAny(at + 1, ".,;:)!?") && !reading.IsAlphanumeric(at + 2);
        return !isCounting && day is >= 1 and <= 31 && (isAlone || reading.Kind(at + 1) == TokenKind.Break || reading.Precedes(at + 1, WordSet.AfterDay)) ? reading.Say(at, at + 1, Day(day), SpokenRule.Date) : null;
    }

    // 'tháng 4', 'tháng 4/2027', '4/2027'
    private static int? MonthOnly(Reading reading, int at)
    {
        if (!reading.IsDigits(at, 1, 2))
            return null;
        var isMonth = reading.Follows(at, WordSet.Month);
        var hasYear = reading.IsAny(at + 1, "/-") && reading.IsDigits(at + 2, 4, 4) && reading.Value(at + 2) is >= 1900 and <= 2199 && IsEnd(reading, at + 3) && !reading.Is(at + 3, '-');
        var month = reading.Value(at);
        if (hasYear && reading.Is(at + 1, '/') | isMonth)
        {
            var end = at + 3;
            if (month is < 1 or > 12)
                return isMonth ? reading.Ask(at, end, SpokenDoubt.InvalidDate) : null;
            if (!isMonth && reading.Follows(at, WordSet.House))
                return reading.Ask(at, end, SpokenDoubt.AmbiguousDate, $"tháng {Month(month)} năm {NumberWords.Whole(reading.Value(at + 2))}");
            // 'quý 1/2026', 'đợt 2/2026'
            if (!isMonth && reading.Follows(at, WordSet.Roman))
                return reading.Say(at, end, $"{NumberWords.Whole(month)} năm {NumberWords.Whole(reading.Value(at + 2))}", SpokenRule.Number);
            return reading.Say(at, end, $"{(isMonth ? "" : "tháng ")}{Month(month)} năm {NumberWords.Whole(reading.Value(at + 2))}", SpokenRule.Month);
        }

        // 'trong 3 tháng 4 ngày'
        var isSpan = reading.Kind(reading.WordBefore(at) - 2) == TokenKind.Digits && reading.Precedes(at + 1, WordSet.ShortSpan);
        if (!isMonth || isSpan || !IsEnd(reading, at + 1) || (reading.IsAny(at + 1, ",.-") && reading.Kind(at + 2) == TokenKind.Digits) || reading.Dash(at + 1) is not null)
            return isMonth && !isSpan ? Months(reading, at) : null;
        return month is >= 1 and <= 12 ? reading.Say(at, at + 1, Month(month), SpokenRule.Month) : reading.Ask(at, at + 1, SpokenDoubt.InvalidDate);
    }

    // 'tháng 4-6', 'tháng 4 - 6/2027'
    private static int? Months(Reading reading, int at)
    {
        if (reading.Dash(at + 1) is not { } dash || !reading.IsDigits(dash.To, 1, 2))
            return null;
        var (from, to) = (reading.Value(at), reading.Value(dash.To));
        var end = dash.To + 1;
        if (from is < 1 or > 12 || to is < 1 or > 12 || from >= to || reading.IsAlphanumeric(end))
            return null;
        var words = $"{Month(from)} đến tháng {Month(to)}";
        if (!reading.Is(end, '/'))
            return reading.Say(at, end, words, SpokenRule.Month);
        return reading.IsDigits(end + 1, 4, 4) && IsEnd(reading, end + 2) ? reading.Say(at, end + 2, $"{words} năm {NumberWords.Whole(reading.Value(end + 1))}", SpokenRule.Month) : null;
    }
}
