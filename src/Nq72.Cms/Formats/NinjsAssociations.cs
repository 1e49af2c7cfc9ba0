using System.Globalization;
using System.Text.Json;
using Nq72.Cms.Media;
using Nq72.Cms.Media.Kinds;
using Nq72.Cms.Media.Renditions;
using Nq72.Cms.PartnerApi;

namespace Nq72.Cms.Formats;

/// <summary>The files of an item as ninjs tells of them: pictures, clips and sound, with all that there is of each. Documents are links of its text.</summary>
internal static class NinjsAssociations
{
    /// <summary>Writes the member <c>associations</c>; nothing where there is nothing to show.</summary>
    public static void Write(Utf8JsonWriter json, FormatInput input)
    {
        if (input.Media is not { } shown)
            return;
        var files = shown.Of([.. input.Content.Media(input.Type)]).Where(file => TypeOf(file.Kind) is not null).ToList();
        if (files.Count == 0)
            return;
        json.WriteStartArray("associations");
        foreach (var file in files)
        {
            json.WriteStartObject();
            json.WriteString("name", shown.AltOf(file, input.Item.Lang) is { Length: > 0 } alt ? alt : file.Id);
            json.WriteString("uri", $"urn:nq72:media:{file.Id}");
            json.WriteString("type", TypeOf(file.Kind));
            if (file.Credit is { } credit)
                json.WriteString("by", credit);
            json.WriteStartArray("renditions");
            foreach (var one in RenditionsOf(shown, file))
                Write(json, one);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static IEnumerable<Rendition> RenditionsOf(ShownMedia shown, PublicMedia file)
    {
        foreach (var one in file.Playables)
            yield return new(one.Width > 0 ? Invariant($"clip-{one.Width}-{one.Format.Extension()}") : $"sound-{one.Format.Extension()}", shown.UrlOf(file, one), one.Format, one.Width, one.Height, one.Bytes, one.DurationMs);
        // what goes out as it came
        if (file.Kind == MediaKind.Audio && file.Play is null)
            yield return new($"sound-{file.Format.Extension()}", shown.UrlOf(file), file.Format, 0, 0, file.Bytes, file.DurationMs);
        foreach (var one in file.Renditions)
            yield return new(Invariant($"{(file.Poster is null ? "" : "poster-")}{one.Shape.Outside().Replace(':', 'x')}-{one.Width}-{one.Format.AsFile().Extension()}"), shown.UrlOf(file, one), one.Format.AsFile(), one.Width, one.Height, one.Bytes, null);
    }

    private static void Write(Utf8JsonWriter json, Rendition one)
    {
        json.WriteStartObject();
        json.WriteString("name", one.Name);
        json.WriteString("href", one.Url);
        json.WriteString("contentType", one.Format.ContentType());
        if (one.Width > 0)
        {
            json.WriteNumber("width", one.Width);
            json.WriteNumber("height", one.Height);
        }

        json.WriteNumber("sizeInBytes", one.Bytes);
        if (one.DurationMs is { } length)
            json.WriteNumber("duration", length / 1000m);
        json.WriteEndObject();
    }

    private static string? TypeOf(MediaKind kind) => kind switch
    {
        MediaKind.Image => "picture",
        MediaKind.Video => "video",
        MediaKind.Audio => "audio",
        _ => null,
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    // no pixels: sound
    private sealed record Rendition(string Name, string Url, MediaFormat Format, int Width, int Height, long Bytes, long? DurationMs);
}
