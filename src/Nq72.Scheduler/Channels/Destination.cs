using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Scheduler.Channels;

/// <summary>One receiver of a channel: a newspaper's endpoint, a commune.</summary>
public sealed class Destination
{
    /// <summary>Purpose under which data protection encrypts <see cref="Secrets"/>.</summary>
    public const string SecretPurpose = "Nq72.Channels.Secret";

    public required string Channel { get; init; }

    /// <summary>Within the channel, never changed; names folders.</summary>
    public required string Key { get; init; }

    /// <summary>For people to read.</summary>
    public string Name { get; set; } = "";

    /// <summary>Where a webhook posts to.</summary>
    public string? Url { get; set; }

    /// <summary>Code of the place it stands for; formats that are per destination fill it in.</summary>
    public string? Place { get; set; }

    /// <summary>Signing secrets, encrypted, newest first; two while they are being changed.</summary>
    public IReadOnlyList<string> Secrets { get; set; } = [];

    public DestinationState State { get; set; }

    /// <summary>Why it is stopped, for people to read.</summary>
    public string? StoppedReason { get; set; }

    /// <summary>Place in the channel's list.</summary>
    public int Position { get; set; }
}

/// <summary>Whether a destination can be sent to.</summary>
public enum DestinationState
{
    /// <summary>As far as is known.</summary>
    Ok,

    /// <summary>It answered 410 Gone; nothing is sent until a person says so.</summary>
    Stopped,

    /// <summary>A webhook without an address.</summary>
    NotConfigured,
}

internal sealed class DestinationMapping : IEntityTypeConfiguration<Destination>
{
    public void Configure(EntityTypeBuilder<Destination> builder)
    {
        builder.HasKey(destination => new { destination.Channel, destination.Key });
        builder.Property(destination => destination.Channel).HasMaxLength(64);
        builder.Property(destination => destination.Key).HasMaxLength(64);
        builder.Property(destination => destination.Name).HasMaxLength(200);
        builder.Property(destination => destination.Url).HasMaxLength(2000);
        builder.Property(destination => destination.Place).HasMaxLength(64);
        builder.Property(destination => destination.Secrets).IsJsonText();
    }
}
