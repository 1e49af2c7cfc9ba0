using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Nq72.Cms.ContentItems;

namespace Nq72.Cms.Newsroom.Comments;

/// <summary>What somebody said of an item to those who work on it. Never delivered.</summary>
public sealed class ItemComment
{
    /// <summary>Longest comment, in characters.</summary>
    public const int MaxText = 4000;

    /// <summary>Its id; later ones sort after earlier ones.</summary>
    public Guid Id { get; set; }

    /// <summary>The item.</summary>
    public required string ItemId { get; set; }

    /// <summary>The version that was the newest when it was said.</summary>
    public int Version { get; set; }

    /// <summary>What was said.</summary>
    public required string Text { get; set; }

    /// <summary>Id of who said it.</summary>
    public required string AuthorId { get; set; }

    /// <summary>Their name.</summary>
    public required string AuthorName { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset SaidAt { get; set; }

    /// <summary>When it was settled; null while it is open.</summary>
    public DateTimeOffset? SettledAt { get; set; }

    /// <summary>Who settled it; null while it is open.</summary>
    public string? SettledBy { get; set; }
}

internal sealed class ItemCommentMapping : IEntityTypeConfiguration<ItemComment>
{
    public void Configure(EntityTypeBuilder<ItemComment> builder)
    {
        builder.ToTable("ItemComment");
        builder.HasKey(row => row.Id);
        builder.HasOne<ContentItem>().WithMany().HasForeignKey(row => row.ItemId).OnDelete(DeleteBehavior.Cascade);
        builder.Property(row => row.ItemId).HasMaxLength(26);
        builder.Property(row => row.Text).HasMaxLength(ItemComment.MaxText);
        builder.Property(row => row.AuthorId).HasMaxLength(100);
        builder.Property(row => row.AuthorName).HasMaxLength(300);
        builder.Property(row => row.SettledBy).HasMaxLength(300);
        builder.HasIndex(row => new { row.ItemId, row.SaidAt });
    }
}
