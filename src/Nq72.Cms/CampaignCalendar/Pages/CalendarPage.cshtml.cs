using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Cms.Admin.Components;
using Nq72.Cms.PartnerApi;
using Nq72.Cms.Platform.Persistence;
using Nq72.Cms.Platform.Site;
using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.CampaignCalendar.Pages;

/// <summary>What is planned when, and what gets in each other's way. Everything that narrows it stands in the address.</summary>
public sealed class CalendarPage(CalendarReader reader, MoveRelease move, CalendarAnswers answers, CmsDb db, DeskClock clock, InstallationOptions installation) : DeskPage
{
    /// <summary>Where it lies.</summary>
    public const string Path = "/admin/calendar";

    /// <summary>So many entries of one day a month shows; the rest stands in the list.</summary>
    public const int MostADay = 6;

    private const int MonthsInList = 3;

    /// <summary>Name of the layout, of the address.</summary>
    public CalendarView View { get; private set; }

    /// <summary>A day of what is shown.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>What is shown of the kinds and languages.</summary>
    public CalendarFilter Filter { get; private set; } = new([], null);

    /// <summary>The days that are shown.</summary>
    public DaySpan Span { get; private set; } = null!;

    /// <summary>What they hold.</summary>
    public CalendarDays Days { get; private set; } = null!;

    /// <summary>Languages to choose from.</summary>
    public IReadOnlyList<Choice> Languages { get; private set; } = [];

    /// <summary>The release whose move was refused, and the day that was given.</summary>
    public (string Id, string? Day)? Refusal { get; private set; }

    /// <summary>Today, in the installation's zone.</summary>
    public DateOnly Today => clock.Today;

    /// <summary>The address that calendar programs subscribe to.</summary>
    public string Subscription => installation.PublicUrl.TrimEnd('/') + "/api/v1/calendar.ics";

    /// <summary>Whether this person may move releases.</summary>
    public bool MayMove => May(Scopes.Publish) && OtherTime.Shown is null;

    protected override bool ShowsOtherTimes => true;

    public string Heading => View switch
    {
        CalendarView.Year => T["calendar.title.year", Day.Year],
        CalendarView.List => T["calendar.title.list", DeskClock.Show(Span.From), DeskClock.Show(Span.To)],
        _ => T["calendar.title.month", Day.Month, Day.Year],
    };

    public IReadOnlyList<Choice> KindChoices => [.. Enum.GetValues<CalendarKind>().Select(kind => new Choice(StateLook.Name(kind), T[$"calendar.kind.{kind}"]))];

    public async Task<IActionResult> OnGetAsync([FromQuery] string? view, [FromQuery] string? day, [FromQuery] string[]? kind, [FromQuery] string? lang, CancellationToken cancellationToken)
    {
        Read(view, day, kind, lang);
        var site = await SiteSettings.ReadAsync(db, cancellationToken);
        Languages = site.Languages.Count == 0 ? [new("vi", "Tiếng Việt")] : [.. site.Languages.Select(language => new Choice(language.Tag, language.Name))];
        Days = await reader.ReadAsync(Span.From, Span.To, Filter, cancellationToken);
        return Page();
    }

    /// <summary>The same with releases, as a file: read once, not subscribed to.</summary>
    public async Task<IActionResult> OnGetFileAsync(CancellationToken cancellationToken)
    {
        var span = answers.ReadSpan(null, null);
        return span.Succeeded ? File(await answers.FileWithReleasesAsync(span.Value, cancellationToken), "text/calendar; charset=utf-8", "nq72.ics") : NotFound();
    }

    /// <summary>Moves a release to another day.</summary>
    public async Task<IActionResult> OnPostMoveAsync(
        [FromQuery] string? view, [FromQuery] string? day, [FromQuery] string[]? kind, [FromQuery] string? lang, string? id, string? to, CancellationToken cancellationToken)
    {
        if (!MayMove)
            return Refused();
        if (TypedTime.DayOf(to) is not { } target)
        {
            Show(Scheduler.Platform.Problems.Problem.Invalid("at", "day", "Chọn ngày phát mới.", "Choose the new day."));
        }
        else
        {
            var moved = await move.ExecuteAsync(id ?? "", target, Actor, cancellationToken);
            if (moved.Succeeded)
            {
                Read(view, day, kind, lang);
                return Done(Address(View, Day), "calendar.moved", moved.Value.Name, clock.Show(moved.Value.At));
            }

            Show(moved.Problem);
        }

        Refusal = (id ?? "", to);
        return await OnGetAsync(view, day, kind, lang, cancellationToken);
    }

