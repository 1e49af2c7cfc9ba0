using System.Globalization;
using Nq72.Cms.Media.Kinds;

namespace Nq72.Cms.Media.Pages;

/// <summary>How the desk shows files.</summary>
internal static class MediaShown
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB"];

    /// <summary>The file's address on this site; the desk may be reached by another name than the public one.</summary>
    public static string Path(MediaView media) => MediaAddress.Path(media.Sha256, media.Name, media.Format);

    /// <summary>Whether browsers draw such a picture.</summary>
    public static bool IsDrawn(MediaView media) => media.Kind == MediaKind.Image && media.Format != MediaFormat.Heif;

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
