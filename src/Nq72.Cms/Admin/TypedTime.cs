using System.Globalization;
using System.Text.RegularExpressions;

namespace Nq72.Cms.Admin;

/// <summary>
/// Days and times as people here type them: the day first and never the month, the year with four digits (7/4/2027, 07.04.2027 7h30, 07042027). What has no such meaning comes back as it was, so that
/// whoever takes it says which field is wrong. ISO 8601 passes unchanged: addresses hold it, and so do the inputs of browsers. <c>desk/dates.js</c> reads the same. Thread-safe.
/// </summary>
public static partial class TypedTime
{
    // the last way of each is for keyboards of phones that have digits only
    private const string HourPart = @"(?<hour>[0-9]{1,2})\s*(:\s*(?<minute>[0-9]{2})(:(?<second>[0-9]{2}))?|[hg]\s*(?<minute>[0-9]{2})?)|(?<hour>[0-9]{2})(?<minute>[0-9]{2})";
    private const string DayPart = @"(?<day>[0-9]{1,2})\s*(?<mark>[/.-])\s*(?<month>[0-9]{1,2})\s*\k<mark>\s*(?<year>[1-9][0-9]{3})|(?<day>[0-9]{2})(?<month>[0-9]{2})(?<year>[1-9][0-9]{3})";

    private static readonly string[] LocalFormats = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];

    /// <summary>A day as JSON has it, <c>2027-04-07</c>; as it was, when it is none.</summary>
    public static string? Day(string? typed) => DayOf(typed)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? typed;

    /// <summary>A day with a time as <see cref="DeskClock.Read"/> passes it on, <c>2027-04-07T07:00</c>; as it was, when it is none or has no time.</summary>
    public static string? Local(string? typed) => LocalOf(typed) is { } local ? local.ToString(local.Second == 0 ? LocalFormats[0] : LocalFormats[1], CultureInfo.InvariantCulture) : typed;

    /// <summary>A time of day, <c>07:00</c>; as it was, when it is none.</summary>
    public static string? Hour(string? typed) => HourOf(typed)?.ToString("HH:mm", CultureInfo.InvariantCulture) ?? typed;

    /// <summary>The day; null when it is none, or has a time.</summary>
    public static DateOnly? DayOf(string? typed)
    {
        if (DateOnly.TryParseExact(typed?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        return Read(typed) is (var found, null) ? found : null;
    }

    /// <summary>The day with its time; null when it is none.</summary>
    public static DateTime? LocalOf(string? typed)
    {
        if (DateTime.TryParseExact(typed?.Trim(), LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return local;
        return Read(typed) is (var day, { } hour) ? day.ToDateTime(hour) : null;
    }

    /// <summary>The time of day; null when it is none.</summary>
    public static TimeOnly? HourOf(string? typed) => HourForm().Match(typed ?? "") is { Success: true } found ? HourIn(found) : null;

    /// <summary>ISO 8601 as people read it: 07/04/2027, 07/04/2027 07:00. Anything else stays as it is.</summary>
    public static string? Show(string? iso)
    {
        if (DateOnly.TryParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return DeskClock.Show(day);
        return DateTime.TryParseExact(iso, LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? local.ToString(local.Second == 0 ? "dd/MM/yyyy HH:mm" : "dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture)
            : iso;
    }

    private static (DateOnly Day, TimeOnly? Hour)? Read(string? typed)
    {
        var found = Form().Match(typed ?? "");
        if (!found.Success)
            return null;
        var (year, month, day) = (Number(found, "year"), Number(found, "month"), Number(found, "day"));
        if (month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month))
            return null;
        if (!found.Groups["hour"].Success)
            return (new(year, month, day), null);
        return HourIn(found) is { } hour ? (new(year, month, day), hour) : null;
    }

    private static TimeOnly? HourIn(Match found)
    {
        var (hour, minute, second) = (Number(found, "hour"), Number(found, "minute"), Number(found, "second"));
        return hour < 24 && minute < 60 && second < 60 ? new TimeOnly(hour, minute, second) : null;
    }

    // at most four digits, or none at all
    private static int Number(Match found, string group) => found.Groups[group] is { Success: true } part ? int.Parse(part.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex($@"\A\s*({DayPart})([\s,]+({HourPart}))?\s*\z", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Form();

    [GeneratedRegex($@"\A\s*({HourPart})\s*\z", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HourForm();
}
