namespace Nq72.Cms.Broadcasts.Planning;

/// <summary>A text that is to be read once in a commune.</summary>
/// <param name="Text">The text.</param>
/// <param name="Day">The day on which it is due.</param>
/// <param name="From">Not before this instant.</param>
/// <param name="Until">Only while the slot begins before it; null for no end.</param>
/// <param name="Priority">How soon.</param>
/// <param name="DeliveryId">What brings it.</param>
internal sealed record Wish(PlannedText Text, DateOnly Day, DateTimeOffset From, DateTimeOffset? Until, BroadcastPriority Priority, Guid DeliveryId);
