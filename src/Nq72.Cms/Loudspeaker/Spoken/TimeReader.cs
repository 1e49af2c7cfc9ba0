namespace Nq72.Cms.Loudspeaker.Spoken;

/// <summary>Times of the day and hours: '7h30', '17:30', '05:00–05:30'.</summary>
internal static class TimeReader
{
    /// <summary>Reads what begins at digits; null when it is no time.</summary>
    public static int? Read(Reading reading, int at)
    {
        if (At(reading, at) is not { } first)
            return null;
        if (first.Words is null)
            return reading.Ask(at, first.End, first.Doubt, first.Doubt == SpokenDoubt.AmbiguousRatio ? Ratio(reading, at) : []);
        // '8-11h' is no business of ours; '8h-11h' is
        if (reading.Dash(first.End) is { } dash && At(reading, dash.To) is { } second)
        {
            return second.Words is null
                ? reading.Ask(at, second.End, SpokenDoubt.InvalidTime)
                : reading.Say(at, second.End, $"{first.Words} đến {second.Words}", SpokenRule.Time);
        }

        var per = reading.Is(first.End, '/') && reading.Kind(first.End + 1) == TokenKind.Word && WordSet.Per.Has(reading.Span(first.End + 1));
        if (per)
            return reading.Say(at, first.End + 2, $"{first.Words} một {reading.Span(first.End + 1)}", SpokenRule.Time);
        return first.Rule == SpokenRule.OutOf || !(reading.Is(first.End, '/') && reading.IsAlphanumeric(first.End + 1))
            ? reading.Say(at, first.End, first.Words, first.Rule)
            : reading.Ask(at, QuantityReader.RunEnd(reading, first.End), SpokenDoubt.UnknownToken);
    }

    private static string[] Ratio(Reading reading, int at) => reading.IsDigits(at, 1, 6) && reading.IsDigits(at + 2, 1, 6)
        ? [$"{NumberWords.Whole(reading.Value(at))} trên {NumberWords.Whole(reading.Value(at + 2))}", .. reading.IsDigits(at, 1, 2) && reading.IsDigits(at + 2, 2, 2) && Clock(reading.Value(at), reading.Value(at + 2), 0) is { } time ? [time] : Array.Empty<string>()]
        : [];

    private static (int End, string? Words, SpokenDoubt Doubt, SpokenRule Rule)? At(Reading reading, int at)
    {
        if (reading.Kind(at + 1) == TokenKind.Word && reading.Span(at + 1) is "h" or "H" or "g" && reading.IsDigits(at, 1, 3))
            return WithLetter(reading, at);
        return reading.Is(at + 1, ':') && reading.Kind(at + 2) == TokenKind.Digits ? WithColon(reading, at) : null;
    }

    private static (int End, string? Words, SpokenDoubt Doubt, SpokenRule Rule)? WithLetter(Reading reading, int at)
    {
        var hours = reading.Value(at);
        var hasMinutes = reading.IsDigits(at + 2, 2, 2);
        // 'g' alone is a gram
        if (!hasMinutes)
        {
            return reading.Span(at + 1) is "g" || reading.IsAlphanumeric(at + 2) ? null : (at + 2, $"{NumberWords.Whole(hours)} giờ", default, SpokenRule.Time);
        }

        var end = at + 3;
        if (reading.Kind(end) == TokenKind.Word && reading.Span(end) is "p" or "ph" or "'")
            end++;
        if (reading.IsAlphanumeric(end))
            return (QuantityReader.RunEnd(reading, end), null, SpokenDoubt.UnknownToken, default);
        return (end, Clock(hours, reading.Value(at + 2), 0), SpokenDoubt.InvalidTime, SpokenRule.Time);
    }

    private static (int End, string? Words, SpokenDoubt Doubt, SpokenRule Rule)? WithColon(Reading reading, int at)
    {
        var end = at + 3;
        if (reading.Is(end, ':') && reading.IsDigits(end + 1, 2, 2) && reading.IsDigits(at, 1, 2) && reading.IsDigits(at + 2, 2, 2) && !reading.IsAlphanumeric(end + 2))
            return (end + 2, Clock(reading.Value(at), reading.Value(at + 2), reading.Value(end + 1)), SpokenDoubt.InvalidTime, SpokenRule.Time);
        if (reading.IsAlphanumeric(end) || (reading.IsAny(end, ":.,") && reading.Kind(end + 1) == TokenKind.Digits))
            return (QuantityReader.RunEnd(reading, end), null, SpokenDoubt.UnknownToken, default);
        if (reading.Follows(at, WordSet.Ratio) && Ratio(reading, at) is [var ratio, ..])
            return (end, ratio, default, SpokenRule.OutOf);
        // '1:10' is a scale as often as a time
        return reading.IsDigits(at, 1, 2) && reading.IsDigits(at + 2, 2, 2) && reading.Span(at) is not "1"
            ? (end, Clock(reading.Value(at), reading.Value(at + 2), 0), SpokenDoubt.InvalidTime, SpokenRule.Time)
            : (end, null, SpokenDoubt.AmbiguousRatio, default);
    }

    private static string? Clock(int hours, int minutes, int seconds)
    {
        if (hours > 24 || minutes > 59 || seconds > 59 || (hours == 24 && minutes + seconds > 0))
            return null;
        var words = $"{NumberWords.Whole(hours)} giờ";
        if (minutes > 0 || seconds > 0)
            words += $" {NumberWords.Whole(minutes)} phút";
        return seconds > 0 ? $"{words} {NumberWords.Whole(seconds)} giây" : words;
    }
}
