using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Cms.Broadcasts.Scripts;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Broadcasts.Pages;

/// <summary>A commune's scripts of one day, to be read and printed; what was read, and what was not, is written down here.</summary>
public sealed class DayPage(DayScripts scripts, TellBroadcast tell, DeskClock clock) : DeskPage
{
    public DayScript Day { get; private set; } = null!;

    /// <summary>The form that was refused, with what was typed; null for none.</summary>
    public (Guid Broadcast, bool Done, string? Note)? Typed { get; private set; }

    protected override string? NeededScope => null;

    public async Task<IActionResult> OnGetAsync(string place, string day, CancellationToken cancellationToken) =>
        !May(Scopes.Preview) && !May(Scopes.Operate) ? Refused() : await FillAsync(place, day, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string place, string day, Guid broadcast, bool done, string? note, CancellationToken cancellationToken)
    {
        if (!May(Scopes.Operate))
            return Refused();
        var told = await tell.RunAsync(broadcast, new(done, null, note), Actor, cancellationToken);
        if (told.Succeeded)
            return Done($"{WeekPage.Path}/{place}/{day}#{told.Value.Slot}", done ? "day.told" : "day.toldNot", told.Value.Title);
        Typed = (broadcast, done, note);
        Show(told.Problem);
        return await FillAsync(place, day, cancellationToken) ? Page() : NotFound();
    }

    /// <summary>Whether what became of the slot can be written down: its time has come.</summary>
    public bool CanTell(SlotScript script) => May(Scopes.Operate) && script.Slot.From <= clock.Now;

    /// <summary>The time of a slot: '05:00–05:30'.</summary>
    public string Times(ScriptSlot slot) => string.Create(CultureInfo.InvariantCulture, $"{clock.ToLocal(slot.From):HH:mm}–{clock.ToLocal(slot.Until):HH:mm}");

    private async Task<bool> FillAsync(string place, string day, CancellationToken cancellationToken)
    {
        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var wanted) || wanted.Year is < 2000 or > 2100)
            return false;
        var found = await scripts.ReadAsync(place, wanted, ahead: true, cancellationToken);
        if (found.Succeeded)
            Day = found.Value;
        return found.Succeeded;
    }
}
