using System.Globalization;

namespace Nq72.Cms.Feeds;

/// <summary>Instants as feeds write them: on the wall clock of the installation, with its offset.</summary>
public static class FeedTime
{
    /// <summary>RFC 3339: <c>2027-04-07T07:00:00+07:00</c>.</summary>
    public static string ToRfc3339(this DateTimeOffset instant, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(instant, zone).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture);

    /// <summary>RFC 822 with four digits of a year, as RSS has it: <c>Wed, 07 Apr 2027 07:00:00 +0700</c>.</summary>
    public static string ToRfc822(this DateTimeOffset instant, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        return local.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + local.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);
    }
}
