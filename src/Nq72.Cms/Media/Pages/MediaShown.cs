using System.Globalization;
using Nq72.Cms.Media.Kinds;

namespace Nq72.Cms.Media.Pages;

/// <summary>How the desk shows files.</summary>
internal static class MediaShown
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB"];

    /// <summary>The file's address on this site; the desk may be reached by another name than the public one.</summary>
    public static string Path(MediaView media) => MediaAddress.Path(media.Sha256, media.Name, media.Format);

    /// <summary>The picture to show of a file, at most so wide or the next wider one; what came while nothing is made of it, where browsers draw that; null for none.</summary>
    public static string? Picture(MediaView media, int width)
    {
        var made = media.Renditions.Where(one => one.Shape == "whole" && one.Type == "image/webp").ToList();
        if ((made.Find(one => one.Width >= width) ?? made.LastOrDefault()) is { } fit)
            return new Uri(fit.Url).AbsolutePath;
        return media.Kind == MediaKind.Image && media.Format != MediaFormat.Heif ? Path(media) : null;
    }

    /// <summary>What was made of a clip or sound to be played; null while there is none.</summary>
    public static string? Playable(MediaView media) =>
        media.Renditions.FirstOrDefault(one => one.Type.StartsWith(media.Kind == MediaKind.Video ? "video/" : "audio/", StringComparison.Ordinal)) is { } fit ? new Uri(fit.Url).AbsolutePath : null;

    /// <summary>Crops to look at: the narrowest of each shape.</summary>
    public static IReadOnlyList<MediaRenditionView> Crops(MediaView media) =>
        [.. media.Renditions.Where(one => one.Shape != "whole" && one.Type == "image/webp").GroupBy(one => one.Shape, StringComparer.Ordinal).Select(shape => shape.MinBy(one => one.Width)!)];

    /// <summary>Whether something is being made of it, or will be soon: worth looking again.</summary>
    public static bool IsInWork(MediaView media) => media.Work.Any(work => work.State == "working" || (work.State == "waiting" && work.Code is null));

    /// <summary>Whether a person can have something tried again.</summary>
    public static bool CanRetry(MediaView media) => media.Work.Any(work => work.Code is not null && work.State != "working");

    /// <summary>2,4 MB.</summary>
    public static string Size(long bytes, string language)
    {
        var (size, unit) = ((double)bytes, 0);
        while (size >= 1024 && unit < Units.Length - 1)
            (size, unit) = (size / 1024, unit + 1);
        return string.Create(CultureInfo.GetCultureInfo(language), $"{size:0.#} {Units[unit]}");
    }

    /// <summary>The value of a choice.</summary>
    public static string Name<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
