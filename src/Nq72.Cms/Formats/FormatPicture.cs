namespace Nq72.Cms.Formats;

/// <summary>A picture that goes with an item.</summary>
/// <param name="Id">The file.</param>
/// <param name="Alt">What it shows; empty when nobody said.</param>
/// <param name="Credit">Whose work it is; null when not known.</param>
/// <param name="Renditions">The sizes, shapes and formats that there are.</param>
public sealed record FormatPicture(string Id, string Alt, string? Credit, IReadOnlyList<FormatRendition> Renditions);

/// <summary>A picture in one size, shape and format.</summary>
/// <param name="Name">Shape, width and format: <c>16x9-640-webp</c>.</param>
/// <param name="Url">Where it is read.</param>
/// <param name="Type">Its media type.</param>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
/// <param name="Bytes">Its length.</param>
public sealed record FormatRendition(string Name, string Url, string Type, int Width, int Height, long Bytes);
