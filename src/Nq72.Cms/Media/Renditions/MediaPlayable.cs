using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Nq72.Cms.Media.Kinds;

namespace Nq72.Cms.Media.Renditions;

/// <summary>A clip or sound made of a file's bytes: safe to give out, and playable while it loads. Those of bytes that were replaced are gone with them.</summary>
public sealed class MediaPlayable
{
    /// <summary>The file.</summary>
    public required string MediaId { get; set; }

    /// <summary>MP4 (H.264, AAC) or M4A (AAC).</summary>
    public MediaFormat Format { get; set; }

    /// <summary>Pixels across; 0 for sound.</summary>
    public int Width { get; set; }

    /// <summary>Pixels down; 0 for sound.</summary>
    public int Height { get; set; }

    /// <summary>Milliseconds that it plays.</summary>
    public long DurationMs { get; set; }

    /// <summary>Hash of its bytes, under which the store keeps them.</summary>
    public required string Sha256 { get; set; }

    /// <summary>How many they are.</summary>
    public long Bytes { get; set; }
}

internal sealed class MediaPlayableMapping : IEntityTypeConfiguration<MediaPlayable>
{
    public void Configure(EntityTypeBuilder<MediaPlayable> builder)
    {
        builder.ToTable("MediaPlayable");
        builder.HasKey(row => new { row.MediaId, row.Format });
        builder.HasOne<MediaFile>().WithMany().HasForeignKey(row => row.MediaId).OnDelete(DeleteBehavior.Cascade);
        builder.Property(row => row.MediaId).HasMaxLength(26);
        builder.Property(row => row.Sha256).HasMaxLength(64);
        builder.HasIndex(row => row.Sha256);
    }
}
