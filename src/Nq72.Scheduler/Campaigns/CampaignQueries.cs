using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Campaigns;

/// <summary>Reads campaigns.</summary>
public sealed class CampaignQueries(SchedulerDb db)
{
    /// <summary>One campaign.</summary>
    public async Task<Outcome<CampaignView>> GetAsync(string key, CancellationToken cancellationToken) =>
        await db.Set<Campaign>().AsNoTracking().FirstOrDefaultAsync(campaign => campaign.Key == key, cancellationToken) is { } found
            ? CampaignView.Of(found)
            : Problem.NotFound("Không có chiến dịch này.", "There is no such campaign.");

    /// <summary>All of them, by key.</summary>
    public async Task<IReadOnlyList<CampaignView>> AllAsync(CancellationToken cancellationToken) =>
        [.. (await db.Set<Campaign>().AsNoTracking().OrderBy(campaign => campaign.Key).ToListAsync(cancellationToken)).Select(CampaignView.Of)];

    /// <summary>Campaigns by key.</summary>
    public async Task<Page<CampaignView>> ListAsync(PageRequest page, CancellationToken cancellationToken)
    {
        var query = db.Set<Campaign>().AsNoTracking();
        if (page.After is [var after])
            query = query.After(campaign => campaign.Key, after);
        var found = await query.OrderBy(campaign => campaign.Key).Take(page.Limit + 1).ToListAsync(cancellationToken);
        return page.Cut([.. found.Select(CampaignView.Of)], last => Cursor.Encode(last.Key));
    }
}

/// <summary>A campaign as it is read.</summary>
public sealed record CampaignView(string Key, string Name, string? Purpose, DateOnly From, DateOnly To, IReadOnlyList<PeakRule> Peaks)
{
    internal static CampaignView Of(Campaign campaign) => new(campaign.Key, campaign.Name, campaign.Purpose, campaign.From, campaign.To, campaign.Peaks);
}
