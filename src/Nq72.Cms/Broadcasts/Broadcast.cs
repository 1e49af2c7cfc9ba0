using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Nq72.Cms.Broadcasts.Planning;
using Nq72.Cms.ContentItems;

namespace Nq72.Cms.Broadcasts;

/// <summary>One item that is to be read out in one slot of one commune, and what became of it.</summary>
public sealed class Broadcast
{
    /// <summary>Its id.</summary>
    public Guid Id { get; set; }

    /// <summary>The commune, by the state's code.</summary>
    public required string Place { get; set; }

    /// <summary>The day, in the installation's zone.</summary>
    public DateOnly Day { get; set; }

    /// <summary>The slot of that day; empty where there is no place for it.</summary>
    public required string Slot { get; set; }

    /// <summary>Its turn in the slot, from 0.</summary>
    public int Position { get; set; }

    /// <summary>When the slot begins: what was planned keeps its time when slots change.</summary>
    public DateTimeOffset From { get; set; }

    /// <summary>When the slot ends.</summary>
    public DateTimeOffset Until { get; set; }

    /// <summary>The item.</summary>
    public required string ItemId { get; set; }

    /// <summary>The version that is read out.</summary>
    public int Version { get; set; }

    /// <summary>Its language, BCP 47.</summary>
    public required string Lang { get; set; }

    /// <summary>The title of that version.</summary>
    public required string Title { get; set; }

    /// <summary>Whether it was sent here, or takes a turn.</summary>
    public BroadcastKind Kind { get; set; }

    /// <summary>How soon it is to be read.</summary>
    public BroadcastPriority Priority { get; set; }

    /// <summary>How long it takes by the estimate, in seconds.</summary>
    public double Seconds { get; set; }

    /// <summary>The delivery that brings it; null for what takes a turn.</summary>
    public Guid? DeliveryId { get; set; }

    /// <summary>What became of it.</summary>
    public BroadcastState State { get; set; }

    /// <summary>When it was read out, or that it was not, as the commune says; null before.</summary>
    public DateTimeOffset? ToldAt { get; set; }

    /// <summary>Who said so.</summary>
    public string? ToldBy { get; set; }

    /// <summary>Why there is no place for it; null where there is one.</summary>
    public UnplacedReason? Unplaced { get; set; }

    /// <summary>What was left out, or why it was not read out.</summary>
    public string? Note { get; set; }
}

/// <summary>Why an item is in a slot.</summary>
public enum BroadcastKind
{
    /// <summary>A release sends it there.</summary>
    Sent,

    /// <summary>It takes turns with others of its type in the room that is left.</summary>
    Turn,
}

/// <summary>How soon an item is to be read; the two lower ranks of Circular 39/2020/TT-BTTTT. Source: its summaries; the circular's text was not at hand.</summary>
public enum BroadcastPriority
{
    /// <summary>As the plan has room (bản tin thông thường).</summary>
    Normal,

    /// <summary>Before normal ones; against a commune's own, the commune says which goes first (bản tin ưu tiên).</summary>
    Priority,
}

/// <summary>What became of it.</summary>
public enum BroadcastState
{
    /// <summary>It is to be read; after its slot: nobody said anything.</summary>
    Planned,

    /// <summary>The commune says that it was read out.</summary>
    Done,

    /// <summary>The commune says that it was not, and why.</summary>
    Failed,
}

internal sealed class BroadcastMapping : IEntityTypeConfiguration<Broadcast>
{
    public const int NoteLength = 500;

    public void Configure(EntityTypeBuilder<Broadcast> builder)
    {
        builder.ToTable("Broadcast");
        builder.HasKey(one => one.Id);
        builder.Property(one => one.Id).ValueGeneratedNever();
        builder.Property(one => one.Place).HasMaxLength(20);
        builder.Property(one => one.Slot).HasMaxLength(20);
        builder.Property(one => one.ItemId).HasMaxLength(26);
        builder.Property(one => one.Lang).HasMaxLength(35);
        builder.Property(one => one.Title).HasMaxLength(300);
        builder.Property(one => one.Kind).HasConversion<string>().HasMaxLength(10);
        builder.Property(one => one.Priority).HasConversion<string>().HasMaxLength(10);
        builder.Property(one => one.State).HasConversion<string>().HasMaxLength(10);
        builder.Property(one => one.Unplaced).HasConversion<string>().HasMaxLength(10);
        builder.Property(one => one.ToldBy).HasMaxLength(300);
        builder.Property(one => one.Note).HasMaxLength(NoteLength);
        builder.HasOne<ContentVersion>().WithMany().HasForeignKey(one => new { one.ItemId, one.Version }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(one => new { one.Day, one.Place, one.Slot, one.Position });
        builder.HasIndex(one => new { one.ItemId, one.Place });
    }
}
