namespace Nq72.Cms.Broadcasts.Planning;

/// <summary>That a text was, or is to be, read in a commune on a day outside of the plan that is being made.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Day">The day.</param>
internal sealed record Heard(string ItemId, DateOnly Day);
