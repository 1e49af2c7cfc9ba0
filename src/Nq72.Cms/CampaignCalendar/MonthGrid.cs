using Nq72.Scheduler.Calendar;

namespace Nq72.Cms.CampaignCalendar;

/// <summary>A month as weeks from Monday to Sunday, its spans in lanes that run through each week. Pure.</summary>
public static class MonthGrid
{
    private const int DaysInWeek = 7;

    /// <summary>The Monday at or before the first of the month, and the Sunday at or after its last day.</summary>
    public static DaySpan SpanOf(DateOnly day)
    {
        var first = new DateOnly(day.Year, day.Month, 1);
        var last = first.AddMonths(1).AddDays(-1);
        return new(first.AddDays(-DayInWeek(first)), last.AddDays(DaysInWeek - 1 - DayInWeek(last)));
    }

    /// <summary>The weeks of the day's month.</summary>
    public static IReadOnlyList<MonthWeek> Of(DateOnly day, IReadOnlyList<CalendarEntry> entries)
    {
        var span = SpanOf(day);
        var weeks = new List<MonthWeek>();
        for (var monday = span.From; monday <= span.To; monday = monday.AddDays(DaysInWeek))
        {
            var lanes = LanesOf(monday, entries);
            weeks.Add(new([.. Enumerable.Range(0, DaysInWeek).Select(monday.AddDays).Select(date => new MonthDay(
                date, VietnameseLunarCalendar.ToLunar(date), date.Month != day.Month,
                [.. lanes.Select(lane => lane.Find(entry => entry.From <= date && date <= entry.To)).Select(entry => entry is null ? null : PartOf(entry, date, span.From))],
                [.. entries.Where(entry => !entry.IsSpan && entry.From == date)]))]));
        }

        return weeks;
    }

    private static List<List<CalendarEntry>> LanesOf(DateOnly monday, IReadOnlyList<CalendarEntry> entries)
    {
        var sunday = monday.AddDays(DaysInWeek - 1);
        var lanes = new List<List<CalendarEntry>>();
        foreach (var entry in entries.Where(entry => entry.IsSpan && entry.From <= sunday && entry.To >= monday).OrderBy(entry => entry.From).ThenByDescending(entry => entry.To))
        {
            var free = lanes.Find(lane => lane.TrueForAll(other => other.To < entry.From || other.From > entry.To));
            if (free is null)
                lanes.Add([entry]);
            else
                free.Add(entry);
        }

        return lanes;
    }

    private static SpanPart PartOf(CalendarEntry entry, DateOnly date, DateOnly firstShown) =>
        new(entry, entry.From == date || (date == firstShown && entry.From < date), DayInWeek(date) == 0, entry.To == date, Math.Min(entry.To.DayNumber - date.DayNumber + 1, DaysInWeek - DayInWeek(date)));

    private static int DayInWeek(DateOnly day) => ((int)day.DayOfWeek + DaysInWeek - 1) % DaysInWeek;
}

/// <summary>A week from Monday on.</summary>
public sealed record MonthWeek(IReadOnlyList<MonthDay> Days);

/// <summary>A day of a month's grid.</summary>
/// <param name="Day">The day.</param>
/// <param name="Lunar">The same in the Vietnamese lunar calendar.</param>
/// <param name="IsOutside">Whether it belongs to the month before or after.</param>
/// <param name="Lanes">The parts of spans that lie on it, by lane; null where the lane is empty.</param>
/// <param name="Entries">What is on this day alone.</param>
public sealed record MonthDay(DateOnly Day, LunarDate Lunar, bool IsOutside, IReadOnlyList<SpanPart?> Lanes, IReadOnlyList<CalendarEntry> Entries)
{
    /// <summary>Whether nothing begins on it.</summary>
    public bool IsQuiet => Entries.Count == 0 && !Lanes.Any(part => part is { Begins: true });
}

/// <summary>A span on one of its days.</summary>
/// <param name="Entry">The span.</param>
/// <param name="Begins">Whether it begins here, or ran already on the first day that is shown.</param>
/// <param name="IsMonday">Whether its name is shown anew.</param>
/// <param name="Ends">Whether it ends here.</param>
/// <param name="DaysLeft">How many days of this week it still has, this one among them: so far its name may run.</param>
public sealed record SpanPart(CalendarEntry Entry, bool Begins, bool IsMonday, bool Ends, int DaysLeft);
