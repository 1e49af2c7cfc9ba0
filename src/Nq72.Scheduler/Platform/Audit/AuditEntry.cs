using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Nq72.Scheduler.Platform.Audit;

/// <summary>One thing that somebody did. Written in the same transaction as what was done; never changed, but where personal data is blacked out of its facts.</summary>
public sealed class AuditEntry
{
    public Guid Id { get; init; }

    /// <summary>When it was done.</summary>
    public DateTimeOffset At { get; init; }

    public ActorKind ActorKind { get; init; }

    public required string ActorId { get; init; }

    /// <summary>The actor's name as it was then.</summary>
    public required string ActorName { get; init; }

    /// <summary>Subject and verb: <c>release.arm</c>, <c>item.approve</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to: <c>release</c>, <c>channel</c>, <c>item</c>.</summary>
    public required string SubjectKind { get; init; }

    public required string SubjectId { get; init; }

    /// <summary>Address that it was done from; null when no request did it, and before addresses were kept.</summary>
    public string? Address { get; init; }

    /// <summary>Id of the session at the desk in which a person did it; null for all others.</summary>
    public string? Session { get; init; }

    /// <summary>What else is worth knowing, as JSON; null when nothing is.</summary>
    public string? Detail { get; init; }
}

internal sealed class AuditEntryMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.Property(entry => entry.Id).ValueGeneratedNever();
        builder.Property(entry => entry.ActorId).HasMaxLength(200);
        builder.Property(entry => entry.ActorName).HasMaxLength(200);
        builder.Property(entry => entry.Action).HasMaxLength(60);
        builder.Property(entry => entry.SubjectKind).HasMaxLength(40);
        builder.Property(entry => entry.SubjectId).HasMaxLength(200);
        builder.Property(entry => entry.Address).HasMaxLength(45);
        builder.Property(entry => entry.Session).HasMaxLength(36);
        builder.HasIndex(entry => new { entry.SubjectKind, entry.SubjectId, entry.At });
        builder.HasIndex(entry => new { entry.At, entry.Id });
        builder.HasIndex(entry => new { entry.ActorId, entry.At });
    }
}
