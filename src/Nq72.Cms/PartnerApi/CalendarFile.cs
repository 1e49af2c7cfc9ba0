using System.Globalization;
using System.Text;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.PartnerApi;

/// <summary>Writes calendar entries as an iCalendar file that any calendar program can subscribe to. The same entries give the same bytes.</summary>
/// <remarks>Source: RFC 5545 §3.1 (lines of 75 octets, folded), §3.3.11 (escaped text), §3.6.1 (events).</remarks>
internal static class CalendarFile
{
    /// <summary>Its media type.</summary>
    public const string ContentType = "text/calendar; charset=utf-8";

    private const int LineOctets = 75;
    private const string InstantFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>The file.</summary>
    /// <param name="name">Name of the calendar.</param>
    /// <param name="host">What the ids end in, so that they are the world's: the installation's host name.</param>
    /// <param name="entries">What stands in it, in order.</param>
    public static byte[] Write(string name, string host, IEnumerable<CalendarAnswers.Entry> entries)
    {
        var file = new StringBuilder();
        Line(file, "BEGIN:VCALENDAR");
        Line(file, "VERSION:2.0");
        Line(file, "PRODID:-//Nq72//Calendar//VI");
        Line(file, "CALSCALE:GREGORIAN");
        Line(file, $"X-WR-CALNAME:{Escape(name)}");
        foreach (var entry in entries)
            Event(file, host, entry);
        Line(file, "END:VCALENDAR");
        return Encoding.UTF8.GetBytes(file.ToString());
    }

    private static void Event(StringBuilder file, string host, CalendarAnswers.Entry entry)
    {
        Line(file, "BEGIN:VEVENT");
        // an occasion has one key and comes every year
        Line(file, $"UID:{entry.Kind}.{entry.Id}.{Day(entry.From)}@{host}");
        // when it was last written down is nobody's concern; a stamp that moves would make other bytes of the same calendar
        Line(file, $"DTSTAMP:{Day(entry.From)}T000000Z");
        if (entry.At is { } at)
        {
            Line(file, $"DTSTART:{at.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture)}");
            Line(file, $"STATUS:{StatusOf(entry.State)}");
        }
        else
        {
            Line(file, $"DTSTART;VALUE=DATE:{Day(entry.From)}");
            // the end is exclusive
            Line(file, $"DTEND;VALUE=DATE:{Day(entry.To.AddDays(1))}");
        }

        Line(file, $"SUMMARY:{Escape(entry.Name)}");
        Line(file, $"CATEGORIES:{Escape(entry.Kind)}");
        Line(file, "TRANSP:TRANSPARENT");
        Line(file, "END:VEVENT");
    }

    private static string StatusOf(ReleaseState? state) => state switch
    {
        ReleaseState.Armed or ReleaseState.Released => "CONFIRMED",
        ReleaseState.Cancelled or ReleaseState.Retracted => "CANCELLED",
        _ => "TENTATIVE",
    };

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    // folded between characters, never inside one; what follows a fold begins with a space that counts
    private static void Line(StringBuilder file, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LineOctets)
            {
                file.Append("\r\n ");
                octets = 1;
            }

            file.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        file.Append("\r\n");
    }
}
