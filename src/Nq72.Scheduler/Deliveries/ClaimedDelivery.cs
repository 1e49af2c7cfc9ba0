using Nq72.Scheduler.Channels;

namespace Nq72.Scheduler.Deliveries;

/// <summary>A delivery whose lease this node holds.</summary>
internal sealed record ClaimedDelivery(Guid Id, string Channel, string Destination, string ItemId, DeliveryOperation Operation)
{
    public required DateTimeOffset DueAt { get; init; }

    public required DateTimeOffset WindowEndsAt { get; init; }

    public required WindowEnd OnWindowEnd { get; init; }

    /// <summary>This attempt's number.</summary>
    public required int Attempt { get; init; }

    /// <summary>Attempts that failed before.</summary>
    public required int Failures { get; init; }

    public required long Fence { get; init; }

    public required Lease Lease { get; init; }

    public required Guid PayloadId { get; init; }

    public required Guid IdempotencyKey { get; init; }

    /// <summary>Whether an older one of the same item may wait at the same destination, or be held there.</summary>
    public required bool Overtakes { get; init; }
}

/// <summary>What this node knows of a lease of its own. Thread-safe.</summary>
internal sealed class Lease(DateTimeOffset until)
{
    private long untilTicks = until.UtcTicks;
    private volatile bool revoked;
    private volatile bool lost;

    private DateTimeOffset Until => new(Volatile.Read(ref untilTicks), TimeSpan.Zero);

    /// <summary>Whether so much of it is left that something may be begun under it.</summary>
    public bool Allows(TimeSpan margin, DateTimeOffset now) => !revoked && !lost && Until - now > margin;

    /// <summary>Whether so little of it is left that it is to be lengthened.</summary>
    public bool Wanes(TimeSpan rest, DateTimeOffset now) => !lost && Until - now <= rest;

    /// <summary>It was lengthened.</summary>
    public void Renew(DateTimeOffset to) => Volatile.Write(ref untilTicks, to.UtcTicks);

    /// <summary>A person cancelled: nothing is begun under it any more, though what is begun is waited for.</summary>
    public void Revoke() => revoked = true;

    /// <summary>It is somebody else's by now.</summary>
    public void Lose() => lost = true;
}

/// <summary>What came of a claimed delivery, to be written down.</summary>
internal sealed record FinishedDelivery(ClaimedDelivery Claimed, SendResult Result, DateTimeOffset StartedAt, DateTimeOffset EndedAt);
