namespace Nq72.Theming;

/// <summary>All of a picture, or a part of it, in the sizes and formats that there are.</summary>
/// <param name="Url">Address of a JPEG, for readers that know nothing newer.</param>
/// <param name="Width">Pixels across of the picture at <paramref name="Url"/>.</param>
/// <param name="Height">Pixels down of the picture at <paramref name="Url"/>.</param>
/// <param name="Sources">Smaller formats, best first; empty: the JPEG only.</param>
public sealed record PictureCut(string Url, int Width, int Height, IReadOnlyList<PictureSource> Sources);

/// <summary>A picture in one format, for a <c>source</c> element.</summary>
/// <param name="MediaType">Such as <c>image/avif</c>.</param>
/// <param name="SrcSet">Value of the <c>srcset</c> attribute with width descriptors.</param>
public sealed record PictureSource(string MediaType, string SrcSet);
