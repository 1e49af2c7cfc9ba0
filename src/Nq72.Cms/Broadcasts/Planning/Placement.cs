namespace Nq72.Cms.Broadcasts.Planning;

/// <summary>A text in a slot.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Text">The text.</param>
/// <param name="Kind">Sent, or taking a turn.</param>
/// <param name="Priority">How soon it was to be read.</param>
/// <param name="DeliveryId">What brings it; null for one that takes a turn.</param>
internal sealed record Placement(SlotAt Slot, PlannedText Text, BroadcastKind Kind, BroadcastPriority Priority, Guid? DeliveryId);
