namespace Nq72.Cms.Media.Captions;

/// <summary>A part of a clip that has a name.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends; null for where the next begins, or the clip ends.</param>
/// <param name="Title">Its name, NFC, one line.</param>
public sealed record Chapter(TimeSpan Start, TimeSpan? End, string Title);
