using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Nq72.Cms.ContentItems;

/// <summary>A content item: what its versions are versions of.</summary>
public sealed class ContentItem
{
    /// <summary>26 characters, Orchard Core's alphabet.</summary>
    public required string Id { get; set; }

    /// <summary>Name of its content type.</summary>
    public required string Type { get; set; }

    /// <summary>BCP 47; never changes (a translation is another item).</summary>
    public required string Lang { get; set; }

    /// <summary>What translations of one another share.</summary>
    public required string LocalizationSet { get; set; }

    /// <summary>Number of the newest version, from 1.</summary>
    public int NewestVersion { get; set; }

    /// <summary>When it was put in the trash; null when it is not there.</summary>
    public DateTimeOffset? TrashedAt { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Who made it, for people to read.</summary>
    public required string CreatedBy { get; set; }

    /// <summary>Counts every change of the item, of its review and of its timeline; part of the desk's ETag.</summary>
    public int Revision { get; set; }
}

internal sealed class ContentItemMapping : IEntityTypeConfiguration<ContentItem>
{
    public void Configure(EntityTypeBuilder<ContentItem> builder)
    {
        builder.ToTable("ContentItem");
        builder.HasKey(item => item.Id);
        builder.Property(item => item.Id).HasMaxLength(26);
        builder.Property(item => item.Type).HasMaxLength(100);
        builder.Property(item => item.Lang).HasMaxLength(35);
        builder.Property(item => item.LocalizationSet).HasMaxLength(26);
        builder.Property(item => item.CreatedBy).HasMaxLength(300);
        builder.HasIndex(item => item.LocalizationSet);
        // one translation into a language; what is in the trash does not stand in the way
        builder.HasIndex(item => new { item.LocalizationSet, item.Lang, item.Type }).IsUnique().HasFilter("trashed_at IS NULL");
        builder.HasIndex(item => new { item.Type, item.Lang });
    }
}
