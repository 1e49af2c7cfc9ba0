using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Scheduler.Campaigns;

/// <summary>A purpose with a span of years, and the occasions at which it peaks in each of them.</summary>
public sealed class Campaign
{
    /// <summary>Chosen by people, never changed.</summary>
    public required string Key { get; init; }

    public required string Name { get; set; }

    /// <summary>What it is for, in a few sentences.</summary>
    public string? Purpose { get; set; }

    public DateOnly From { get; set; }

    /// <summary>Its last day.</summary>
    public DateOnly To { get; set; }

    public IReadOnlyList<PeakRule> Peaks { get; set; } = [];

    public int Revision { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>A high season around an occasion, every year.</summary>
/// <param name="Occasion">Key of the occasion.</param>
/// <param name="LeadDays">Days before the occasion's first day, 0–120.</param>
/// <param name="TailDays">Days after its last day, 0–120.</param>
/// <param name="Note">For planners.</param>
public sealed record PeakRule(string Occasion, int LeadDays, int TailDays, string? Note);

internal sealed class CampaignMapping : IEntityTypeConfiguration<Campaign>
{
    public void Configure(EntityTypeBuilder<Campaign> builder)
    {
        builder.HasKey(campaign => campaign.Key);
        builder.Property(campaign => campaign.Key).HasMaxLength(64);
        builder.Property(campaign => campaign.Name).HasMaxLength(PutCampaign.NameLength);
        builder.Property(campaign => campaign.Peaks).IsJsonText();
        builder.Property(campaign => campaign.Revision).IsConcurrencyToken();
    }
}
