using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Nq72.Scheduler.Channels;

/// <summary>A format and a transport: what is sent, and how.</summary>
public sealed class Channel
{
    /// <summary>Seconds until a request is given up where the channel says nothing.</summary>
    public const int DefaultTimeoutSeconds = 15;

    /// <summary>Chosen by people, never changed: <c>bao-lang-son</c>.</summary>
    public required string Name { get; init; }

    /// <summary>For people to read.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>Name of a format that the host renders: <c>ninjs</c>.</summary>
    public string Format { get; set; } = "";

    public TransportKind Transport { get; set; }

    /// <summary>How long before the instant it is sent, under embargo; zero for at the instant.</summary>
    public int LeadSeconds { get; set; }

    /// <summary>Requests at a time to one destination; null for the transport's own.</summary>
    public int? Concurrency { get; set; }

    /// <summary>Requests a minute to one destination; null for no limit.</summary>
    public int? PerMinute { get; set; }

    /// <summary>Seconds until a request is given up; null for 15.</summary>
    public int? TimeoutSeconds { get; set; }

    /// <summary>Whether receivers tell repeats by <c>webhook-id</c>; where they cannot, what may have arrived is not sent again by itself.</summary>
    public bool Deduplicates { get; set; } = true;

    public string? Note { get; set; }

    public List<Destination> Destinations { get; } = [];

    public int Revision { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Where its deliveries can go; pull channels get none.</summary>
    public ChannelState State =>
        Transport == TransportKind.Pull ? ChannelState.Ok
        : Destinations.Count == 0 || Destinations.Exists(destination => destination.State == DestinationState.NotConfigured) ? ChannelState.NotConfigured
        : Destinations.Exists(destination => destination.State == DestinationState.Stopped) ? ChannelState.Stopped
        : Destinations.Exists(destination => destination.State == DestinationState.Open) ? ChannelState.Open
        : ChannelState.Ok;
}

/// <summary>How a channel's content travels.</summary>
public enum TransportKind
{
    /// <summary>A signed POST to each destination.</summary>
    Webhook,

    /// <summary>A file in a folder of each destination.</summary>
    FileDrop,

    /// <summary>Nothing is sent; receivers fetch.</summary>
    Pull,
}

/// <summary>Whether a channel can be used.</summary>
public enum ChannelState
{
    /// <summary>Every destination can be reached, as far as is known.</summary>
    Ok,

    /// <summary>A destination does not answer; it is asked every minute and gets everything when it is back.</summary>
    Open,

    /// <summary>A destination told us to stop; a person has to look.</summary>
    Stopped,

    /// <summary>A destination or its address is missing; releases that name the channel cannot be armed.</summary>
    NotConfigured,
}

internal sealed class ChannelMapping : IEntityTypeConfiguration<Channel>
{
    public void Configure(EntityTypeBuilder<Channel> builder)
    {
        builder.HasKey(channel => channel.Name);
        builder.Property(channel => channel.Name).HasMaxLength(64);
        builder.Property(channel => channel.DisplayName).HasMaxLength(200);
        builder.Property(channel => channel.Format).HasMaxLength(64);
        builder.Ignore(channel => channel.State);
        builder.Property(channel => channel.Deduplicates).HasDefaultValue(true);
        builder.Property(channel => channel.Revision).IsConcurrencyToken();
        builder.HasMany(channel => channel.Destinations).WithOne().HasForeignKey(destination => destination.Channel).OnDelete(DeleteBehavior.Cascade);
    }
}
