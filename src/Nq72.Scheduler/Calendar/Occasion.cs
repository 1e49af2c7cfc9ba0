using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Scheduler.Calendar;

/// <summary>A day or span that comes round every year, or one that is known and has no date yet.</summary>
public sealed class Occasion
{
    /// <summary>Chosen by people, never changed: <c>ngay-suc-khoe-toan-dan</c>.</summary>
    public required string Key { get; init; }

    public OccasionKind Kind { get; set; }

    public required string Name { get; set; }

    /// <summary>Null while the date is not fixed.</summary>
    public OccasionDate? Date { get; set; }

    /// <summary>How many days it lasts, for dates that are not spans.</summary>
    public int Days { get; set; } = 1;

    /// <summary>Whether it is celebrated; blackouts hold festive things.</summary>
    public bool Festive { get; set; }

    /// <summary>What the date rests on: the decision, or how well it is attested.</summary>
    public string? Evidence { get; set; }

    /// <summary>Where that was read.</summary>
    public string? Source { get; set; }

    public int Revision { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>The spans that begin in a year; none while there is no date.</summary>
    public IEnumerable<DaySpan> InYear(int year) => Date?.InYear(year, Days) ?? [];
}

/// <summary>What sort of day it is.</summary>
public enum OccasionKind
{
    /// <summary>A day that campaigns may peak around.</summary>
    Occasion,

    /// <summary>A public holiday.</summary>
    Holiday,
}

internal sealed class OccasionMapping : IEntityTypeConfiguration<Occasion>
{
    public void Configure(EntityTypeBuilder<Occasion> builder)
    {
        builder.HasKey(occasion => occasion.Key);
        builder.Property(occasion => occasion.Key).HasMaxLength(64);
        builder.Property(occasion => occasion.Name).HasMaxLength(PutOccasion.NameLength);
        builder.Property(occasion => occasion.Date).IsJsonText();
        builder.Property(occasion => occasion.Revision).IsConcurrencyToken();
    }
}
