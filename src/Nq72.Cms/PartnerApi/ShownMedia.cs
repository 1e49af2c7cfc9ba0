using System.Text.Json;
using Microsoft.Extensions.Options;
using Nq72.Cms.Media;
using Nq72.Cms.Media.Captions;
using Nq72.Cms.Media.Kinds;
using Nq72.Cms.Media.Renditions;
using Nq72.Cms.Platform;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Platform.Site;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.PartnerApi;

/// <summary>The files that an answer's items may show, and how their readers open them.</summary>
/// <param name="files">By id; what may not be shown is not among them.</param>
/// <param name="defaultLang">The language of texts that there are not in an item's own.</param>
/// <param name="address">What makes an address of a path of this site, which names the bytes by their hash: so that its reader opens it.</param>
public sealed class ShownMedia(IReadOnlyDictionary<string, PublicMedia> files, string defaultLang, Func<string, string> address)
{
    /// <summary>Writes those of the files that may be shown, in their order, with texts in the item's language where there are such.</summary>
    internal void Write(Utf8JsonWriter json, IReadOnlyList<string> ids, string lang)
    {
        foreach (var file in Of(ids))
        {
            json.WriteStartObject();
            json.WriteString("id", file.Id);
            json.WriteString("kind", file.Kind.ToString().ToLowerInvariant());
            json.WriteString("type", TypeOf(file));
            json.WriteString("url", UrlOf(file));
            WriteText(json, "alt", "altLang", PublicMedia.In(file.Alt, lang, defaultLang));
            WriteText(json, "caption", "captionLang", PublicMedia.In(file.Caption, lang, defaultLang));
            json.WriteString("credit", file.Credit);
            json.WriteString("licence", file.Licence);
            WriteNumber(json, "width", file.Main?.Width ?? PixelsOf(file.Play?.Width) ?? file.Width);
            WriteNumber(json, "height", file.Main?.Height ?? PixelsOf(file.Play?.Height) ?? file.Height);
            WriteNumber(json, "durationMs", file.Play?.DurationMs ?? file.DurationMs);
            json.WriteNumber("bytes", BytesOf(file));
            json.WriteString("placeholder", file.Placeholder);
            json.WriteString("colour", file.Colour);
            WriteFocus(json, file.Focus);
            json.WriteStartArray("renditions");
            foreach (var one in file.Playables)
                WritePlayable(json, file, one);
            foreach (var one in file.Poster is null ? file.Renditions : [])
                WriteRendition(json, file, one);
            json.WriteEndArray();
            if (file.Kind is MediaKind.Video or MediaKind.Audio)
                WriteWhatGoesWithIt(json, file);
            json.WriteEndObject();
        }
    }

    /// <summary>Those of the files that may be shown, in their order.</summary>
    internal IEnumerable<PublicMedia> Of(IReadOnlyList<string> ids) => ids.Select(id => files.GetValueOrDefault(id)).OfType<PublicMedia>();

    /// <summary>Where a file is read; of a picture, its widest JPEG; of a clip or sound, what was made to be played.</summary>
    internal string UrlOf(PublicMedia file) => address(
        file.Main is { } main ? RenditionNaming.Path(main, file.Name) : file.Play is { } play ? RenditionNaming.Path(play, file.Name) : MediaAddress.Path(file.Sha256, file.Name, file.Format));

    /// <summary>Where something that was made of a clip or sound is read.</summary>
    internal string UrlOf(PublicMedia file, MediaPlayable one) => address(RenditionNaming.Path(one, file.Name));

    /// <summary>Where captions are read.</summary>
    internal string UrlOf(PublicMedia file, PublicCaptions one) => address(MediaAddress.Path(one.Sha256, $"{Path.GetFileNameWithoutExtension(file.Name)}-{one.Lang}", MediaFormat.Vtt));

    /// <summary>The length of what is read at <see cref="UrlOf(PublicMedia)"/>.</summary>
    internal static long BytesOf(PublicMedia file) => file.Main?.Bytes ?? file.Play?.Bytes ?? file.Bytes;

    /// <summary>Where something that was made of a file is read.</summary>
    internal string UrlOf(PublicMedia file, MediaRendition one) => address(RenditionNaming.Path(one, file.Name));

    /// <summary>The media type of what is read at <see cref="UrlOf(PublicMedia)"/>.</summary>
    internal static string TypeOf(PublicMedia file) => (file.Main?.Format.AsFile() ?? file.Play?.Format ?? file.Format).ContentType();

    /// <summary>What it shows, in the language where that was said.</summary>
    internal string AltOf(PublicMedia file, string lang) => PublicMedia.In(file.Alt, lang, defaultLang)?.Text ?? "";

