namespace Nq72.Cms.Broadcasts.Planning;

/// <summary>A text as the plan sees it.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Version">The version.</param>
/// <param name="Lang">BCP 47.</param>
/// <param name="Title">Its title.</param>
/// <param name="Seconds">How long it takes to read, in seconds.</param>
internal sealed record PlannedText(string ItemId, int Version, string Lang, string Title, double Seconds);
