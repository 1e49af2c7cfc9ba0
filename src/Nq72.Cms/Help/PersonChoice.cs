using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Nq72.Cms.Help;

/// <summary>Something a person chose for their own desk, for good: that the first steps are done with, that keys do nothing. At most one row a person and <see cref="DeskChoice"/>.</summary>
public sealed class PersonChoice
{
    /// <summary>Id of the person.</summary>
    public required string Person { get; init; }

    /// <summary>What was chosen.</summary>
    public DeskChoice Choice { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>What a person can choose for their own desk.</summary>
public enum DeskChoice
{
    /// <summary>The first steps are not shown on Today any more.</summary>
    FirstStepsDone,

    /// <summary>Single keys do nothing (WCAG 2.1.4).</summary>
    KeysOff,
}

internal sealed class PersonChoiceMapping : IEntityTypeConfiguration<PersonChoice>
{
    public void Configure(EntityTypeBuilder<PersonChoice> builder)
    {
        builder.ToTable("PersonChoice");
        builder.HasKey(choice => new { choice.Person, choice.Choice });
        builder.Property(choice => choice.Person).HasMaxLength(100);
    }
}
