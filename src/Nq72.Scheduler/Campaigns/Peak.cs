using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Nq72.Scheduler.Campaigns;

/// <summary>
/// A campaign's high season around an occasion in one year, as planned ahead. A copy for planning to hang things on: what is read is
/// always reckoned from campaign and occasions.
/// </summary>
public sealed class Peak
{
    /// <summary><c>{campaign}.{occasion}.{year}</c>; a second one in the same year ends in <c>-2</c>.</summary>
    public required string Id { get; init; }

    public required string Campaign { get; init; }

    public required string Occasion { get; init; }

    /// <summary>The solar year in which the occasion begins.</summary>
    public int Year { get; init; }

    /// <summary>The occasion's first day.</summary>
    public DateOnly Date { get; set; }

    public DateOnly From { get; set; }

    /// <summary>The last day of the tail.</summary>
    public DateOnly To { get; set; }

    public DateTimeOffset PlannedAt { get; set; }
}

internal sealed class PeakMapping : IEntityTypeConfiguration<Peak>
{
    public void Configure(EntityTypeBuilder<Peak> builder)
    {
        builder.Property(peak => peak.Id).HasMaxLength(140);
        builder.Property(peak => peak.Campaign).HasMaxLength(64);
        builder.Property(peak => peak.Occasion).HasMaxLength(64);
        builder.HasIndex(peak => peak.From);
    }
}
