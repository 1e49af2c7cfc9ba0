using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Releases;

namespace Nq72.Scheduler.Progress;

/// <summary>Where a release is by now.</summary>
/// <param name="Id">The release.</param>
/// <param name="State">Its state.</param>
/// <param name="At">Its instant.</param>
/// <param name="Deliveries">Its deliveries by state; states that none is in are missing.</param>
internal sealed record ReleaseEvent(string Id, ReleaseState State, DateTimeOffset At, IReadOnlyDictionary<string, int> Deliveries)
{
    /// <summary>Whether both say the same.</summary>
    public bool Says(ReleaseEvent other) =>
        (State, At) == (other.State, other.At) && Deliveries.Count == other.Deliveries.Count && Deliveries.All(pair => other.Deliveries.GetValueOrDefault(pair.Key) == pair.Value);
}

/// <summary>An attempt or a receipt was written down, or a delivery ended without one: where it is by now.</summary>
/// <param name="Id">The delivery.</param>
/// <param name="Release">Its release; null for a correction or retraction of one item.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Destination">Key of the destination.</param>
/// <param name="State">Where it is.</param>
/// <param name="Code">Why it is there; null when all went well.</param>
internal sealed record DeliveryEvent(Guid Id, string? Release, string Channel, string Destination, DeliveryState State, DeliveryCode? Code);
