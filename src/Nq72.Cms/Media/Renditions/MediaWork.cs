using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Media.Renditions;

/// <summary>Something that is still to be made of a file. What is done has no row.</summary>
public sealed class MediaWork
{
    /// <summary>The file.</summary>
    public required string MediaId { get; set; }

    /// <summary>What is to be made.</summary>
    public MediaWorkKind Kind { get; set; }

    /// <summary>Hash of the bytes that it is made of.</summary>
    public required string Sha256 { get; set; }

    /// <summary>How it stands.</summary>
    public MediaWorkState State { get; set; }

    /// <summary>Since when it waits; who waits longest comes first.</summary>
    public DateTimeOffset QueuedAt { get; set; }

    /// <summary>Not to be tried before.</summary>
    public DateTimeOffset NotBefore { get; set; }

    /// <summary>How often it was refused for the same reason, one time after the other.</summary>
    public int Attempts { get; set; }

    /// <summary>Why it was refused last; null when it was not.</summary>
    public WorkRefusal? Refusal { get; set; }

    /// <summary>The claim of the node that works on it: another one each time, so that what an old claim brings is told apart. Null when nobody does.</summary>
    public Guid? LeasedBy { get; set; }

    /// <summary>Until when the claim holds unless the node says again that it is at it.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }
}

/// <summary>What is to be made of a file.</summary>
public enum MediaWorkKind
{
    /// <summary>All that a page needs: WebP and JPEG, whole and cropped, with the placeholder. Until then the file is not shown.</summary>
    Renditions,

    /// <summary>The crops again, around another point.</summary>
    Crops,

    /// <summary>AVIF of all of it: slow, and done when nothing else waits.</summary>
    Avif,
}

/// <summary>How work stands.</summary>
public enum MediaWorkState
{
    /// <summary>It waits for its turn, or is claimed.</summary>
    Waiting,

    /// <summary>It will be refused the next time too; a person may have it tried again.</summary>
    Failed,
}

internal sealed class MediaWorkMapping : IEntityTypeConfiguration<MediaWork>
{
    public void Configure(EntityTypeBuilder<MediaWork> builder)
    {
        builder.ToTable("MediaWork");
        builder.HasKey(work => new { work.MediaId, work.Kind });
        builder.HasOne<MediaFile>().WithMany().HasForeignKey(work => work.MediaId).OnDelete(DeleteBehavior.Cascade);
        builder.Property(work => work.MediaId).HasMaxLength(26);
        builder.Property(work => work.Sha256).HasMaxLength(64);
        builder.Property(work => work.Refusal).IsJsonText();
        builder.HasIndex(work => new { work.State, work.NotBefore });
    }
}
