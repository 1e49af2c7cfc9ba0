using System.Globalization;

namespace Nq72.Cms.Media.Renditions;

/// <summary>Where renditions are read, and in what order they are told of.</summary>
public static class RenditionNaming
{
    /// <summary>The address on this site: by its own hash, named for people by shape and width.</summary>
    public static string Path(MediaRendition one, string name) => Path(one.Sha256, one.Shape, one.Format, one.Width, name);

    /// <summary>The same of what plays.</summary>
    public static string Path(MediaPlayable one, string name) => MediaAddress.Path(one.Sha256, name, one.Format);

    /// <summary>The same from its parts.</summary>
    internal static string Path(string sha256, Images.RenditionShape shape, Images.RenditionFormat format, int width, string name) => MediaAddress.Path(
        sha256, string.Create(CultureInfo.InvariantCulture, $"{System.IO.Path.GetFileNameWithoutExtension(name)}{shape.InName()}-{width}.{format.AsFile()}"), format.AsFile());

    /// <summary>Whole before crops, what is smallest for a browser first, narrow before wide.</summary>
    public static IEnumerable<MediaRendition> InOrder(IEnumerable<MediaRendition> made) =>
        made.OrderBy(one => one.Shape).ThenBy(one => one.Format == Images.RenditionFormat.Avif ? 0 : one.Format == Images.RenditionFormat.Webp ? 1 : 2).ThenBy(one => one.Width);
}
