using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Scheduler.Releases;

/// <summary>Items, each pinned to a version, that go out together at one instant to named channels.</summary>
public sealed class Release
{
    /// <summary>26 characters (<see cref="Platform.ContentIds"/>).</summary>
    public required string Id { get; init; }

    public required string Name { get; set; }

    /// <summary>The instant.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>The zone in which the instant was meant.</summary>
    public string ZoneId { get; set; } = "";

    /// <summary>The wall-clock time as it was given; null when an instant was given.</summary>
    public string? AtLocal { get; set; }

    public MissedPolicy Missed { get; set; }

    /// <summary>Until when a late delivery is still sent; null for 24 hours after the instant.</summary>
    public DateTimeOffset? MissedUntil { get; set; }

    /// <summary>What a block does that a preflight finds after the arming.</summary>
    public OnNewBlock OnNewBlock { get; set; }

    public StoredReleaseState State { get; set; }

    /// <summary>The release of an earlier peak that it is a copy of; null when it is none.</summary>
    public string? CopiedFrom { get; init; }

    public required string CreatedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public string? ArmedBy { get; set; }

    public DateTimeOffset? ArmedAt { get; set; }

    /// <summary>Why it was cancelled, held or retracted.</summary>
    public string? Reason { get; set; }

    public int Revision { get; set; }

    public List<ReleaseItem> Items { get; } = [];

    /// <summary>The items that go out with it, in order.</summary>
    public IEnumerable<ReleaseItem> PlannedItems => Items.Where(item => item.State == ReleaseItemState.Planned).OrderBy(item => item.Position);

    /// <summary>The items that wait for a person's decision, in order.</summary>
    public IEnumerable<ReleaseItem> HeldItems => Items.Where(item => item.State == ReleaseItemState.Held).OrderBy(item => item.Position);

    /// <summary>The state at an instant: an armed release whose instant has come is released, whether or not anything ran.</summary>
    public ReleaseState StateAt(DateTimeOffset now) => State switch
    {
        StoredReleaseState.Armed when At <= now => ReleaseState.Released,
        StoredReleaseState.Armed => ReleaseState.Armed,
        StoredReleaseState.Arming => ReleaseState.Arming,
        StoredReleaseState.Held => ReleaseState.Held,
        StoredReleaseState.Cancelled => ReleaseState.Cancelled,
        StoredReleaseState.Retracted => ReleaseState.Retracted,
        _ => ReleaseState.Draft,
    };
}

/// <summary>The states that are written down.</summary>
public enum StoredReleaseState
{
    /// <summary>May be edited; nothing is planned yet.</summary>
    Draft,

    /// <summary>Being written, for releases too large for one go.</summary>
    Arming,

    /// <summary>Publications and deliveries stand.</summary>
    Armed,

    /// <summary>Taken off the plan until a person decides.</summary>
    Held,

    /// <summary>Will not go out.</summary>
    Cancelled,

    /// <summary>Was out and was taken back.</summary>
    Retracted,
}

/// <summary>The states that are shown.</summary>
public enum ReleaseState
{
    /// <summary>May be edited; nothing is planned yet.</summary>
    Draft,

    /// <summary>Being written.</summary>
    Arming,

    /// <summary>Will go out at its instant.</summary>
    Armed,

    /// <summary>Taken off the plan until a person decides.</summary>
    Held,

    /// <summary>Its instant has come.</summary>
    Released,

    /// <summary>Will not go out.</summary>
    Cancelled,

    /// <summary>Was out and was taken back.</summary>
    Retracted,
}

/// <summary>What becomes of deliveries that missed the instant.</summary>
public enum MissedPolicy
{
    /// <summary>They are sent until an end.</summary>
    SendUntil,

    /// <summary>After ten minutes they expire.</summary>
    Skip,

    /// <summary>After ten minutes they are held and a person decides.</summary>
    Ask,
}

/// <summary>What becomes of an armed release when a later preflight finds a block.</summary>
public enum OnNewBlock
{
    /// <summary>It goes out; the block stands on the release for a person to see.</summary>
    Go,

    /// <summary>It is held until a person decides.</summary>
    Hold,
}

internal sealed class ReleaseMapping : IEntityTypeConfiguration<Release>
{
    public void Configure(EntityTypeBuilder<Release> builder)
    {
        builder.Property(release => release.Id).HasMaxLength(26);
        builder.Property(release => release.Name).HasMaxLength(200);
        builder.Property(release => release.ZoneId).HasMaxLength(64);
        builder.Property(release => release.AtLocal).HasMaxLength(40);
        builder.Property(release => release.CopiedFrom).HasMaxLength(26);
        builder.HasIndex(release => release.CopiedFrom);
        builder.Property(release => release.CreatedBy).HasMaxLength(200);
        builder.Property(release => release.ArmedBy).HasMaxLength(200);
        builder.Property(release => release.Reason).HasMaxLength(2000);
        builder.Property(release => release.OnNewBlock).HasDefaultValue(OnNewBlock.Go);
        builder.Ignore(release => release.PlannedItems).Ignore(release => release.HeldItems);
        builder.HasIndex(release => new { release.At, release.Id });
        builder.HasMany(release => release.Items).WithOne().HasForeignKey(item => item.ReleaseId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ReleaseItemMapping : IEntityTypeConfiguration<ReleaseItem>
{
    public void Configure(EntityTypeBuilder<ReleaseItem> builder)
    {
        builder.HasKey(item => new { item.ReleaseId, item.ItemId });
        builder.Property(item => item.ReleaseId).HasMaxLength(26);
        builder.Property(item => item.ItemId).HasMaxLength(26);
        builder.Property(item => item.Channels).IsJsonText();
        builder.Property(item => item.State).HasDefaultValue(ReleaseItemState.Planned);
        builder.Property(item => item.HoldNote).HasMaxLength(2000);
        builder.Property(item => item.Blackout).HasMaxLength(64);
        builder.Property(item => item.DecidedBy).HasMaxLength(200);
        builder.Property(item => item.MovedTo).HasMaxLength(26);
        builder.HasIndex(item => item.ItemId);
        builder.HasIndex(item => new { item.State, item.HeldAt });
    }
}
