using System.Globalization;
using System.Runtime.InteropServices;

namespace Nq72.Cms.Loudspeaker.Spoken;

/// <summary>A number as written, with its points and commas.</summary>
/// <param name="End">The piece after it.</param>
/// <param name="Words">How it is read; null with a doubt.</param>
/// <param name="Rule">Why.</param>
/// <param name="Value">Its value; null for lists, sections and doubts.</param>
/// <param name="IsPlain">Whether it is digits alone.</param>
/// <param name="Doubt">What has to be asked.</param>
/// <param name="Candidates">With a doubt: readings.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Numeric(int End, string? Words, SpokenRule Rule, decimal? Value = null, bool IsPlain = false, SpokenDoubt Doubt = default, string[]? Candidates = null)
{
    /// <summary>Reads the number that begins at digits. A blank parts thousands only where a group begins with nought.</summary>
    public static Numeric At(Reading reading, int at)
    {
        if (Chain(reading, at, '.') is > 1 and var dots)
            return Dotted(reading, at, dots);
        if (Chain(reading, at, ',') is > 1 and var commas)
            return WithCommas(reading, at, commas);
        return Plain(reading, at);
    }

    // how many groups of digits stand together
    private static int Chain(Reading reading, int at, char separator)
    {
        var groups = 1;
        while (reading.Is(at + (2 * groups) - 1, separator) && reading.Kind(at + (2 * groups)) == TokenKind.Digits)
            groups++;
        return groups;
    }

    private static Numeric Plain(Reading reading, int at)
    {
        var digits = reading.Span(at);
        if (digits.Length > NumberWords.MaxDigits)
            return Ask(at + 1, SpokenDoubt.NumberTooLong);
        if (Spaced(reading, at) is { } spaced)
            return spaced;
        var value = long.Parse(digits, CultureInfo.InvariantCulture);
        var isPadded = digits.Length > 1 && digits[0] == '0';
        if (isPadded && reading.Follows(at, WordSet.Numbered))
            return new(at + 1, NumberWords.EachDigit(digits), SpokenRule.Digits, value, true);
        // one nought before a digit is a clerk's habit; more are a code's
        if ((isPadded && digits.Length > 2) || digits.Length > 6)
            return new(at + 1, null, SpokenRule.Number, value, true, SpokenDoubt.NumberOrCode, [NumberWords.Whole(value), NumberWords.EachDigit(digits)]);
        return new(at + 1, NumberWords.Whole(value), SpokenRule.Number, value, true);
    }

    // '10 000': a group that begins with nought can only be the rest of a number
    private static Numeric? Spaced(Reading reading, int at)
    {
        var groups = 1;
        var hasNought = false;
        while (groups < 5 && reading.Span(at + (2 * groups) - 1) is " " && reading.IsDigits(at + (2 * groups), 3, 3))
            hasNought |= reading.Span(at + (2 * groups++))[0] == '0';
        return hasNought && IsGrouped(reading, at, groups) ? Grouped(reading, at, groups) : null;
    }

    private static Numeric Dotted(Reading reading, int at, int groups)
    {
        var end = at + (2 * groups) - 1;
        if (IsGrouped(reading, at, groups))
        {
            if (!(reading.Is(end, ',') && reading.Kind(end + 1) == TokenKind.Digits))
                return Grouped(reading, at, groups);
            var whole = Grouped(reading, at, groups);
            return whole.Words is null ? whole with { End = end + 2 } : Decimal(whole.Words, whole.Value!.Value, reading.Span(end + 1), end + 2);
        }

        if (groups == 2 && !reading.Follows(at, WordSet.Section))
            return Ask(end, SpokenDoubt.AmbiguousNumber, [.. Two(reading, at, " phẩy ", true), .. Two(reading, at, " chấm ", false)]);
        return groups <= 6 && Section(reading, at, groups) is { } words ? new(end, words, SpokenRule.Section) : Ask(end, SpokenDoubt.UnknownToken);
    }

    private static Numeric WithCommas(Reading reading, int at, int groups)
    {
        var end = at + (2 * groups) - 1;
        if (groups == 2)
        {
            var whole = reading.Span(at);
            var part = reading.Span(at + 2);
            if (whole.Length > NumberWords.MaxDigits || part.Length > NumberWords.MaxDigits)
                return Ask(end, SpokenDoubt.NumberTooLong);
            var value = long.Parse(whole, CultureInfo.InvariantCulture);
            var read = Decimal(NumberWords.Whole(value), value, part, end);
            // '1,500': a decimal here, thousands in English; with '0,' or before % there is no doubt
            return part.Length != 3 || whole is ['0', ..] || whole.Length > 3 || reading.IsAny(end, "%‰")
                ? read
                : Ask(end, SpokenDoubt.AmbiguousNumber, read.Words!, NumberWords.Whole((value * 1000) + long.Parse(part, CultureInfo.InvariantCulture)));
        }

        if (IsGrouped(reading, at, groups))
            return Grouped(reading, at, groups);
        var list = new string[groups];
        for (var i = 0; i < groups; i++)
        {
            if (!reading.IsDigits(at + (2 * i), 1, 6))
                return Ask(end, SpokenDoubt.UnknownToken);
            list[i] = NumberWords.Whole(reading.Value(at + (2 * i)));
        }

        return new(end, string.Join(", ", list), SpokenRule.NumberList);
    }

    private static bool IsGrouped(Reading reading, int at, int groups)
    {
        if (!reading.IsDigits(at, 1, 3) || reading.Span(at)[0] == '0')
            return false;
        for (var i = 1; i < groups; i++)
        {
            if (reading.Span(at + (2 * i)).Length != 3)
                return false;
        }

        return true;
    }

    private static Numeric Grouped(Reading reading, int at, int groups)
    {
        var end = at + (2 * groups) - 1;
        if (groups > NumberWords.MaxDigits / 3)
            return Ask(end, SpokenDoubt.NumberTooLong);
        var value = 0L;
        for (var i = 0; i < groups; i++)
            value = (value * 1000) + reading.Value(at + (2 * i));
        return new(end, NumberWords.Whole(value), SpokenRule.Number, value);
    }

    private static Numeric Decimal(string whole, decimal value, ReadOnlySpan<char> part, int end) => part.Length > NumberWords.MaxDigits
        ? Ask(end, SpokenDoubt.NumberTooLong)
        : new(end, $"{whole} phẩy {NumberWords.AfterComma(part)}", SpokenRule.DecimalComma, value + (long.Parse(part, CultureInfo.InvariantCulture) / (decimal)Math.Pow(10, part.Length)));

    private static string[] Two(Reading reading, int at, string between, bool isDecimal) => reading.IsDigits(at, 1, 6) && reading.IsDigits(at + 2, 1, 6)
        ? [$"{NumberWords.Whole(reading.Value(at))}{between}{(isDecimal ? NumberWords.AfterComma(reading.Span(at + 2)) : NumberWords.Whole(reading.Value(at + 2)))}"]
        : [];

    /// <summary>The parts of a section's number with 'chấm' between; null when one is too long to be one.</summary>
    public static string? Section(Reading reading, int at, int groups)
    {
        var parts = new string[groups];
        for (var i = 0; i < groups; i++)
        {
            if (!reading.IsDigits(at + (2 * i), 1, 4))
                return null;
            parts[i] = NumberWords.Whole(reading.Value(at + (2 * i)));
        }

        return string.Join(" chấm ", parts);
    }

    private static Numeric Ask(int end, SpokenDoubt doubt, params string[] candidates) => new(end, null, SpokenRule.Number, null, false, doubt, candidates);
}
