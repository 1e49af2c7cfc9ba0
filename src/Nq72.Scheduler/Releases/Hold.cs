namespace Nq72.Scheduler.Releases;

/// <summary>Why items are taken out of a release.</summary>
/// <param name="Reason">In one word.</param>
/// <param name="Note">For people, and for receivers that got the item ahead of time.</param>
/// <param name="Blackout">Key of the blackout, where it is one.</param>
internal sealed record Hold(HoldReason Reason, string Note, string? Blackout = null);
