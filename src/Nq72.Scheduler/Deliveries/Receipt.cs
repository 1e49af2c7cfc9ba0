using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Nq72.Scheduler.Deliveries;

/// <summary>What a receiver or an operator confirmed of a delivery.</summary>
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
        builder.HasIndex(receipt => new { receipt.DeliveryId, receipt.Kind }).IsUnique();
        builder.HasOne<Delivery>().WithMany().HasForeignKey(receipt => receipt.DeliveryId).OnDelete(DeleteBehavior.Cascade);
    }
}
