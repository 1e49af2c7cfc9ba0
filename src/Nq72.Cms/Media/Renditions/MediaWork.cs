using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Nq72.Cms.Media.Kinds;
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

    /// <summary>How far it is, in percent; null while nobody can say.</summary>
    public int? Percent { get; set; }

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

    /// <summary>A frame of a clip, as a picture in every size.</summary>
    Poster,

    /// <summary>The clip that is given out. Until then it is not shown.</summary>
    Clip,

    /// <summary>The sound alone. Until then a file of sound is not shown.</summary>
    Sound,
}

/// <summary>What is known of kinds of work.</summary>
internal static class MediaWorkKinds
{
    /// <summary>Work on pictures.</summary>
    public static readonly IReadOnlyList<MediaWorkKind> Pictures = [MediaWorkKind.Renditions, MediaWorkKind.Crops, MediaWorkKind.Avif];

    /// <summary>The same without what is slow.</summary>
    public static readonly IReadOnlyList<MediaWorkKind> PicturesNow = [MediaWorkKind.Renditions, MediaWorkKind.Crops];

    /// <summary>Work on clips and sound.</summary>
    public static readonly IReadOnlyList<MediaWorkKind> Clips = [MediaWorkKind.Poster, MediaWorkKind.Clip, MediaWorkKind.Sound];

    /// <summary>The same without what is slow.</summary>
    public static readonly IReadOnlyList<MediaWorkKind> Posters = [MediaWorkKind.Poster];

    /// <summary>What is to be made of a file that was taken in; nothing of what goes out as it came.</summary>
    public static IReadOnlyList<MediaWorkKind> Of(MediaFormat format) => format.Kind() switch
    {
        MediaKind.Image => [MediaWorkKind.Renditions],
        MediaKind.Video => [MediaWorkKind.Poster, MediaWorkKind.Clip],
        MediaKind.Audio when !format.GoesOutAsItCame() => [MediaWorkKind.Sound],
        _ => [],
    };

    /// <summary>Whether the file is shown when this is done, and not before.</summary>
    public static bool Decides(this MediaWorkKind kind, MediaKind file) => kind switch
    {
        MediaWorkKind.Renditions or MediaWorkKind.Clip => true,
        MediaWorkKind.Sound => file == MediaKind.Audio,
        _ => false,
    };
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
