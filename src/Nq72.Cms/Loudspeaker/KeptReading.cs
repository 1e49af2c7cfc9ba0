using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Nq72.Cms.Loudspeaker.Spoken;

namespace Nq72.Cms.Loudspeaker;

/// <summary>How something is read because a person said so: for everyone, or for one item.</summary>
public sealed class KeptReading
{
    /// <summary>Most characters of what is written.</summary>
    public const int MaxWritten = 200;

    /// <summary>Most characters of a reading.</summary>
    public const int MaxSpoken = 500;

    /// <summary>The item of a reading that counts for everyone.</summary>
    public const string Everyone = "";

    /// <summary>Its id.</summary>
    public Guid Id { get; set; }

    /// <summary>The item that it counts for; <see cref="Everyone"/> for all texts.</summary>
    public required string ItemId { get; set; }

    /// <summary>As written, NFC; capitals count.</summary>
    public required string Written { get; set; }

    /// <summary>As it is read.</summary>
    public required string Spoken { get; set; }

    /// <summary>When it was last said.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Who said it.</summary>
    public required string ChangedBy { get; set; }

    /// <summary>The row as the reading of texts sees it.</summary>
    internal WrittenReading Reading => new(Written, [Spoken]);
}

internal sealed class KeptReadingMapping : IEntityTypeConfiguration<KeptReading>
{
    public void Configure(EntityTypeBuilder<KeptReading> builder)
    {
        builder.ToTable("KeptReading");
        builder.HasKey(reading => reading.Id);
        builder.Property(reading => reading.Id).ValueGeneratedNever();
        builder.Property(reading => reading.ItemId).HasMaxLength(26);
        builder.Property(reading => reading.Written).HasMaxLength(KeptReading.MaxWritten);
        builder.Property(reading => reading.Spoken).HasMaxLength(KeptReading.MaxSpoken);
        builder.Property(reading => reading.ChangedBy).HasMaxLength(300);
        builder.HasIndex(reading => new { reading.ItemId, reading.Written }).IsUnique();
    }
}
