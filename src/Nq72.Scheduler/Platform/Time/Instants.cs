using System.Globalization;

namespace Nq72.Scheduler.Platform.Time;

/// <summary>One convention for instants: UTC, cut to microseconds (what both databases keep).</summary>
public static class Instants
{
    private const string WireFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'";

    /// <summary>The one <c>now</c> of a request or a sweep: taken once and passed on as a parameter.</summary>
    public static DateTimeOffset Now(this TimeProvider clock) => clock.GetUtcNow().Cut();

    /// <summary>Today's date in a zone.</summary>
    public static DateOnly Today(this TimeProvider clock, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).DateTime);

    /// <summary>The instant in UTC, cut (not rounded) to microseconds.</summary>
    public static DateTimeOffset Cut(this DateTimeOffset instant)
    {
        var utc = instant.UtcTicks;
        return new DateTimeOffset(utc - (utc % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
    }

    /// <summary>RFC 3339 in UTC with <c>Z</c>, fractions only where there are any: <c>2027-04-07T00:00:00Z</c>.</summary>
    public static string ToWire(this DateTimeOffset instant) => instant.UtcDateTime.ToString(WireFormat, CultureInfo.InvariantCulture);

    /// <summary>Reads RFC 3339 with an offset or <c>Z</c>; false for anything else (a time without an offset means nothing by itself).</summary>
    public static bool TryParseWire(string? text, out DateTimeOffset instant)
    {
        instant = default;
        if (text is null || text.Length < 20 || (text[10] is not ('T' or 't' or ' ')) || !HasOffset(text)
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed))
            return false;
        instant = parsed.Cut();
        return true;
    }

    /// <summary>Microseconds since 1970-01-01T00:00Z: how SQLite keeps an instant.</summary>
    public static long ToMicroseconds(this DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The inverse of <see cref="ToMicroseconds"/>.</summary>
    public static DateTimeOffset FromMicroseconds(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    private static bool HasOffset(string text) => text[^1] is 'Z' or 'z' || text.AsSpan(19).IndexOfAny('+', '-') >= 0;
}
