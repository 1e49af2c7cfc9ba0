using System.Text.RegularExpressions;
using Nq72.Cms.Media.Kinds;
using Nq72.Scheduler.Platform.Text;

namespace Nq72.Cms.Media;

/// <summary>Names of files: as they came, as they go out, and what is none of a description.</summary>
internal static partial class MediaNames
{
    /// <summary>The name to keep: without folders, in NFC, read from one side only, with a name of its own for one that has none.</summary>
    public static string Of(string? given, MediaFormat format) => Bare(given) is { Length: > 0 } name ? name : $"tep.{format.Extension()}";

    /// <summary>The same while nobody knows what it is; empty for none.</summary>
    public static string Bare(string? given)
    {
        var text = NormalText.Of(given ?? "").Replace('\\', '/');
        var name = new string([.. text[(text.LastIndexOf('/') + 1)..].Where(letter => letter is not ('\n' or '\t' or '"' or '<' or '>' or '|' or ':' or '*' or '?') && !Turns(letter))]).Trim(' ', '.');
        if (name.Length > MediaFileMapping.NameLength)
        {
            var ending = Path.GetExtension(name) is { Length: > 1 and <= 8 } known ? known : "";
            name = name[..(MediaFileMapping.NameLength - ending.Length)].TrimEnd() + ending;
        }

        return name;
    }

    // letters that have the following ones read from the other side: 'ảnh[202E]gpj.exe' shows as 'ảnhexe.jpg'. Source: UAX #9 §2
    private static bool Turns(char letter) => letter is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    /// <summary>The name to save it under: with the ending that its content has, whatever it came with.</summary>
    public static string ToSave(string name, MediaFormat format)
    {
        var stem = Path.GetFileNameWithoutExtension(name);
        return $"{(stem.Length > 0 ? stem : "tep")}.{format.Extension()}";
    }

    /// <summary>Whether a description is no more than a file's name: its own, what cameras and telephones call their files, or anything with such an ending.</summary>
    public static bool IsFileName(string text, string name)
    {
        var trimmed = text.Trim();
        return trimmed.Equals(name, StringComparison.OrdinalIgnoreCase) || trimmed.Equals(Path.GetFileNameWithoutExtension(name), StringComparison.OrdinalIgnoreCase)
            || Ending().IsMatch(trimmed) || FromDevice().IsMatch(trimmed);
    }

    [GeneratedRegex(@"^\S+\.(jpe?g|png|webp|heic|heif|avif|gif|tiff?|bmp|mp4|mov|webm|mp3|m4a|opus|wav|pdf|docx?)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ending();

    [GeneratedRegex(@"^(img|dsc|dscn|dscf|pxl|vid|mvi|dji|p|image|photo|screenshot|zalo|z)[ _-]?\d{3,}[\w-]*$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FromDevice();
}
