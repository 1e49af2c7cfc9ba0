using System.Globalization;
using Nq72.Cms.Admin;
using Nq72.Scheduler.Campaigns;

namespace Nq72.Cms.CampaignCalendar.Pages;

/// <summary>The form of a campaign as typed.</summary>
/// <param name="Key">Its key; null takes one from the name.</param>
/// <param name="Name">Its name.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="From">First day, as typed.</param>
/// <param name="To">Last day, as typed.</param>
/// <param name="Peaks">The occasions at which it peaks; rows without one are left out.</param>
public sealed record CampaignForm(string? Key, string? Name, string? Purpose, string? From, string? To, IReadOnlyList<CampaignForm.Row>? Peaks)
{
    private const int SpareRows = 3;

    /// <summary>A peak as typed.</summary>
    public sealed record Row(string? Occasion, string? LeadDays, string? TailDays, string? Note);

    /// <summary>A fresh form.</summary>
    public static readonly CampaignForm Fresh = new(null, null, null, null, null, []);

    /// <summary>The rows of the form, with empty ones to add to.</summary>
    public IReadOnlyList<Row> Rows => [.. Peaks ?? [], .. Enumerable.Repeat(new Row(null, "7", "3", null), SpareRows)];

    /// <summary>The form that shows a campaign as it is.</summary>
    public static CampaignForm Of(CampaignView view) => new(
        view.Key, view.Name, view.Purpose, Day(view.From), Day(view.To), [.. view.Peaks.Select(rule => new Row(rule.Occasion, Number(rule.LeadDays), Number(rule.TailDays), rule.Note))]);

    /// <summary>Without the rows that name no occasion, so that errors are counted as the verb counts.</summary>
    public CampaignForm Filled() => this with { Peaks = [.. (Peaks ?? []).Where(row => !string.IsNullOrEmpty(row.Occasion))] };

    /// <summary>What the verb is asked. A number that cannot be read is one that it refuses.</summary>
    public CampaignInput Read() => new(Name, Purpose, TypedTime.DayOf(From), TypedTime.DayOf(To), [.. (Peaks ?? []).Select(row => new PeakInput(row.Occasion, Number(row.LeadDays), Number(row.TailDays), row.Note))]);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string? text) => string.IsNullOrWhiteSpace(text) ? 0 : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