    /// <summary>What stands under it, in the language where that was said.</summary>
    internal string? CaptionOf(PublicMedia file, string lang) => PublicMedia.In(file.Caption, lang, defaultLang)?.Text;

    private void WriteRendition(Utf8JsonWriter json, PublicMedia file, MediaRendition one)
    {
        json.WriteStartObject();
        json.WriteString("url", UrlOf(file, one));
        json.WriteString("type", one.Format.AsFile().ContentType());
        json.WriteNumber("width", one.Width);
        json.WriteNumber("height", one.Height);
        json.WriteString("shape", one.Shape.Outside());
        json.WriteEndObject();
    }

    private void WritePlayable(Utf8JsonWriter json, PublicMedia file, MediaPlayable one)
    {
        json.WriteStartObject();
        json.WriteString("url", UrlOf(file, one));
        json.WriteString("type", one.Format.ContentType());
        WriteNumber(json, "width", PixelsOf(one.Width));
        WriteNumber(json, "height", PixelsOf(one.Height));
        json.WriteNumber("durationMs", one.DurationMs);
        json.WriteNumber("bytes", one.Bytes);
        json.WriteEndObject();
    }

    private void WriteWhatGoesWithIt(Utf8JsonWriter json, PublicMedia file)
    {
        if (file.Poster is { } poster)
        {
            json.WriteStartObject("poster");
            json.WriteString("url", UrlOf(file, poster));
            json.WriteNumber("width", poster.Width);
            json.WriteNumber("height", poster.Height);
            json.WriteStartArray("renditions");
            foreach (var one in file.Renditions)
                WriteRendition(json, file, one);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteStartArray("captions");
        foreach (var one in file.Captions)
        {
            json.WriteStartObject();
            json.WriteString("kind", one.Kind.ToString().ToLowerInvariant());
            json.WriteString("lang", one.Lang);
            json.WriteString("type", MediaFormat.Vtt.ContentType());
            json.WriteString("url", UrlOf(file, one));
            json.WriteString("transcript", one.Kind == CaptionsKind.Captions ? one.Transcript : null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // sound has none
    private static int? PixelsOf(int? pixels) => pixels is > 0 ? pixels : null;

    private static void WriteFocus(Utf8JsonWriter json, FocalPoint? focus)
    {
        if (focus is null)
        {
            json.WriteNull("focalPoint");
            return;
        }

        json.WriteStartObject("focalPoint");
        json.WriteNumber("x", focus.X);
        json.WriteNumber("y", focus.Y);
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string member, string langMember, (string Text, string Lang)? said)
    {
        json.WriteString(member, said?.Text);
        json.WriteString(langMember, said?.Lang);
    }

    private static void WriteNumber(Utf8JsonWriter json, string member, long? value)
    {
        if (value is { } number)
            json.WriteNumber(member, number);
        else
            json.WriteNull(member);
    }
}

/// <summary>Reads the files of an answer's items: one statement, and none where no item has any.</summary>
public sealed class ShownMediaReader(
    PublicMediaReader reader, TimelineSight sight, SiteCatalog site, SigningKeys keys, Incarnation incarnation, InstallationOptions installation, IOptions<MediaOptions> options, TimeProvider clock)
{
    /// <summary>The files that may be shown at an instant. What is over by now is over also where an earlier instant is looked at.</summary>
    public Task<ShownMedia?> ReadAsync(IReadOnlyCollection<VersionFragments> items, DateTimeOffset at, CancellationToken cancellationToken) =>
        ReadAsync([.. items.SelectMany(item => item.Media)], at, cancellationToken);

    /// <summary>The same of files by their ids.</summary>
    public async Task<ShownMedia?> ReadAsync(IReadOnlyCollection<string> asked, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var ids = asked.Distinct(StringComparer.Ordinal).ToList();
        if (ids.Count == 0)
            return null;
        var now = clock.Now();
        var files = await reader.FindAsync(ids, at > now ? at : now, cancellationToken);
        var lang = (await site.GetAsync(cancellationToken)).DefaultLanguage;
        if (sight.Preview is not { } link)
            return new ShownMedia(files, lang, path => installation.PublicUrl + path);
        // who looks through a link opens what is not visible yet by a signature, which does not outlast the link
        var until = now.AddMinutes(options.Value.SignedMinutes);
        var end = link.ExpiresAt < until ? link.ExpiresAt : until;
        var key = await keys.GetAsync(SigningKeys.Media, cancellationToken);
        return new ShownMedia(files, lang, path => $"{installation.PublicUrl}{path}{MediaAddress.Sign(path.Substring(MediaAddress.Prefix.Length, MediaAddress.HashLength), end, incarnation.Id, key)}");
    }
}
