using Nq72.Cms.Media;

namespace Nq72.Cms.Feeds;

/// <summary>A file that goes with an entry: of a picture, the widest JPEG of all of it.</summary>
/// <param name="Media">The file.</param>
/// <param name="Url">Where it is read.</param>
/// <param name="Type">The media type of what is read there.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Alt">What it shows; empty when nobody said.</param>
public sealed record FeedFile(PublicMedia Media, string Url, string Type, long Bytes, string Alt)
{
    /// <summary>Whether it is a picture.</summary>
    public bool IsPicture => Media.Main is not null;
}
