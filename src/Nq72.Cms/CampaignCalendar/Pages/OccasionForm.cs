using System.Globalization;
using System.Text.RegularExpressions;
using Nq72.Cms.Admin;
using Nq72.Scheduler.Calendar;

namespace Nq72.Cms.CampaignCalendar.Pages;

/// <summary>The form of an occasion as typed: days of the year are written day/month, as people here write them.</summary>
/// <param name="Key">Its key; null takes one from the name.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind"><c>Occasion</c> or <c>Holiday</c>.</param>
/// <param name="Date">Which kind of date: <c>solar</c>, <c>span</c>, <c>lunar</c> or <c>none</c>.</param>
/// <param name="Day">dd/MM of a single day.</param>
/// <param name="From">dd/MM, first day of a span.</param>
/// <param name="To">dd/MM, last day of a span.</param>
/// <param name="Days">How many days a single date lasts.</param>
/// <param name="Festive">Whether a blackout holds it.</param>
/// <param name="Evidence">What the date rests on.</param>
/// <param name="Source">Where that was read.</param>
public sealed partial record OccasionForm(
    string? Key, string? Name, OccasionKind Kind, string? Date, string? Day, string? From, string? To, string? Days, bool Festive, string? Evidence, string? Source)
{
    /// <summary>A fresh form.</summary>
    public static readonly OccasionForm Fresh = new(null, null, OccasionKind.Occasion, "solar", null, null, null, "1", false, null, null);

    /// <summary>The form that shows an occasion as it is.</summary>
    public static OccasionForm Of(OccasionView view) => new(
        view.Key, view.Name, view.Kind, view.Date switch { null => "none", { Lunar: not null } => "lunar", { Solar: not null } => "solar", _ => "span" },
        Show(view.Date?.Solar ?? view.Date?.Lunar), Show(view.Date?.From), Show(view.Date?.To), view.Days.ToString(CultureInfo.InvariantCulture), view.Festive, view.Evidence, view.Source);

    /// <summary>What the verb is asked. What cannot be read as a date stays none, and is its error.</summary>
    public OccasionInput Read() => new(
        Name, Date switch
        {
            "none" => null,
            "lunar" => OccasionDate.OnLunar(Wire(Day)),
            "span" => OccasionDate.Between(Wire(From), Wire(To)),
            _ => OccasionDate.OnSolar(Wire(Day)),
        },
        Evidence, Source, Festive, string.IsNullOrWhiteSpace(Days) ? 1 : int.TryParse(Days, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : 0, Kind);

    /// <summary>'07/04', '15/04 – 15/05', '01/01 âm lịch', or that there is none yet.</summary>
    public static string InWords(OccasionDate? date, UiText text) => date switch
    {
        null => text["occasions.undated"],
        { Lunar: { } lunar } => text["occasions.lunarDay", Show(lunar)],
        { Solar: { } solar } => Show(solar),
        _ => $"{Show(date.From)} – {Show(date.To)}",
    };

    private static string Show(string? monthDay) => monthDay is { Length: 5 } ? $"{monthDay[3..]}/{monthDay[..2]}" : "";

    private static string Wire(string? dayMonth) =>
        DayMonth().Match(dayMonth ?? "") is { Success: true } match ? $"{match.Groups["month"].Value.PadLeft(2, '0')}-{match.Groups["day"].Value.PadLeft(2, '0')}" : "";

    [GeneratedRegex(@"^\s*(?<day>\d{1,2})\s*/\s*(?<month>\d{1,2})\s*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DayMonth();
}
