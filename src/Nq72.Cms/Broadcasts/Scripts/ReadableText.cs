namespace Nq72.Cms.Broadcasts.Scripts;

/// <summary>What of an item's version is read out.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Version">The version.</param>
/// <param name="Lang">BCP 47.</param>
/// <param name="Title">Its title.</param>
/// <param name="Body">Its Markdown fields as plain text, in the order of the type's definition; empty for none.</param>
/// <param name="Authority">Who publishes.</param>
/// <param name="Correction">The public note where the version corrects another; null otherwise.</param>
/// <param name="Author">Who wrote the version.</param>
/// <param name="ApprovedBy">Who approved it; null where nobody did.</param>
public sealed record ReadableText(string ItemId, int Version, string Lang, string Title, string Body, string Authority, string? Correction, string Author, string? ApprovedBy);
