using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Nq72.Scheduler.Deliveries;

/// <summary>What a receiver or an operator confirmed of a delivery. Written once, never changed; only its note can be blanked (the database holds that).</summary>
public sealed class Receipt
{
    public Guid Id { get; init; }

    public Guid DeliveryId { get; init; }

    public ReceiptKind Kind { get; init; }

    /// <summary>When it happened, as they say.</summary>
    public DateTimeOffset At { get; init; }

    public string? Note { get; init; }

    /// <summary>Id of the actor who told us.</summary>
    public required string By { get; init; }

    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>Salt of the note's digest; blanked with the note.</summary>
    public byte[]? NoteSalt { get; init; }

    /// <summary>What the chain holds of the note.</summary>
    public byte[]? NoteDigest { get; init; }

    /// <summary>Number of its link in the ledger's chain; null for one from before the chain began.</summary>
    public long? Seq { get; init; }

    /// <summary>Hash of its link.</summary>
    public byte[]? Hash { get; init; }
}

/// <summary>What is confirmed.</summary>
public enum ReceiptKind
{
    /// <summary>They have it.</summary>
    Accepted,

    /// <summary>It was read out.</summary>
    Broadcast,

    /// <summary>They took it down.</summary>
    RetractionAcknowledged,
}

internal sealed class ReceiptMapping : IEntityTypeConfiguration<Receipt>
{
    public const int NoteLength = 1000;

    public void Configure(EntityTypeBuilder<Receipt> builder)
    {
        builder.Property(receipt => receipt.Id).ValueGeneratedNever();
        builder.Property(receipt => receipt.Note).HasMaxLength(NoteLength);
        builder.Property(receipt => receipt.By).HasMaxLength(200);
        builder.Property(receipt => receipt.NoteSalt).HasMaxLength(LedgerLink.HashLength);
        builder.Property(receipt => receipt.NoteDigest).HasMaxLength(LedgerLink.HashLength);
        builder.Property(receipt => receipt.Hash).HasMaxLength(LedgerLink.HashLength);
        builder.HasIndex(receipt => new { receipt.DeliveryId, receipt.Kind }).IsUnique();
        builder.HasIndex(receipt => receipt.Seq).IsUnique();
        builder.HasOne<Delivery>().WithMany().HasForeignKey(receipt => receipt.DeliveryId).OnDelete(DeleteBehavior.Cascade);
    }
}
