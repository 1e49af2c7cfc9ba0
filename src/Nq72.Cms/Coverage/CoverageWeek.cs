using System.Globalization;
using Nq72.Scheduler.Campaigns;

namespace Nq72.Cms.Coverage;

/// <summary>A week of ISO 8601, from Monday to Sunday.</summary>
/// <param name="Week">Year and number, such as <c>2027-W14</c>.</param>
/// <param name="From">Its Monday.</param>
/// <param name="To">Its Sunday.</param>
/// <param name="Peaks">The peaks that touch it.</param>
public sealed record CoverageWeek(string Week, DateOnly From, DateOnly To, IReadOnlyList<WeekPeak> Peaks)
{
    /// <summary>Days of a week.</summary>
    public const int Days = 7;

    /// <summary>Its number within the year, 1–53.</summary>
    internal int Number => ISOWeek.GetWeekOfYear(At(From));

    /// <summary>The week that begins on a Monday.</summary>
    public static CoverageWeek Of(DateOnly monday, IReadOnlyList<PeakView> peaks) => new(
        string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(At(monday))}-W{ISOWeek.GetWeekOfYear(At(monday)):00}"), monday, monday.AddDays(Days - 1),
        [.. peaks.Where(peak => peak.From <= monday.AddDays(Days - 1) && peak.To >= monday).Select(peak => new WeekPeak(peak.Id, peak.Name))]);

    /// <summary>The Monday at or before the day.</summary>
    public static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + Days - 1) % Days));

    /// <summary>The first Monday and the last Sunday of a year of weeks: 52 or 53 of them.</summary>
    public static (DateOnly From, DateOnly To) OfYear(int year)
    {
        var first = DateOnly.FromDateTime(ISOWeek.ToDateTime(year, 1, DayOfWeek.Monday));
        return (first, first.AddDays(ISOWeek.GetWeeksInYear(year) * Days - 1));
    }

    private static DateTime At(DateOnly day) => day.ToDateTime(TimeOnly.MinValue);
}

/// <summary>A peak that touches a week.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">For people.</param>
public sealed record WeekPeak(string Id, string Name);
