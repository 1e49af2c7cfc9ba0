using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Campaigns;
using Nq72.Scheduler.Platform.Http;
using Nq72.Theming;

namespace Nq72.Cms.PublicPages;

/// <summary>What the public page says of the campaign and of the days to come.</summary>
public sealed class CampaignFacts(CampaignQueries campaigns, OccasionQueries occasions)
{
    private const int DaysAhead = 180;
    private const int Shown = 3;

    /// <summary>The campaign of that key; without one, the first; null when there is none.</summary>
    public async Task<CampaignView?> CurrentAsync(string? key, CancellationToken cancellationToken)
    {
        if (key is not null)
            return (await campaigns.GetAsync(key, cancellationToken)).Value;
        return (await campaigns.ListAsync(new PageRequest(1, []), cancellationToken)).Items is [var first, ..] ? first : null;
    }

    /// <summary>The next occasions, holidays left out, by day; those of one day stand together.</summary>
    public async Task<IReadOnlyList<NextOccasion>> NextOccasionsAsync(DateOnly today, CancellationToken cancellationToken) =>
        [.. (await occasions.BetweenAsync(today, today.AddDays(DaysAhead), cancellationToken))
            .Where(occasion => occasion.Kind == OccasionKind.Occasion)
            .Take(Shown)
            .Select(occasion => new NextOccasion
            {
                Name = occasion.Name,
                From = occasion.From,
                To = occasion.To == occasion.From ? null : occasion.To,
                DaysLeft = Math.Max(0, occasion.From.DayNumber - today.DayNumber),
            })];
}
