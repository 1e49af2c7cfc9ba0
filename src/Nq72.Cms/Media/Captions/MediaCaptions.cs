using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Nq72.Cms.Media.Captions;

/// <summary>Captions or chapters of a file in a language: clean WebVTT that the store keeps, and its text.</summary>
public sealed class MediaCaptions
{
    /// <summary>The file.</summary>
    public required string MediaId { get; set; }

    /// <summary>What it is.</summary>
    public CaptionsKind Kind { get; set; }

    /// <summary>Its language, as those of the site: <c>vi</c>, <c>tay</c>.</summary>
    public required string Lang { get; set; }

    /// <summary>Hash of the WebVTT, under which the store keeps it.</summary>
    public required string Sha256 { get; set; }

    /// <summary>How many bytes it has.</summary>
    public long Bytes { get; set; }

    /// <summary>How many captions or chapters there are.</summary>
    public int Cues { get; set; }

    /// <summary>Of captions, what is said, in paragraphs with an empty line between; of chapters, their titles, one a line.</summary>
    public required string Transcript { get; set; }

    /// <summary>When it was put there.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Who put it there.</summary>
    public required string ChangedBy { get; set; }
}

/// <summary>What a track of text of a clip is.</summary>
public enum CaptionsKind
{
    /// <summary>What is said, and what else is to be heard.</summary>
    Captions,

    /// <summary>Names of its parts.</summary>
    Chapters,
}

internal sealed class MediaCaptionsMapping : IEntityTypeConfiguration<MediaCaptions>
{
    public void Configure(EntityTypeBuilder<MediaCaptions> builder)
    {
        builder.ToTable("MediaCaptions");
        builder.HasKey(row => new { row.MediaId, row.Kind, row.Lang });
        builder.HasOne<MediaFile>().WithMany().HasForeignKey(row => row.MediaId).OnDelete(DeleteBehavior.Cascade);
        builder.Property(row => row.MediaId).HasMaxLength(26);
        builder.Property(row => row.Lang).HasMaxLength(35);
        builder.Property(row => row.Sha256).HasMaxLength(64);
        builder.Property(row => row.ChangedBy).HasMaxLength(300);
        builder.HasIndex(row => row.Sha256);
    }
}
