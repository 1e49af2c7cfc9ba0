namespace Nq72.Cms.Broadcasts.Planning;

/// <summary>The plan of one commune.</summary>
/// <param name="Placements">What is read where, in order.</param>
/// <param name="Unplaced">What has no place, and why.</param>
internal sealed record PlacePlan(IReadOnlyList<Placement> Placements, IReadOnlyList<Unplaced> Unplaced);
