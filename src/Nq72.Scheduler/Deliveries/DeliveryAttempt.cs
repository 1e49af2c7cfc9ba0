using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Nq72.Scheduler.Channels;

namespace Nq72.Scheduler.Deliveries;

/// <summary>One try to send a delivery. Written once, never changed; only its excerpt can be blanked (the database holds that).</summary>
public sealed class DeliveryAttempt
{
    public Guid Id { get; init; }

    public Guid DeliveryId { get; init; }

    /// <summary>Counted from 1.</summary>
    public int Number { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset EndedAt { get; init; }

    public AttemptOutcome Outcome { get; init; }

    /// <summary>Why it was not accepted.</summary>
    public DeliveryCode? Code { get; init; }

    public int? HttpStatus { get; init; }

    public int Milliseconds { get; init; }

    /// <summary>The beginning of the answer, at most 300 characters.</summary>
    public string? Excerpt { get; init; }

    /// <summary>Salt of the excerpt's digest; blanked with the excerpt.</summary>
    public byte[]? ExcerptSalt { get; init; }

    /// <summary>What the chain holds of the excerpt.</summary>
    public byte[]? ExcerptDigest { get; init; }

    /// <summary>Number of its link in the ledger's chain; null for one from before the chain began.</summary>
    public long? Seq { get; init; }

    /// <summary>Hash of its link.</summary>
    public byte[]? Hash { get; init; }
}

/// <summary>How an attempt ended.</summary>
public enum AttemptOutcome
{
    /// <summary>The receiver has it.</summary>
    Accepted,

    /// <summary>It did not arrive; there will be another try.</summary>
    Retry,

    /// <summary>It did not arrive and will not be tried again by itself.</summary>
    Failed,

    /// <summary>Nobody can tell whether it arrived.</summary>
    Ambiguous,
}

internal sealed class DeliveryAttemptMapping : IEntityTypeConfiguration<DeliveryAttempt>
{
    public const int ExcerptLength = 300;

    public void Configure(EntityTypeBuilder<DeliveryAttempt> builder)
    {
        builder.Property(attempt => attempt.Id).ValueGeneratedNever();
        builder.Property(attempt => attempt.Excerpt).HasMaxLength(ExcerptLength);
        builder.Property(attempt => attempt.ExcerptSalt).HasMaxLength(LedgerLink.HashLength);
        builder.Property(attempt => attempt.ExcerptDigest).HasMaxLength(LedgerLink.HashLength);
        builder.Property(attempt => attempt.Hash).HasMaxLength(LedgerLink.HashLength);
        builder.HasIndex(attempt => new { attempt.DeliveryId, attempt.Number });
        builder.HasIndex(attempt => attempt.Seq).IsUnique();
        builder.HasOne<Delivery>().WithMany().HasForeignKey(attempt => attempt.DeliveryId).OnDelete(DeleteBehavior.Cascade);
    }
}
