using Nq72.Theming;

namespace ChuyenTrang;

/// <summary>A picture on an item's page; <c>Lang</c> is the <c>lang</c> attribute of its caption.</summary>
internal sealed record PictureView(Picture Picture, string? Lang, SiteFrame Frame)
{
    /// <summary>True on the leading picture, which must not wait.</summary>
    public bool Eager { get; init; }
}