    /// <summary>The address of this calendar with its filters, in a layout, around a day.</summary>
    public string Address(CalendarView view, DateOnly day, string? handler = null)
    {
        var query = new QueryBuilder { { "view", StateLook.Name(view) }, { "day", Wire(day) } };
        foreach (var kind in Filter.Kinds)
            query.Add("kind", StateLook.Name(kind));
        if (Filter.Lang is { } lang)
            query.Add("lang", lang);
        if (handler is not null)
            query.Add("handler", handler);
        if (OtherTime.Given is { } at)
            query.Add(OtherTime.Parameter, at);
        return Path + query;
    }

    /// <summary>The day that lies so many pages ahead or back.</summary>
    public DateOnly Step(int pages) => View switch
    {
        CalendarView.Year => Clamp(new DateOnly(Day.Year + pages, 1, 1)),
        CalendarView.List => Clamp(new DateOnly(Day.Year, Day.Month, 1).AddMonths(pages * MonthsInList)),
        _ => Clamp(new DateOnly(Day.Year, Day.Month, 1).AddMonths(pages)),
    };

    /// <summary>2027-04-07.</summary>
    public static string Wire(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>07:00, in the installation's zone.</summary>
    public string TimeOf(DateTimeOffset at) => clock.ToLocal(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>'Thứ Tư, 07/04/2027'.</summary>
    public string InWords(DateOnly day)
    {
        var name = day.ToString("dddd", T.Culture);
        return $"{char.ToUpper(name[0], T.Culture)}{name[1..]}, {DeskClock.Show(day)}";
    }

    /// <summary>The names of the days of a week, from Monday on.</summary>
    public IEnumerable<string> WeekDays => Enumerable.Range(0, 7).Select(index => T.Culture.DateTimeFormat.GetDayName((DayOfWeek)((index + 1) % 7))).Select(name => $"{char.ToUpper(name[0], T.Culture)}{name[1..]}");

    /// <summary>'12/2', '1/6 nhuận': the month where it matters.</summary>
    public string Lunar(LunarDate lunar) => T[lunar.IsLeap ? "calendar.lunarLeap" : "calendar.lunar", lunar.Day, lunar.Month];

    /// <summary>A conflict in words.</summary>
    public string Say(CalendarConflict conflict)
    {
        var said = T[conflict.TextKey, [.. conflict.Values]];
        return conflict.Finding is { } finding ? $"{said} {T.Of(finding.Message)}" : said;
    }

    private void Read(string? view, string? day, string[]? kinds, string? lang)
    {
        View = Enum.TryParse<CalendarView>(view, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : CalendarView.Month;
        Day = Clamp(TypedTime.DayOf(day) is { } given ? given : OtherTime.Shown is { } at ? DateOnly.FromDateTime(clock.ToLocal(at)) : clock.Today);
        Filter = new(
            [.. (kinds ?? []).Select(name => Enum.TryParse<CalendarKind>(name, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : (CalendarKind?)null).OfType<CalendarKind>().Distinct()],
            string.IsNullOrWhiteSpace(lang) ? null : lang) { At = OtherTime.Shown };
        var first = new DateOnly(Day.Year, Day.Month, 1);
        Span = View switch
        {
            CalendarView.Year => new(new(Day.Year, 1, 1), new(Day.Year, 12, 31)),
            CalendarView.List => new(first, first.AddMonths(MonthsInList).AddDays(-1)),
            _ => MonthGrid.SpanOf(Day),
        };
    }

    // the years that the lunar calendar is good for
    private static DateOnly Clamp(DateOnly day) => day.Year < 1901 ? new(1901, 1, 1) : day.Year > 2099 ? new(2099, 12, 1) : day;
}
