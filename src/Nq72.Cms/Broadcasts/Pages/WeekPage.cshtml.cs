using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Admin;
using Nq72.Cms.Broadcasts.Planning;
using Nq72.Cms.Broadcasts.Slots;
using Nq72.Cms.Places;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Broadcasts.Pages;

/// <summary>A week of every commune's loudspeakers in one view: what is in which slot, what has no place, what communes said.</summary>
public sealed class WeekPage(BroadcastQueries queries, PlanBroadcasts plan, CmsDb db, DeskClock clock) : DeskPage
{
    /// <summary>Where it lies.</summary>
    public const string Path = "/admin/loudspeaker";

    private const int DaysOfWeek = 7;
    private static readonly StringComparer Vietnamese = StringComparer.Create(CultureInfo.GetCultureInfo("vi-VN"), ignoreCase: true);

    /// <summary>A text without a place, with how many communes it concerns.</summary>
    public sealed record Left(string Item, string Title, UnplacedReason Reason, int Places);

    public DateOnly From { get; private set; }

    public IReadOnlyList<DateOnly> Days => [.. Enumerable.Range(0, DaysOfWeek).Select(From.AddDays)];

    /// <summary>The communes in Vietnamese order.</summary>
    public IReadOnlyList<Place> Places { get; private set; } = [];

    /// <summary>Slots by commune and day.</summary>
    public ILookup<(string Place, DateOnly Day), WeekCell> Cells { get; private set; } = Array.Empty<WeekCell>().ToLookup(_ => ("", default(DateOnly)));

    /// <summary>What has no place.</summary>
    public IReadOnlyList<Left> LeftOver { get; private set; } = [];

    /// <summary>How much was planned, and how much was read as communes say.</summary>
    public (int Planned, int Done, int Failed, int Silent) Sum { get; private set; }

    // an operator may look at the week too
    protected override string? NeededScope => null;

    public async Task<IActionResult> OnGetAsync([FromQuery] string? from, CancellationToken cancellationToken)
    {
        if (!MayLook)
            return Refused();
        await FillAsync(from, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromQuery] string? from, CancellationToken cancellationToken)
    {
        if (!May(Scopes.Publish))
            return Refused();
        var first = FirstDay(from);
        var made = await plan.RunAsync(new(first, DaysOfWeek), Actor, cancellationToken);
        if (made.Succeeded)
            return Done($"{Path}?from={Wire(first)}", made.Value.Unplaced == 0 ? "week.planned" : "week.plannedWithout", made.Value.Placed, made.Value.Places, made.Value.Unplaced);
        Show(made.Problem);
        await FillAsync(from, cancellationToken);
        return Page();
    }

    /// <summary>2027-04-07.</summary>
    public static string Wire(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private bool MayLook => May(Scopes.Preview) || May(Scopes.Operate);

    private async Task FillAsync(string? from, CancellationToken cancellationToken)
    {
        From = FirstDay(from);
        var rules = await BroadcastRules.ReadAsync(db, cancellationToken);
        var rows = await queries.BetweenAsync(From, From.AddDays(DaysOfWeek), null, cancellationToken);
        Places = [.. (await db.Places.AsNoTracking().ToListAsync(cancellationToken)).OrderBy(place => place.Name, Vietnamese)];
        var placed = rows.Where(row => row.Unplaced is null).ToLookup(row => (row.Place, row.Day, row.Slot));
        Cells = (from place in Places
                 from day in Days
                 from slot in rules.Of(place.Code).Where(slot => slot.IsOn(day)).Select(slot => (slot.Key, slot.Start, slot.Seconds))
                 select (place.Code, day, Cell: Cell(slot.Key, slot.Start, slot.Seconds, [.. placed[(place.Code, day, slot.Key)]]))).ToLookup(one => (one.Code, one.day), one => one.Cell);
        LeftOver = [.. rows.Where(row => row.Unplaced is not null).GroupBy(row => (row.ItemId, row.Title, Reason: row.Unplaced!.Value)).Select(group => new Left(group.Key.ItemId, group.Key.Title, group.Key.Reason, group.Select(row => row.Place).Distinct().Count()))];
        var all = rows.FindAll(row => row.Unplaced is null);
        Sum = (all.Count, all.Count(row => row.State == BroadcastState.Done), all.Count(row => row.State == BroadcastState.Failed), all.Count(row => row.State == BroadcastState.Planned && row.Until < clock.Now));
    }

    private WeekCell Cell(string slot, string starts, int room, List<Broadcast> rows)
    {
        var done = rows.Count(row => row.State == BroadcastState.Done);
        var look = rows.Count == 0 ? "empty" : rows.Exists(row => row.State == BroadcastState.Failed) ? "failed" : done == rows.Count ? "done" : rows[0].Until < clock.Now ? "waiting" : "planned";
        return new(slot, starts, rows.Count, rows.Sum(row => row.Seconds), room, look, done);
    }

    // the Monday of the week that is asked for, or of this one
    private DateOnly FirstDay(string? from)
    {
        var day = DateOnly.TryParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var given) && given.Year is >= 2000 and <= 2100 ? given : clock.Today;
        return day.AddDays(-(((int)day.DayOfWeek + 6) % DaysOfWeek));
    }
}
