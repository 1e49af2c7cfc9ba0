using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Campaigns;

/// <summary>Reads peaks, reckoned from campaigns and occasions as they are now: no job needs to have run.</summary>
public sealed class PeakQueries(SchedulerDb db)
{
    /// <summary>The peaks whose occasion begins in a year, by first day.</summary>
    public async Task<IReadOnlyList<PeakView>> OfYearAsync(int year, CancellationToken cancellationToken) =>
        [.. (await AllAsync(cancellationToken)).Where(peak => peak.Date.Year == year)];

    /// <summary>The peaks that touch the days from first to last, by first day.</summary>
    public async Task<IReadOnlyList<PeakView>> BetweenAsync(DateOnly first, DateOnly last, CancellationToken cancellationToken) =>
        [.. (await AllAsync(cancellationToken)).Where(peak => peak.From <= last && peak.To >= first)];

    /// <summary>One peak.</summary>
    public async Task<Outcome<PeakView>> GetAsync(string id, CancellationToken cancellationToken) =>
        (await AllAsync(cancellationToken)).FirstOrDefault(peak => peak.Id == id) is { } found
            ? found
            : Problem.NotFound("Không có đợt cao điểm này.", "There is no such peak.");

    /// <summary>Every peak of every campaign, by first day.</summary>
    public async Task<IReadOnlyList<PeakView>> AllAsync(CancellationToken cancellationToken)
    {
        var occasions = await db.Set<Occasion>().AsNoTracking().ToDictionaryAsync(occasion => occasion.Key, StringComparer.Ordinal, cancellationToken);
        var campaigns = await db.Set<Campaign>().AsNoTracking().ToListAsync(cancellationToken);
        var peaks =
            from campaign in campaigns
            from rule in campaign.Peaks
            where occasions.ContainsKey(rule.Occasion)
            from peak in OfRule(campaign, rule, occasions[rule.Occasion])
            orderby peak.From, peak.Id
            select peak;
        return [.. peaks];
    }

    private static IEnumerable<PeakView> OfRule(Campaign campaign, PeakRule rule, Occasion occasion)
    {
        for (var year = campaign.From.Year; year <= campaign.To.Year; year++)
        {
            foreach (var (index, span) in occasion.InYear(year).Where(span => span.From >= campaign.From && span.From <= campaign.To).Index())
            {
                var suffix = index == 0 ? "" : $"-{index + 1}";
                yield return new(
                    string.Create(CultureInfo.InvariantCulture, $"{campaign.Key}.{rule.Occasion}.{year}{suffix}"), occasion.Name, rule.Occasion, campaign.Key,
                    span.From, span.From.AddDays(-rule.LeadDays), span.To.AddDays(rule.TailDays), rule.Note);
            }
        }
    }
}

/// <summary>A peak as it is read.</summary>
/// <param name="Id"><c>{campaign}.{occasion}.{year}</c>, the same every time.</param>
/// <param name="Name">The occasion's name.</param>
/// <param name="Occasion">Key of the occasion.</param>
/// <param name="Campaign">Key of the campaign.</param>
/// <param name="Date">The occasion's first day in that year.</param>
/// <param name="From">First day of the peak, lead included.</param>
/// <param name="To">Last day of the peak, tail included.</param>
/// <param name="Note">For planners.</param>
public sealed record PeakView(string Id, string Name, string Occasion, string Campaign, DateOnly Date, DateOnly From, DateOnly To, string? Note);
