using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Nq72.Cms.Platform.Epochs;

/// <summary>The one row that every change of content counts up, in its own transaction: changes are ordered by commit.</summary>
public sealed class EpochRow
{
    /// <summary>The id of the one row.</summary>
    public const int OnlyId = 1;

    /// <summary>Always <see cref="OnlyId"/>.</summary>
    public int Id { get; set; } = OnlyId;

    /// <summary>Counts recorded changes.</summary>
    public long Value { get; set; }

    /// <summary>The instant of the last one.</summary>
    public DateTimeOffset ChangedAt { get; set; }
}

internal sealed class EpochRowMapping : IEntityTypeConfiguration<EpochRow>
{
    public void Configure(EntityTypeBuilder<EpochRow> builder)
    {
        builder.ToTable("ContentEpoch");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasData(new EpochRow { Id = EpochRow.OnlyId, Value = 1, ChangedAt = DateTimeOffset.UnixEpoch });
    }
}
