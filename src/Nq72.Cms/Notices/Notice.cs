using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Nq72.Cms.Notices;

/// <summary>Something that a person should know of: one a kind and subject while it lasts, however often it happens.</summary>
public sealed class Notice
{
    /// <summary>Version 7: later ones sort later.</summary>
    public Guid Id { get; init; }

    /// <summary>What is the matter.</summary>
    public NoticeKind Kind { get; init; }

    /// <summary>What it is about: <c>channel/destination</c>, a release's id, or a hub's address.</summary>
    public required string Subject { get; init; }

    /// <summary>The subject for people to read.</summary>
    public required string Name { get; set; }

    /// <summary>How much it weighs.</summary>
    public NoticeSeverity Severity { get; init; }

    /// <summary>Scope of those who can do something about it.</summary>
    public required string Scope { get; init; }

    /// <summary>Where it is.</summary>
    public NoticeState State { get; set; }

    /// <summary>How many deliveries, or findings, it stands for now.</summary>
    public int Count { get; set; }

    /// <summary>Stable code of a finding; null for those that the kind says all of.</summary>
    public string? Code { get; set; }

    /// <summary>When it was first seen by the program.</summary>
    public DateTimeOffset FirstAt { get; init; }

    /// <summary>When it last became more.</summary>
    public DateTimeOffset LastAt { get; set; }

    /// <summary>When a person took note of it; null while nobody did, and again when it becomes more.</summary>
    public DateTimeOffset? SeenAt { get; set; }

    /// <summary>Who took note of it.</summary>
    public string? SeenBy { get; set; }

    /// <summary>When its cause was gone; null while it lasts.</summary>
    public DateTimeOffset? ResolvedAt { get; set; }

    /// <summary>When it was last told by mail or webhook; null while it was not.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>Who could not be told, and why; null when nothing was given up since it last became more.</summary>
    public string? SendFailed { get; set; }
}

/// <summary>What is the matter.</summary>
public enum NoticeKind
{
    /// <summary>Deliveries that will not go by themselves.</summary>
    DeliveryFailed,

    /// <summary>Deliveries that wait for a person's decision.</summary>
    DeliveryHeld,

    /// <summary>Deliveries whose window ended before they were accepted.</summary>
    DeliveryExpired,

    /// <summary>Deliveries that the receiver may have and cannot tell.</summary>
    DeliveryUnknown,

    /// <summary>A destination that answered 410 and is sent nothing.</summary>
    DestinationStopped,

    /// <summary>A destination whose circuit is open: five attempts in a row failed.</summary>
    DestinationOpen,

    /// <summary>Retractions that were accepted and not acknowledged by their deadline.</summary>
    RetractionOpen,

    /// <summary>An armed release in which a preflight found something that blocks, after the arming.</summary>
    ReleaseBlocked,

    /// <summary>A release with items that are held until a person decides about them.</summary>
    ReleaseHeld,

    /// <summary>A release that passed its instant and was never armed.</summary>
    ReleaseMissed,

    /// <summary>A WebSub hub that cannot be told of changes in feeds.</summary>
    HubFailing,
}

/// <summary>How much a notice weighs.</summary>
public enum NoticeSeverity
{
    /// <summary>Somebody should look.</summary>
    Warn,

    /// <summary>Something that was promised does not happen.</summary>
    Bad,
}

/// <summary>Where a notice is.</summary>
public enum NoticeState
{
    /// <summary>Nobody has taken note of it.</summary>
    Open,

    /// <summary>Somebody has; its cause lasts.</summary>
    Seen,

    /// <summary>Its cause is gone.</summary>
    Resolved,
}

internal sealed class NoticeMapping : IEntityTypeConfiguration<Notice>
{
    public const int SubjectLength = 140;
    private const int NameLength = 500;
    private const int FailedLength = 600;

    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.ToTable("Notice");
        builder.HasKey(notice => notice.Id);
        builder.Property(notice => notice.Id).ValueGeneratedNever();
        builder.Property(notice => notice.Subject).HasMaxLength(SubjectLength);
        builder.Property(notice => notice.Name).HasMaxLength(NameLength);
        builder.Property(notice => notice.Scope).HasMaxLength(20);
        builder.Property(notice => notice.Code).HasMaxLength(100);
        builder.Property(notice => notice.SeenBy).HasMaxLength(300);
        builder.Property(notice => notice.SendFailed).HasMaxLength(FailedLength);
        // one a subject while it lasts, whichever node saw it; those that are over stay as history
        builder.HasIndex(notice => new { notice.Kind, notice.Subject }).IsUnique().HasFilter("state <> 'Resolved'");
        builder.HasIndex(notice => new { notice.State, notice.LastAt });
    }
}
