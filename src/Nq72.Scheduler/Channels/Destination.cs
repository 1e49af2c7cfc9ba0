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

    /// <summary>Since when it is in its state; null when that was never noted.</summary>
    public DateTimeOffset? Since { get; set; }

    /// <summary>Failed attempts in a row, over all its deliveries and nodes; 0 after a success.</summary>
    public int Failures { get; set; }

    /// <summary>Why the last attempt or probe failed; null after a success.</summary>
    public DeliveryCode? LastError { get; set; }

    /// <summary>HTTP status of the last failure.</summary>
    public int? LastStatus { get; set; }

    /// <summary>When an open circuit is probed next.</summary>
    public DateTimeOffset? NextProbeAt { get; set; }

    /// <summary>The one delivery that an open circuit lets through.</summary>
    public Guid? TrialId { get; set; }

    /// <summary>When its circuit closed last: what waited is sent slowly at first.</summary>
    public DateTimeOffset? RecoveredAt { get; set; }

    /// <summary>Why it is stopped: the answer's status, the same in every language.</summary>
    public string? StoppedReason { get; set; }

    /// <summary>Place in the channel's list.</summary>
    public int Position { get; set; }

    /// <summary>Begins anew: what was known of how it is doing is forgotten.</summary>
    internal void Reset(DestinationState state, DateTimeOffset? since)
    {
        State = state;
        Since = since;
        Failures = 0;
        LastError = null;
        LastStatus = null;
        NextProbeAt = null;
        TrialId = null;
        RecoveredAt = null;
        StoppedReason = null;
    }
}

/// <summary>Whether a destination can be sent to.</summary>
public enum DestinationState
{
    /// <summary>It took the last delivery, or answered the last probe.</summary>
    Ok,

    /// <summary>Nothing was sent to it yet and no probe reached it; it is sent to like one that is ok.</summary>
    Unprobed,

    /// <summary>Five attempts in a row failed: nothing is sent but what a probe each minute lets through.</summary>
    Open,

    /// <summary>It answered 410 Gone; nothing is sent until a person says so.</summary>
    Stopped,

    /// <summary>A webhook without an address.</summary>
    NotConfigured,
}

internal sealed class DestinationMapping : IEntityTypeConfiguration<Destination>
{
    // raw statements repeat these words: SQLite uses a partial index only for a condition that is spelled the same
    public const string IsOpen = "state = 'Open'";

    public void Configure(EntityTypeBuilder<Destination> builder)
    {
        builder.HasKey(destination => new { destination.Channel, destination.Key });
        builder.Property(destination => destination.Channel).HasMaxLength(64);
        builder.Property(destination => destination.Key).HasMaxLength(64);
        builder.Property(destination => destination.Name).HasMaxLength(200);
        builder.Property(destination => destination.Url).HasMaxLength(2000);
        builder.Property(destination => destination.Place).HasMaxLength(64);
        builder.Property(destination => destination.Secrets).IsJsonText();
        builder.HasIndex(destination => destination.NextProbeAt, "ix_destination_probe").HasFilter(IsOpen);
    }
}
