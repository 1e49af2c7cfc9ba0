using System.Globalization;
using System.Text.RegularExpressions;

namespace Nq72.Cms.Media.Captions;

/// <summary>Instants of a clip as captions write them.</summary>
/// <remarks>Source: W3C WebVTT §4.1, "WebVTT timestamp": hours of two or more digits or none, minutes and seconds of two digits below 60, milliseconds of three.</remarks>
internal static partial class CueTime
{
    /// <summary>Reads a time of WebVTT; null when it is none.</summary>
    public static TimeSpan? Read(string text) => Exact().Match(text) is { Success: true } match ? Span(match, 3) : null;

    /// <summary>Reads a time of SubRip, as the programs write it: comma or dot, one to three digits behind it, one digit where there should be two.</summary>
    public static TimeSpan? ReadLoosely(string text) => Loose().Match(text) is { Success: true } match ? Span(match, match.Groups["milliseconds"].Length) : null;

    /// <summary>As WebVTT writes it, with hours.</summary>
    public static string Write(TimeSpan time)
    {
        var milliseconds = (long)Math.Round(time.TotalMilliseconds);
        return string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 3_600_000:00}:{milliseconds / 60_000 % 60:00}:{milliseconds / 1000 % 60:00}.{milliseconds % 1000:000}");
    }

    private static TimeSpan? Span(Match match, int digits)
    {
        var (hours, minutes, seconds) = (Number(match, "hours"), Number(match, "minutes"), Number(match, "seconds"));
        if (minutes > 59 || seconds > 59)
            return null;
        var milliseconds = Number(match, "milliseconds") * (digits switch { 1 => 100, 2 => 10, _ => 1 });
        return new TimeSpan(0, hours, minutes, seconds, milliseconds);
    }

    private static int Number(Match match, string group) => int.TryParse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex(@"^((?<hours>[0-9]{2,5}):)?(?<minutes>[0-9]{2}):(?<seconds>[0-9]{2})\.(?<milliseconds>[0-9]{3})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Exact();

    [GeneratedRegex(@"^(?<hours>[0-9]{1,5}):(?<minutes>[0-9]{1,2}):(?<seconds>[0-9]{1,2})([,.](?<milliseconds>[0-9]{1,3}))?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Loose();
}
