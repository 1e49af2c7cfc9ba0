namespace Nq72.Cms.PartnerApi.Sync;

/// <summary>How far a partner has caught up: every change recorded up to an epoch, every boundary passed up to an instant.</summary>
/// <param name="Epoch">The number of the last recorded change.</param>
/// <param name="Boundary">The last boundary of the timeline.</param>
public sealed record SyncPoint(long Epoch, DateTimeOffset Boundary);

/// <summary>A place in the order of changes.</summary>
/// <param name="At">When the item's public state last changed.</param>
/// <param name="Id">The item.</param>
public sealed record SyncPlace(DateTimeOffset At, string Id);
