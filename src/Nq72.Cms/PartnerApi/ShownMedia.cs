using System.Text.Json;
using Microsoft.Extensions.Options;
using Nq72.Cms.Media;
using Nq72.Cms.Media.Kinds;
using Nq72.Cms.Platform;
using Nq72.Cms.Platform.Epochs;
using Nq72.Cms.Platform.Site;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.PartnerApi;

/// <summary>The files that an answer's items may show, and how their readers open them.</summary>
/// <param name="files">By id; what may not be shown is not among them.</param>
/// <param name="defaultLang">The language of texts that there are not in an item's own.</param>
/// <param name="address">Where a file is read.</param>
public sealed class ShownMedia(IReadOnlyDictionary<string, PublicMedia> files, string defaultLang, Func<PublicMedia, string> address)
{
    /// <summary>Writes those of the files that may be shown, in their order, with texts in the item's language where there are such.</summary>
    internal void Write(Utf8JsonWriter json, IReadOnlyList<string> ids, string lang)
    {
        foreach (var file in ids.Select(id => files.GetValueOrDefault(id)).OfType<PublicMedia>())
        {
            json.WriteStartObject();
            json.WriteString("id", file.Id);
            json.WriteString("kind", file.Kind.ToString().ToLowerInvariant());
            json.WriteString("type", file.Format.ContentType());
            json.WriteString("url", address(file));
            WriteText(json, "alt", "altLang", PublicMedia.In(file.Alt, lang, defaultLang));
            WriteText(json, "caption", "captionLang", PublicMedia.In(file.Caption, lang, defaultLang));
            json.WriteString("credit", file.Credit);
            json.WriteString("licence", file.Licence);
            WriteNumber(json, "width", file.Width);
            WriteNumber(json, "height", file.Height);
            WriteNumber(json, "durationMs", file.DurationMs);
            json.WriteNumber("bytes", file.Bytes);
            json.WriteStartArray("renditions");
            json.WriteEndArray();
            json.WriteEndObject();
        }
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
    public async Task<ShownMedia?> ReadAsync(IReadOnlyCollection<VersionFragments> items, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var ids = items.SelectMany(item => item.Media).Distinct(StringComparer.Ordinal).ToList();
        if (ids.Count == 0)
            return null;
        var now = clock.Now();
        var files = await reader.FindAsync(ids, at > now ? at : now, cancellationToken);
        var lang = (await site.GetAsync(cancellationToken)).DefaultLanguage;
        if (sight.Preview is not { } link)
            return new ShownMedia(files, lang, file => MediaAddress.Of(installation, file.Sha256, file.Name, file.Format));
        // who looks through a link opens what is not visible yet by a signature, which does not outlast the link
        var until = now.AddMinutes(options.Value.SignedMinutes);
        var end = link.ExpiresAt < until ? link.ExpiresAt : until;
        var key = await keys.GetAsync(SigningKeys.Media, cancellationToken);
        return new ShownMedia(files, lang, file =>
            $"{MediaAddress.Of(installation, file.Sha256, file.Name, file.Format)}{MediaAddress.Sign(file.Sha256[..MediaAddress.HashLength], end, incarnation.Id, key)}");
    }
}
