using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Media.Uploads;

/// <summary>A file that comes in parts. How much of it is here, the store knows: its part has this id.</summary>
public sealed class PendingUpload
{
    /// <summary>26 characters, as those of files.</summary>
    public required string Id { get; set; }

    /// <summary>The name that it came with; empty for none.</summary>
    public required string Name { get; set; }

    /// <summary>Bytes in all.</summary>
    public long Length { get; set; }

    /// <summary>What else was said of it, as it was sent: <c>Upload-Metadata</c>; null for nothing.</summary>
    public string? Metadata { get; set; }

    /// <summary>The file whose place it takes; null for a new one.</summary>
    public string? Replaces { get; set; }

    /// <summary>Whether a person or a key began it.</summary>
    public ActorKind OwnerKind { get; set; }

    /// <summary>Whose it is: the id of the person or the key.</summary>
    public required string OwnerId { get; set; }

    /// <summary>When it was begun.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>From when on it is given up. Put off by every go.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>The file that was made of it; null while it is not finished.</summary>
    public string? MediaId { get; set; }

    /// <summary>Whether the same bytes were in the library already; the file is that one.</summary>
    public bool IsExisting { get; set; }

    /// <summary>Whether the actor may see it, go on with it or drop it.</summary>
    public bool IsFor(Actor actor) => (OwnerKind == actor.Kind && OwnerId == actor.Id) || actor.May(Scopes.Admin);
}

internal sealed class PendingUploadMapping : IEntityTypeConfiguration<PendingUpload>
{
    public const int MetadataLength = 4_000;

    public void Configure(EntityTypeBuilder<PendingUpload> builder)
    {
        builder.ToTable("PendingUpload");
        builder.HasKey(upload => upload.Id);
        builder.Property(upload => upload.Id).HasMaxLength(26);
        builder.Property(upload => upload.Name).HasMaxLength(MediaFileMapping.NameLength);
        builder.Property(upload => upload.Metadata).HasMaxLength(MetadataLength);
        builder.Property(upload => upload.Replaces).HasMaxLength(26);
        builder.Property(upload => upload.OwnerId).HasMaxLength(100);
        builder.Property(upload => upload.MediaId).HasMaxLength(26);
        builder.HasIndex(upload => upload.ExpiresAt);
        builder.HasIndex(upload => new { upload.OwnerId, upload.ExpiresAt });
    }
}
