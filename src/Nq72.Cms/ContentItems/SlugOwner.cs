using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Nq72.Cms.ContentItems;

/// <summary>A slug, once used, stays with its item: an old address never leads to another text.</summary>
public sealed class SlugOwner
{
    /// <summary>Content type: slugs are unique within one.</summary>
    public required string Type { get; set; }

    /// <summary>The slug.</summary>
    public required string Slug { get; set; }

    /// <summary>The item it belongs to.</summary>
    public required string ItemId { get; set; }
}

internal sealed class SlugOwnerMapping : IEntityTypeConfiguration<SlugOwner>
{
    public void Configure(EntityTypeBuilder<SlugOwner> builder)
    {
        builder.ToTable("SlugOwner");
        builder.HasKey(owner => new { owner.Type, owner.Slug });
        builder.Property(owner => owner.Type).HasMaxLength(100);
        builder.Property(owner => owner.Slug).HasMaxLength(200);
        builder.Property(owner => owner.ItemId).HasMaxLength(26);
    }
}
