using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Nq72.Cms.ContentItems;

namespace Nq72.Cms.Newsroom.Unsaved;

/// <summary>That somebody has an item open for writing, and what they typed and did not save. No version, and seen by nobody else.</summary>
public sealed class UnsavedText
{
    /// <summary>The item.</summary>
    public required string ItemId { get; set; }

    /// <summary>Who writes.</summary>
    public required string WriterId { get; set; }

    /// <summary>Their name, for others who have the item open.</summary>
    public required string WriterName { get; set; }

    /// <summary>The version that they started from.</summary>
    public int Version { get; set; }

    /// <summary>What they typed, as the JSON body that would save it; null when nothing is unsaved.</summary>
    public string? Body { get; set; }

    /// <summary>When they last typed; null when nothing is unsaved.</summary>
    public DateTimeOffset? TypedAt { get; set; }

    /// <summary>When their page was last heard of.</summary>
    public DateTimeOffset SeenAt { get; set; }
}

internal sealed class UnsavedTextMapping : IEntityTypeConfiguration<UnsavedText>
{
    public void Configure(EntityTypeBuilder<UnsavedText> builder)
    {
        builder.ToTable("UnsavedText");
        builder.HasKey(row => new { row.ItemId, row.WriterId });
        builder.HasOne<ContentItem>().WithMany().HasForeignKey(row => row.ItemId).OnDelete(DeleteBehavior.Cascade);
        builder.Property(row => row.ItemId).HasMaxLength(26);
        builder.Property(row => row.WriterId).HasMaxLength(100);
        builder.Property(row => row.WriterName).HasMaxLength(300);
    }
}
