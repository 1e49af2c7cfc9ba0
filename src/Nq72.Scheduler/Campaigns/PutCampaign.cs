using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Audit;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Campaigns;

/// <summary>Sets a campaign; the same input again changes nothing.</summary>
public sealed class PutCampaign(SchedulerDb db, UnitOfWork units, AuditRecorder audit, PublicChanges publicChanges, TimeProvider clock)
{
    internal const int NameLength = 200;
    private const int PurposeLength = 4000;
    private const int LongestSpanYears = 30;
    private const int LongestLead = 120;

    // what the lunar calendar is good for
    private const int FirstYear = 1900, LastYear = 2100;

    /// <summary>Makes or replaces the campaign of this key.</summary>
    public async Task<Outcome<CampaignView>> ExecuteAsync(string key, CampaignInput input, Actor actor, CancellationToken cancellationToken)
    {
        var fields = new Fields();
        fields.Key("key", key);
        var name = fields.Required("name", input.Name, NameLength);
        var purpose = fields.Optional("purpose", input.Purpose, PurposeLength);
        CheckSpan(fields, input);

        await using var work = await units.BeginAsync(cancellationToken);
        await work.WriteAloneAsync(Register.Campaigns, cancellationToken);
        var peaks = await ReadPeaksAsync(fields, [.. (input.Peaks ?? []).Select(peak => peak ?? new(null))], cancellationToken);
        if (fields.AreInvalid)
            return fields.Problem;

        var campaign = await db.FindAsync<Campaign>([key], cancellationToken);
        if (campaign is null)
            db.Add(campaign = new Campaign { Key = key, Name = name });
        var before = (campaign.Revision, campaign.Name, campaign.Purpose, campaign.From, campaign.To);
        if (before != (Math.Max(campaign.Revision, 1), name, purpose, input.From!.Value, input.To!.Value) || !campaign.Peaks.SequenceEqual(peaks))
        {
            campaign.Name = name;
            campaign.Purpose = purpose;
            campaign.From = input.From.Value;
            campaign.To = input.To.Value;
            campaign.Peaks = peaks;
            campaign.Revision++;
            campaign.UpdatedAt = clock.Now();
            audit.Record(actor, "campaign.put", "campaign", key, input);
            publicChanges.Announce(work, campaign.UpdatedAt);
        }

        await work.CommitAsync(cancellationToken);
        return CampaignView.Of(campaign);
    }

    private static void CheckSpan(Fields fields, CampaignInput input)
    {
        if (input.From is null)
            fields.Add("from", "required", "Chiến dịch cần ngày bắt đầu.", "A campaign needs its first day.");
        if (input.To is null)
            fields.Add("to", "required", "Chiến dịch cần ngày kết thúc.", "A campaign needs its last day.");
        if (input.From is not { } from || input.To is not { } to)
            return;
        if (from.Year < FirstYear || to.Year > LastYear)
            fields.Add(from.Year < FirstYear ? "from" : "to", "range", $"Năm phải từ {FirstYear} đến {LastYear}.", $"The years must lie between {FirstYear} and {LastYear}.");
        else if (to < from)
            fields.Add("to", "span", "Ngày kết thúc phải sau ngày bắt đầu.", "The last day must not come before the first.");
        else if (to.Year - from.Year > LongestSpanYears)
            fields.Add("to", "span", $"Chiến dịch dài nhất {LongestSpanYears} năm.", $"A campaign spans at most {LongestSpanYears} years.");
    }

    private async Task<List<PeakRule>> ReadPeaksAsync(Fields fields, IReadOnlyList<PeakInput> inputs, CancellationToken cancellationToken)
    {
        var named = inputs.Select(peak => peak.Occasion ?? "").ToList();
        var known = await db.Set<Occasion>().Where(occasion => named.Contains(occasion.Key)).Select(occasion => occasion.Key).ToListAsync(cancellationToken);
        var rules = new List<PeakRule>();
        foreach (var (index, peak) in inputs.Index())
        {
            var occasion = peak.Occasion ?? "";
            if (!known.Contains(occasion))
                fields.Add($"peaks[{index}].occasion", "unknownOccasion", $"Chưa có ngày '{occasion}'.", $"There is no occasion '{occasion}'.");
            else if (rules.Exists(rule => rule.Occasion == occasion))
                fields.Add($"peaks[{index}].occasion", "duplicate", $"Ngày '{occasion}' đã có trong chiến dịch.", $"The occasion '{occasion}' is named twice.");
            if (peak.LeadDays is < 0 or > LongestLead)
                fields.Add($"peaks[{index}].leadDays", "range", $"Số ngày trước phải từ 0 đến {LongestLead}.", $"Lead days must be between 0 and {LongestLead}.");
            if (peak.TailDays is < 0 or > LongestLead)
                fields.Add($"peaks[{index}].tailDays", "range", $"Số ngày sau phải từ 0 đến {LongestLead}.", $"Tail days must be between 0 and {LongestLead}.");
            rules.Add(new(occasion, peak.LeadDays, peak.TailDays, fields.Optional($"peaks[{index}].note", peak.Note, PurposeLength)));
        }

        return rules;
    }
}

/// <summary>What is said of a campaign.</summary>
/// <param name="Name">1–200 characters, required.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="From">First day, required; from 1900 on.</param>
/// <param name="To">Last day, required; up to 2100 and at most 30 years on.</param>
/// <param name="Peaks">The occasions at which it peaks; each must exist.</param>
public sealed record CampaignInput(string? Name, string? Purpose, DateOnly? From, DateOnly? To, IReadOnlyList<PeakInput>? Peaks);

/// <summary>One peak of a campaign.</summary>
/// <param name="Occasion">Key of the occasion, required.</param>
/// <param name="LeadDays">Days before it, 0–120.</param>
/// <param name="TailDays">Days after it, 0–120.</param>
/// <param name="Note">For planners.</param>
public sealed record PeakInput(string? Occasion, int LeadDays = 0, int TailDays = 0, string? Note = null);
