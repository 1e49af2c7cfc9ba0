using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Scheduler.Calendar;

namespace Nq72.Cms.CampaignCalendar.Pages;

/// <summary>The declared blackouts, the last to begin first.</summary>
public sealed class BlackoutList(BlackoutQueries blackouts) : DeskPage
{
    public IReadOnlyList<BlackoutView> Rows { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Rows = await blackouts.AllAsync(cancellationToken);
        return Page();
    }

    /// <summary><c>now</c>, <c>ahead</c> or <c>over</c>.</summary>
    public static string StateOf(BlackoutView blackout, DateTimeOffset now) => blackout.To <= now ? "over" : blackout.From > now ? "ahead" : "now";
}
