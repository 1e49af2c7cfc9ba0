using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Platform.Text;

namespace Nq72.Cms.ContentItems;

/// <summary>
/// Pictures of the media library that stand within a text: <c>![what it shows](/media/{id})</c>. A file that is named so is referred to as by a field: it is counted as used, its people are asked for,
/// and what may not be shown is not. Thread-safe.
/// </summary>
public static partial class TextMedia
{
    private const string Prefix = "/media/";

    /// <summary>The address that names a file in a text.</summary>
    public static string AddressOf(string id) => Prefix + id;

    /// <summary>The file that an address in a text names; null for every other address.</summary>
    public static string? IdOf(string address) => Address().Match(address) is { Success: true } found ? found.Groups["id"].Value : null;

    /// <summary>The files that a field's text shows, in order.</summary>
    public static IEnumerable<string> Of(ContentFieldDefinition field, JsonObject fields)
    {
        if (field.Kind is not (FieldKind.Markdown or FieldKind.Html) || (fields[field.Key] as JsonValue)?.TryGetValue<string>(out var text) != true || text?.Contains(Prefix, StringComparison.Ordinal) != true)
            return [];
        return (field.Kind == FieldKind.Html ? TextLinks.InHtml(text) : TextLinks.InMarkdown(text)).Where(link => link.IsPicture).Select(link => IdOf(link.Address)).OfType<string>();
    }

    /// <summary>Safe HTML whose pictures open from elsewhere too.</summary>
    /// <param name="html">What <see cref="SafeHtml"/> let through: it writes attributes in one way only.</param>
    /// <param name="publicUrl">The site's address, without a slash at its end.</param>
    public static string Absolute(string html, string publicUrl) => html.Replace($"src=\"{Prefix}", $"src=\"{publicUrl}{Prefix}", StringComparison.Ordinal);

    [GeneratedRegex("^/media/(?<id>[0-9a-hj-km-np-tv-z]{26})$", RegexOptions.None, 1000)]
    private static partial Regex Address();
}
