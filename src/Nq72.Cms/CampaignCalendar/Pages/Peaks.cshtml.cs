using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Nq72.Cms.Admin;
using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Campaigns;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Time;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.CampaignCalendar.Pages;

/// <summary>The peaks and occasions of one year.</summary>
public sealed class Peaks(PeakQueries peaks, OccasionQueries occasions, CampaignQueries campaigns, ReleaseQueries releases, DeskClock clock, InstallationOptions installation) : DeskPage
{
    private const double DayWidth = 2;

    /// <summary>A peak with what is planned in it.</summary>
    public sealed record Row(PeakView Peak, string Campaign, IReadOnlyList<ReleaseView> Releases);

    public int Year { get; private set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>What falls into the year.</summary>
    public IReadOnlyList<OccasionOccurrence> Occasions { get; private set; } = [];

    /// <summary>Occasions that have no date yet.</summary>
    public IReadOnlyList<OccasionView> Undated { get; private set; } = [];

    /// <summary>Where today lies on the strip; null in another year.</summary>
    public string? TodayAt => clock.Today.Year == Year ? Show(At(clock.Today)) : null;

    public async Task<IActionResult> OnGetAsync(int? year, CancellationToken cancellationToken)
    {
        Year = Math.Clamp(year ?? clock.Today.Year, 2000, 2100);
        var (first, last) = (new DateOnly(Year, 1, 1), new DateOnly(Year, 12, 31));
        var names = (await campaigns.ListAsync(PageRequest.First, cancellationToken)).Items.ToDictionary(campaign => campaign.Key, campaign => campaign.Name, StringComparer.Ordinal);
        var planned = await releases.BetweenAsync(Begin(first.AddDays(-60)), Begin(last.AddDays(60)), cancellationToken);
        Rows = [.. (await peaks.OfYearAsync(Year, cancellationToken)).Select(peak => new Row(peak, names.GetValueOrDefault(peak.Campaign, peak.Campaign), Within(planned, peak)))];
        Occasions = await occasions.BetweenAsync(first, last, cancellationToken);
        Undated = [.. (await occasions.ListAsync(PageRequest.First, cancellationToken)).Items.Where(occasion => occasion.Date is null)];
        return Page();
    }

    /// <summary>A peak's place on the strip: where it begins, how wide it is, where its day lies.</summary>
    public (string X, string Width, string Day) Bar(PeakView peak)
    {
        var (x, to) = (At(peak.From), At(peak.To.AddDays(1)));
        return (Show(x), Show(Math.Max(to - x, 4)), Show(At(peak.Date)));
    }

    /// <summary>How far away a day is, in words.</summary>
    public string Distance(DateOnly day) => day == clock.Today ? T["desk.home"] : Span.InWords(Begin(day) - Begin(clock.Today), T);

    /// <summary>'07/04', or '15/04 – 15/05': the year stands above.</summary>
    public static string DayOf(OccasionOccurrence occasion) =>
        occasion.From == occasion.To ? ShortDay(occasion.From) : $"{ShortDay(occasion.From)} – {ShortDay(occasion.To)}";

    private static string ShortDay(DateOnly day) => day.ToString("dd/MM", CultureInfo.InvariantCulture);

    private IReadOnlyList<ReleaseView> Within(IReadOnlyList<ReleaseView> planned, PeakView peak) =>
        [.. planned.Where(release => release.At >= Begin(peak.From) && release.At < Begin(peak.To.AddDays(1)) && release.State != ReleaseState.Cancelled)];

    private DateTimeOffset Begin(DateOnly day) => WallTime.ToInstant(day.ToDateTime(TimeOnly.MinValue), installation.Zone);

    private double At(DateOnly day) => Math.Clamp(day.DayNumber - new DateOnly(Year, 1, 1).DayNumber, 0, 366) * DayWidth;

    private static string Show(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
