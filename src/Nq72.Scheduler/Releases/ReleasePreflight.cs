using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Scheduler.Releases;

/// <summary>What the last preflight that ran by itself found: at arming, and 24 hours, one hour and five minutes before the instant.</summary>
public sealed class ReleasePreflight
{
    public required string ReleaseId { get; init; }

    public DateTimeOffset RanAt { get; set; }

    public PreflightStage Stage { get; set; }

    public IReadOnlyList<Finding> Findings { get; set; } = [];

    /// <summary>The blocks: arming had none, so each came after it.</summary>
    public IReadOnlyList<NewBlock> NewBlocks { get; set; } = [];
}

/// <summary>A block that came after the arming.</summary>
/// <param name="Finding">What blocks.</param>
/// <param name="Since">The preflight that found it first.</param>
public sealed record NewBlock(Finding Finding, DateTimeOffset Since);

/// <summary>When a preflight runs by itself.</summary>
public enum PreflightStage
{
    /// <summary>When the release is armed.</summary>
    Arm,

    /// <summary>24 hours before the instant.</summary>
    DayBefore,

    /// <summary>One hour before.</summary>
    HourBefore,

    /// <summary>Five minutes before.</summary>
    FiveMinutesBefore,
}

internal sealed class ReleasePreflightMapping : IEntityTypeConfiguration<ReleasePreflight>
{
    public void Configure(EntityTypeBuilder<ReleasePreflight> builder)
    {
        builder.HasKey(run => run.ReleaseId);
        builder.Property(run => run.ReleaseId).HasMaxLength(26);
        builder.Property(run => run.Findings).IsJsonText();
        builder.Property(run => run.NewBlocks).IsJsonText();
        builder.HasOne<Release>().WithOne().HasForeignKey<ReleasePreflight>(run => run.ReleaseId).OnDelete(DeleteBehavior.Cascade);
    }
}
