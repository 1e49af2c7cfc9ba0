using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Nq72.Cms.ContentItems;

namespace Nq72.Cms.Timeline;

/// <summary>
/// One interval of the timeline: a version of an item is visible from <see cref="VisibleFrom"/> on, up to but not including
/// <see cref="VisibleUntil"/>. Intervals of one item never overlap; the database itself holds that.
/// </summary>
public sealed class Publication
{
    /// <summary>Ordered by time of recording.</summary>
    public Guid Id { get; set; }

    /// <summary>The item.</summary>
    public required string ItemId { get; set; }

    /// <summary>The version that is visible.</summary>
    public int Version { get; set; }

    /// <summary>The item's type, for the index that lists scan.</summary>
    public required string Type { get; set; }

    /// <summary>The item's language, for the index that lists scan.</summary>
    public required string Lang { get; set; }

    /// <summary>
    /// The intended instant of the first appearance; whatever goes on without a gap keeps it (a correction, an interval planned earlier that
    /// another one now leads up to), and lists sort by it. After a gap the item appears anew.
    /// </summary>
    public DateTimeOffset PublishedAt { get; set; }

    /// <summary>Begin, inclusive. Never before the instant of recording.</summary>
    public DateTimeOffset VisibleFrom { get; set; }

    /// <summary>End, exclusive; null for open.</summary>
    public DateTimeOffset? VisibleUntil { get; set; }

    /// <summary>The release that put it here; null when a person did.</summary>
    public string? ReleaseId { get; set; }

    /// <summary>The public note of a correction; null when this is none.</summary>
    public string? CorrectionNote { get; set; }

    /// <summary>Why it was taken back; null when it was not.</summary>
    public string? RetractedReason { get; set; }

    /// <summary>The interval that this one cut short; null when it cut none.</summary>
    public Guid? CutId { get; set; }

    /// <summary>Where the cut interval would have ended; null for open. Restored when this one is withdrawn.</summary>
    public DateTimeOffset? CutUntil { get; set; }

    /// <summary>When this was written down.</summary>
    public DateTimeOffset RecordedAt { get; set; }

    /// <summary>Who did it.</summary>
    public required string RecordedBy { get; set; }

    /// <summary>
    /// The epoch under which this row last changed, by which partners catch up; <see cref="Uncounted"/> until the change is counted, last of all
    /// before the commit. Set by the database context and the epoch's counter, by nobody else.
    /// </summary>
    public long ChangedEpoch { get; set; }

    /// <summary>An epoch that is not known yet.</summary>
    public const long Uncounted = 0;

    /// <summary>
    /// Where the interval ends when it is taken back at an instant after its begin: there, or where it ended already. One that began this very
    /// microsecond keeps one: an end must lie after its begin.
    /// </summary>
    public DateTimeOffset EndIfTakenBackAt(DateTimeOffset now)
    {
        if (VisibleUntil is { } ended && ended <= now)
            return ended;
        return now > VisibleFrom ? now : VisibleFrom.AddMicroseconds(1);
    }

    /// <summary>Whether the interval holds the instant.</summary>
    public bool IsVisibleAt(DateTimeOffset instant) => VisibleFrom <= instant && EndsAfter(instant);

    /// <summary>Whether it is visible or planned at the instant.</summary>
    public bool EndsAfter(DateTimeOffset instant) => VisibleUntil is null || instant < VisibleUntil;
}

internal sealed class PublicationMapping : IEntityTypeConfiguration<Publication>
{
    public void Configure(EntityTypeBuilder<Publication> builder)
    {
        builder.ToTable("Publication", table => table.HasCheckConstraint("ck_publication_until_after_from", "visible_until IS NULL OR visible_until > visible_from"));
        builder.HasKey(publication => publication.Id);
        builder.Property(publication => publication.Id).ValueGeneratedNever();
        builder.Property(publication => publication.ItemId).HasMaxLength(26);
        builder.Property(publication => publication.Type).HasMaxLength(100);
        builder.Property(publication => publication.Lang).HasMaxLength(35);
        builder.Property(publication => publication.ReleaseId).HasMaxLength(26);
        builder.Property(publication => publication.RecordedBy).HasMaxLength(300);
        builder.HasOne<ContentVersion>().WithMany().HasForeignKey(publication => new { publication.ItemId, publication.Version }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(publication => new { publication.ItemId, publication.VisibleFrom });
        builder.HasIndex(publication => new { publication.Type, publication.Lang, publication.PublishedAt, publication.ItemId });
        // one type, or one language, in the order of lists: without these either all of it is sorted or everything else is passed over
        builder.HasIndex(publication => new { publication.Type, publication.PublishedAt, publication.ItemId });
        builder.HasIndex(publication => new { publication.Lang, publication.PublishedAt, publication.ItemId });
        builder.HasIndex(publication => new { publication.PublishedAt, publication.ItemId });
        builder.HasIndex(publication => new { publication.VisibleFrom, publication.ItemId });
        builder.HasIndex(publication => publication.ChangedEpoch);
        builder.HasIndex(publication => publication.VisibleUntil);
        builder.HasIndex(publication => publication.ReleaseId);
    }
}
