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

    public required long Fence { get; init; }

    public required DateTimeOffset LeaseUntil { get; init; }

    public required Guid PayloadId { get; init; }

    public required Guid IdempotencyKey { get; init; }
}

/// <summary>What came of a claimed delivery, to be written down.</summary>
internal sealed record FinishedDelivery(ClaimedDelivery Claimed, SendResult Result, DateTimeOffset StartedAt, DateTimeOffset EndedAt);
