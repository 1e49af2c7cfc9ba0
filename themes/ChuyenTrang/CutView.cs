using Nq72.Theming;

namespace ChuyenTrang;

/// <summary>A picture element.</summary>
/// <param name="Cut">What part of the picture.</param>
/// <param name="Alt">What it shows.</param>
/// <param name="Colour">What fills its place until it is there; null: the theme's own.</param>
/// <param name="Sizes">Room that it will take, for the choice among its sizes.</param>
internal sealed record CutView(PictureCut Cut, string Alt, string? Colour, string Sizes)
{
    /// <summary>True on the leading picture, which must not wait.</summary>
    public bool Eager { get; init; }
}
