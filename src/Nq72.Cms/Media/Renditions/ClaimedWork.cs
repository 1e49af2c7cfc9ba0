namespace Nq72.Cms.Media.Renditions;

/// <summary>Work that a node has claimed, and the file as it stood then.</summary>
/// <param name="MediaId">The file.</param>
/// <param name="Kind">What is to be made.</param>
/// <param name="Sha256">Hash of the bytes that it is made of.</param>
/// <param name="Lease">The claim.</param>
public sealed record ClaimedWork(string MediaId, MediaWorkKind Kind, string Sha256, Guid Lease);
