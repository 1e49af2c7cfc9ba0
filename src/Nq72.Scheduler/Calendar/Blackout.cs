using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Scheduler.Calendar;

/// <summary>A declared span (state mourning, a disaster) in which festive content is held.</summary>
public sealed class Blackout
{
    /// <summary>Chosen by people, never changed: <c>quoc-tang-2027</c>.</summary>
    public required string Key { get; init; }

    public required string Name { get; set; }

    /// <summary>First instant.</summary>
    public DateTimeOffset From { get; set; }

    /// <summary>The instant at which it is over.</summary>
    public DateTimeOffset To { get; set; }

    /// <summary>What passes although it is festive: health alerts.</summary>
    public ContentMarks Allow { get; set; } = ContentMarks.None;

    public int Revision { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Whether the instant lies in it.</summary>
    public bool Covers(DateTimeOffset instant) => From <= instant && instant < To;
}

internal sealed class BlackoutMapping : IEntityTypeConfiguration<Blackout>
{
    public void Configure(EntityTypeBuilder<Blackout> builder)
    {
        builder.HasKey(blackout => blackout.Key);
        builder.Property(blackout => blackout.Key).HasMaxLength(64);
        builder.Property(blackout => blackout.Name).HasMaxLength(PutOccasion.NameLength);
        builder.Property(blackout => blackout.Allow).IsJsonText();
        builder.Property(blackout => blackout.Revision).IsConcurrencyToken();
        builder.HasIndex(blackout => blackout.To);
    }
}
