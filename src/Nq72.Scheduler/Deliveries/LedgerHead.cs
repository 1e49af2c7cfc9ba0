using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Nq72.Scheduler.Deliveries;

/// <summary>The one row that tells where the ledger's chain ends. Whoever adds to the chain locks it, last of all that he locks.</summary>
public sealed class LedgerHead
{
    /// <summary>The id of the one row.</summary>
    public const int OnlyId = 1;

    /// <summary>Always <see cref="OnlyId"/>.</summary>
    public int Id { get; init; } = OnlyId;

    /// <summary>Number of the last link; 0 while there is none.</summary>
    public long Seq { get; set; }

    /// <summary>Hash of the last link; 32 zeros while there is none.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>Attempts and receipts from before the chain began: they have no link, and their number never changes.</summary>
    public int Unchained { get; init; }
}

internal sealed class LedgerHeadMapping : IEntityTypeConfiguration<LedgerHead>
{
    public void Configure(EntityTypeBuilder<LedgerHead> builder)
    {
        builder.Property(head => head.Id).ValueGeneratedNever();
        builder.Property(head => head.Hash).HasMaxLength(LedgerLink.HashLength);
    }
}
