using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Campaigns;

namespace Nq72.Cms.CampaignCalendar.Pages;

/// <summary>The campaigns, with the occasions they peak at.</summary>
public sealed class CampaignList(CampaignQueries campaigns, OccasionQueries occasions) : DeskPage
{
    public IReadOnlyList<CampaignView> Rows { get; private set; } = [];

    /// <summary>Names of occasions by key.</summary>
    public IReadOnlyDictionary<string, string> Names { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Rows = await campaigns.AllAsync(cancellationToken);
        Names = (await occasions.AllAsync(cancellationToken)).ToDictionary(occasion => occasion.Key, occasion => occasion.Name, StringComparer.Ordinal);
        return Page();
    }
}
