using System.Globalization;
using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Coverage;

/// <summary>What a coverage table is asked for.</summary>
/// <param name="By">What has a row.</param>
/// <param name="Days">From a Monday to a Sunday, in the installation's zone; at most <see cref="MostWeeks"/> weeks.</param>
/// <param name="Campaign">Only items of this campaign, and its peaks; null for all.</param>
/// <param name="Lang">Only items in this language; null for all.</param>
/// <param name="Type">Only items of this type; null for all.</param>
public sealed record CoverageQuery(CoverageBy By, DaySpan Days, string? Campaign, string? Lang, string? Type)
{
    /// <summary>The longest table.</summary>
    public const int MostWeeks = 53;

    /// <summary>Without days: so many weeks before this one.</summary>
    public const int WeeksBefore = 4;

    /// <summary>Without days: so many weeks after this one.</summary>
    public const int WeeksAfter = 8;

    // what the calendar is good for, with room for whole weeks
    private const int FirstYear = 1902, LastYear = 2098;

    /// <summary>How many weeks the table has.</summary>
    public int Weeks => (Days.To.DayNumber - Days.From.DayNumber + 1) / CoverageWeek.Days;

    /// <summary>The instant as of which is told what has come; null for now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The name in addresses and in JSON.</summary>
    public string ByName => NameOf(By);

    /// <summary>The table of a day, when nothing else is said.</summary>
    public static CoverageQuery Around(DateOnly today) => new(CoverageBy.Strand, DaysAround(today), null, null, null);

    /// <summary>Reads an address. Days grow to whole weeks; one that is missing lies as many weeks away as without any.</summary>
    /// <param name="by">Name of <see cref="CoverageBy"/>; <c>strand</c> when absent.</param>
    /// <param name="from">A day of the first week, such as 2027-04-07.</param>
    /// <param name="to">A day of the last week.</param>
    /// <param name="campaign">Key of a campaign.</param>
    /// <param name="lang">Tag of a language.</param>
    /// <param name="type">Name of a type.</param>
    /// <param name="today">The day of the instant that is looked at.</param>
    public static Outcome<CoverageQuery> Read(string? by, string? from, string? to, string? campaign, string? lang, string? type, DateOnly today)
    {
        var rows = Enum.GetValues<CoverageBy>().Where(known => NameOf(known) == (Given(by) ?? NameOf(CoverageBy.Strand))).ToList();
        if (rows.Count == 0)
            return Problem.Invalid("by", "unknownRows", $"Không chia được theo '{by}'; dùng {Names}.", $"There are no rows by '{by}'; use {Names}.");
        var days = ReadDays(Given(from), Given(to), today);
        return days.Succeeded ? new CoverageQuery(rows[0], days.Value, Given(campaign), Given(lang), Given(type)) : days.Problem;
    }

    private static string Names => string.Join(", ", Enum.GetValues<CoverageBy>().Select(NameOf));

    private static string NameOf(CoverageBy by) => by.ToString().ToLowerInvariant();

    private static Outcome<DaySpan> ReadDays(string? from, string? to, DateOnly today)
    {
        if (from is null && to is null)
            return DaysAround(today);
        DateOnly? first = from is null ? null : Day(from), last = to is null ? null : Day(to);
        if ((first is null && from is not null) || (last is null && to is not null))
            return Problem.Malformed("day", new("'from' và 'to' là ngày như 2027-04-07.", "'from' and 'to' are days such as 2027-04-07."));
        const int further = (WeeksBefore + WeeksAfter) * CoverageWeek.Days;
        var span = new DaySpan(CoverageWeek.MondayOf(first ?? last!.Value.AddDays(-further)), CoverageWeek.MondayOf(last ?? first!.Value.AddDays(further)).AddDays(CoverageWeek.Days - 1));
        if (last < first || span.To.DayNumber - span.From.DayNumber >= MostWeeks * CoverageWeek.Days)
            return Problem.Malformed("span", new($"'to' phải sau 'from', nhiều nhất {MostWeeks} tuần.", $"'to' comes after 'from', by {MostWeeks} weeks at most."));
        return span;
    }

    private static DaySpan DaysAround(DateOnly today)
    {
        var monday = CoverageWeek.MondayOf(today);
        return new(monday.AddDays(-WeeksBefore * CoverageWeek.Days), monday.AddDays((WeeksAfter + 1) * CoverageWeek.Days - 1));
    }

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= FirstYear and <= LastYear ? day : null;

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}

/// <summary>What has a row in a coverage table.</summary>
public enum CoverageBy
{
    /// <summary>A part of the plan.</summary>
    Strand,

    /// <summary>Whom it is for; an item may be for several.</summary>
    Audience,

    /// <summary>Who made it.</summary>
    Unit,

    /// <summary>What it is as journalism.</summary>
    Genre,

    /// <summary>Its content type.</summary>
    Type,

    /// <summary>Its language.</summary>
    Language,
}
