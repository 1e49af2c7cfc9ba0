using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Nq72.Scheduler.Channels;

namespace Nq72.Scheduler.Deliveries;

/// <summary>
/// One item version, or its correction or retraction, on its way to one destination. The row is the truth: whoever holds its lease sends it,
/// and a lease that runs out is taken again under the same idempotency key.
/// </summary>
public sealed class Delivery
{
    /// <summary>Version 7: later rows sort later.</summary>
    public Guid Id { get; init; }

    /// <summary>The release it belongs to; null for corrections and retractions of a single item.</summary>
    public string? ReleaseId { get; init; }

    public required string ItemId { get; init; }

    public int Version { get; init; }

    public required string Channel { get; init; }

    /// <summary>Key of the destination.</summary>
    public required string Destination { get; init; }

    public DeliveryOperation Operation { get; init; }

    /// <summary>Order among the deliveries of one item to one destination that are sent at the same instant.</summary>
    public long Seq { get; init; }

    public DeliveryState State { get; set; }

    /// <summary>The intended instant, which the receiver is told.</summary>
    public DateTimeOffset DueAt { get; init; }

    /// <summary>When it is first sent: the due instant less the channel's lead.</summary>
    public DateTimeOffset SendAt { get; init; }

    /// <summary>When it is sent next.</summary>
    public DateTimeOffset NextTryAt { get; set; }

    /// <summary>From then on it is not sent any more.</summary>
    public DateTimeOffset WindowEndsAt { get; set; }

    /// <summary>What becomes of it when its window ends.</summary>
    public WindowEnd OnWindowEnd { get; init; }

    /// <summary>Attempts begun, counted at the claim.</summary>
    public int Attempts { get; set; }

    /// <summary>Attempts that the receiver, or the way to it, let fail: the step of the ladder. A node that died says nothing of either.</summary>
    public int Failures { get; set; }

    /// <summary>The node that is sending it.</summary>
    public string? LeaseOwner { get; set; }

    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>Rises with every claim; a mark with an older fence is refused.</summary>
    public long Fence { get; set; }

    public Guid PayloadId { get; init; }

    /// <summary>Made from what it is, not from when it was written down: the header <c>webhook-id</c>.</summary>
    public Guid IdempotencyKey { get; init; }

    /// <summary>Which sending of the same thing to the same destination for the same instant; 1 unless it was taken back in between.</summary>
    public int Generation { get; init; } = 1;

    /// <summary>Leases in a row that ran out under it: what kills its node again and again is set aside.</summary>
    public int LostLeases { get; set; }

    /// <summary>Whether a person cancelled it while it was on its way.</summary>
    public bool CancelAsked { get; set; }

    /// <summary>Whether the receiver may have it although it never said so.</summary>
    public bool MaybeReceived { get; set; }

    /// <summary>Why the state is what it is; null when all went well.</summary>
    public DeliveryCode? LastCode { get; set; }

    public int? LastStatus { get; set; }

    public DateTimeOffset? FirstAttemptAt { get; set; }

    public DateTimeOffset? AcceptedAt { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Where a delivery is.</summary>
public enum DeliveryState
{
    /// <summary>Waits for its instant.</summary>
    Scheduled,

    /// <summary>May be sent at once: a person asked, or a node let go of it.</summary>
    Available,

    /// <summary>A node holds its lease.</summary>
    Sending,

    /// <summary>The receiver has it.</summary>
    Accepted,

    /// <summary>An attempt failed; another one is set.</summary>
    Retrying,

    /// <summary>It will not go by itself; a person decides.</summary>
    Failed,

    /// <summary>Taken back before it went, or overtaken.</summary>
    Cancelled,

    /// <summary>Waits for a person's decision.</summary>
    Held,

    /// <summary>Its window ended before it was accepted.</summary>
    Expired,

    /// <summary>The receiver may have it and cannot tell.</summary>
    Unknown,
}

/// <summary>What becomes of a delivery when its window ends.</summary>
public enum WindowEnd
{
    /// <summary>It expires, with the reason.</summary>
    Expire,

    /// <summary>It is held and a person is asked.</summary>
    Hold,
}

internal sealed class DeliveryMapping : IEntityTypeConfiguration<Delivery>
{
    // raw statements repeat these words exactly: SQLite uses a partial index only for a condition that is spelled the same
    public const string Pending = "state IN ('Scheduled', 'Available', 'Retrying')";
    public const string Sending = "state = 'Sending'";
    public const string Held = "state = 'Held'";
    public const string Retraction = "operation = 'Retract'";
    public const string Told = "operation <> 'Publish'";
    public const string InLane = "state IN ('Scheduled', 'Available', 'Retrying', 'Sending')";

    public void Configure(EntityTypeBuilder<Delivery> builder)
    {
        builder.Property(delivery => delivery.Id).ValueGeneratedNever();
        builder.Property(delivery => delivery.ReleaseId).HasMaxLength(26);
        builder.Property(delivery => delivery.ItemId).HasMaxLength(26);
        builder.Property(delivery => delivery.Channel).HasMaxLength(64);
        builder.Property(delivery => delivery.Destination).HasMaxLength(64);
        builder.Property(delivery => delivery.LeaseOwner).HasMaxLength(100);
        builder.HasIndex(delivery => delivery.IdempotencyKey).IsUnique();
        builder.HasIndex(delivery => new { delivery.ReleaseId, delivery.State });
        builder.HasIndex(delivery => new { delivery.ItemId, delivery.Channel, delivery.Destination });
        builder.HasIndex(delivery => delivery.NextTryAt, "ix_delivery_due").HasFilter(Pending);
        builder.HasIndex(delivery => new { delivery.Channel, delivery.Destination, delivery.NextTryAt }, "ix_delivery_lane").HasFilter(Pending);
        builder.HasIndex(delivery => new { delivery.Channel, delivery.Destination, delivery.ItemId }, "ix_delivery_order").HasFilter(InLane);
        builder.HasIndex(delivery => delivery.LeaseUntil, "ix_delivery_lease").HasFilter(Sending);
        builder.HasIndex(delivery => new { delivery.Channel, delivery.Destination }, "ix_delivery_held").HasFilter(Held);
        // lists of one state or one destination, the newest first, and what the notices look for, in a ledger of any size
        builder.HasIndex(delivery => new { delivery.State, delivery.Id });
        builder.HasIndex(delivery => new { delivery.Channel, delivery.Destination, delivery.Id });
        builder.HasIndex(delivery => delivery.AcceptedAt, "ix_delivery_retraction").HasFilter(Retraction);
        // what corrects and takes back is little beside what is sent: the board asks for nothing else
        builder.HasIndex(delivery => delivery.Id, "ix_delivery_told").HasFilter(Told);
        builder.HasIndex(delivery => delivery.PayloadId);
        builder.HasOne<DeliveryPayload>().WithMany().HasForeignKey(delivery => delivery.PayloadId).OnDelete(DeleteBehavior.Restrict);
    }
}
