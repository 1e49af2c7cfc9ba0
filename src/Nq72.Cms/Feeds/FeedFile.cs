using Nq72.Cms.Media;

namespace Nq72.Cms.Feeds;

/// <summary>A file that goes with an entry: of a picture, the widest JPEG of all of it.</summary>
/// <param name="Media">The file.</param>
/// <param name="Url">Where it is read.</param>
/// <param name="Type">The media type of what is read there.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Alt">What it shows; empty when nobody said.</param>
/// <param name="Renditions">What was made of a picture, with where each is read.</param>
public sealed record FeedFile(PublicMedia Media, string Url, string Type, long Bytes, string Alt, IReadOnlyList<FeedRendition> Renditions)
{
    /// <summary>Whether it is a picture.</summary>
    public bool IsPicture => Media.Main is not null;
}

/// <summary>Something that was made of a picture.</summary>
/// <param name="Name">Shape and width: <c>16x9-640</c>.</param>
/// <param name="Url">Where it is read.</param>
/// <param name="Type">Its media type.</param>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
/// <param name="Bytes">Its length.</param>
public sealed record FeedRendition(string Name, string Url, string Type, int Width, int Height, long Bytes);
