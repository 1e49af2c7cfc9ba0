namespace Nq72.Cms.Broadcasts.Planning;

/// <summary>A text that takes turns with others.</summary>
/// <param name="Text">The text.</param>
/// <param name="From">Not before this instant.</param>
/// <param name="Until">Only while the slot begins before it; null for no end.</param>
internal sealed record Turn(PlannedText Text, DateTimeOffset From, DateTimeOffset? Until);
