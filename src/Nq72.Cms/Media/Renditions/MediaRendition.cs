using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Nq72.Cms.Media.Images;
using Nq72.Cms.Media.Kinds;

namespace Nq72.Cms.Media.Renditions;

/// <summary>A picture made of a file's bytes: safe to give out, and small. Those of bytes that were replaced are gone with them.</summary>
public sealed class MediaRendition
{
    /// <summary>The file.</summary>
    public required string MediaId { get; set; }

    /// <summary>What part it shows.</summary>
    public RenditionShape Shape { get; set; }

    /// <summary>How it is encoded.</summary>
    public RenditionFormat Format { get; set; }

    /// <summary>Pixels across.</summary>
    public int Width { get; set; }

    /// <summary>Pixels down.</summary>
    public int Height { get; set; }

    /// <summary>Hash of its bytes, under which the store keeps them.</summary>
    public required string Sha256 { get; set; }

    /// <summary>How many they are.</summary>
    public long Bytes { get; set; }
}

/// <summary>What is known of formats of renditions.</summary>
public static class RenditionFormats
{
    /// <summary>The same among the formats of files.</summary>
    public static MediaFormat AsFile(this RenditionFormat format) => format switch
    {
        RenditionFormat.Webp => MediaFormat.WebP,
        RenditionFormat.Avif => MediaFormat.Avif,
        _ => MediaFormat.Jpeg,
    };

    /// <summary>How the shape is called outside: <c>whole</c>, <c>16:9</c>, <c>4:3</c>, <c>1:1</c>.</summary>
    public static string Outside(this RenditionShape shape) => shape switch
    {
        RenditionShape.Wide => "16:9",
        RenditionShape.Classic => "4:3",
        RenditionShape.Square => "1:1",
        _ => "whole",
    };

    /// <summary>The same as a part of a file's name.</summary>
    public static string InName(this RenditionShape shape) => shape == RenditionShape.Whole ? "" : $"-{shape.Outside().Replace(':', 'x')}";
}

internal sealed class MediaRenditionMapping : IEntityTypeConfiguration<MediaRendition>
{
    public void Configure(EntityTypeBuilder<MediaRendition> builder)
    {
        builder.ToTable("MediaRendition");
        builder.HasKey(row => new { row.MediaId, row.Shape, row.Format, row.Width });
        builder.HasOne<MediaFile>().WithMany().HasForeignKey(row => row.MediaId).OnDelete(DeleteBehavior.Cascade);
        builder.Property(row => row.MediaId).HasMaxLength(26);
        builder.Property(row => row.Sha256).HasMaxLength(64);
        builder.HasIndex(row => row.Sha256);
    }
}
