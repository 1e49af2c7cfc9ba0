namespace Nq72.Cms.Media.Clips;

/// <summary>A file that was made.</summary>
/// <param name="ContentType">Its media type: <c>video/mp4</c>, <c>audio/mp4</c> or <c>audio/mpeg</c>.</param>
/// <param name="Duration">How long it plays.</param>
/// <param name="Width">Pixels across; 0 for sound.</param>
/// <param name="Height">Pixels down; 0 for sound.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Of its bytes, lower-case hexadecimal.</param>
public sealed record ClipRendition(string ContentType, TimeSpan Duration, int Width, int Height, long Bytes, string Sha256);

/// <summary>A frame that was taken, as JPEG.</summary>
/// <param name="At">When it is seen in the clip; for one that was looked for, to a tenth of a second or so.</param>
/// <param name="IsDark">All that was looked at is dark; somebody should choose by hand.</param>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
/// <param name="Bytes">Its length.</param>
public sealed record ClipPoster(TimeSpan At, bool IsDark, int Width, int Height, long Bytes);

/// <summary>How far the work is.</summary>
/// <param name="Done">How much of the clip is made.</param>
/// <param name="Share">The same as a share of all, 0–1; it never falls.</param>
public sealed record ClipProgress(TimeSpan Done, double Share);
