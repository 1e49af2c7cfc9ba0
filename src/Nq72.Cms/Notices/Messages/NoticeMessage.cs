using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Nq72.Cms.Notices.Messages;

/// <summary>
/// One notice that is to be told to one receiver: a person by mail, or the webhook. Written with the notice in one transaction, so that what
/// was noticed is told although the node dies. Holds no address and no words: both are looked up when it goes.
/// </summary>
public sealed class NoticeMessage
{
    /// <summary>Version 7; the webhook's <c>webhook-id</c>, the same at every attempt.</summary>
    public Guid Id { get; init; }

    /// <summary>The notice that it tells of.</summary>
    public Guid NoticeId { get; init; }

    /// <summary>Kind and subject of the notice: what comes and goes tells no more often than the quiet between messages allows.</summary>
    public required string Topic { get; init; }

    /// <summary>How it goes.</summary>
    public NoticeWay Way { get; init; }

    /// <summary>What it tells.</summary>
    public NoticeEvent Event { get; init; }

    /// <summary>Who is told; null for the webhook.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>Where it is.</summary>
    public NoticeMessageState State { get; set; }

    /// <summary>When it was written.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not to be sent before this.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>Attempts begun.</summary>
    public int Attempts { get; set; }

    /// <summary>Whose it is while it is being sent; null otherwise.</summary>
    public Guid? LeasedBy { get; set; }

    /// <summary>Until when; a node that died leaves it to others then.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>Why the last attempt failed.</summary>
    public string? LastError { get; set; }

    /// <summary>When it was sent, failed or withdrawn; null while it waits.</summary>
    public DateTimeOffset? SettledAt { get; set; }
}

/// <summary>How a notice is told.</summary>
public enum NoticeWay
{
    /// <summary>By mail, to each person who can help.</summary>
    Mail,

    /// <summary>By a signed post to the address in the settings.</summary>
    Webhook,
}

/// <summary>What a message tells.</summary>
public enum NoticeEvent
{
    /// <summary>Something is the matter, or more of it.</summary>
    Opened,

    /// <summary>Its cause is gone.</summary>
    Closed,
}

/// <summary>Where a message is.</summary>
public enum NoticeMessageState
{
    /// <summary>It is to be sent, perhaps again.</summary>
    Waiting,

    /// <summary>The mail server, or the webhook, took it.</summary>
    Sent,

    /// <summary>Given up; the notice says so.</summary>
    Failed,

    /// <summary>Nothing to tell any more: the cause was gone first, or the person has no address or no scope now.</summary>
    Withdrawn,
}

internal sealed class NoticeMessageMapping : IEntityTypeConfiguration<NoticeMessage>
{
    public const int ErrorLength = 300;

    public void Configure(EntityTypeBuilder<NoticeMessage> builder)
    {
        builder.ToTable("NoticeMessage");
        builder.HasKey(message => message.Id);
        builder.Property(message => message.Id).ValueGeneratedNever();
        builder.Property(message => message.Topic).HasMaxLength(NoticeMapping.SubjectLength + 41);
        builder.Property(message => message.LastError).HasMaxLength(ErrorLength);
        builder.HasIndex(message => new { message.State, message.DueAt });
        builder.HasIndex(message => new { message.Topic, message.DueAt });
    }
}
