using System.Buffers;
using System.Text.Json;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Platform.Text;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.PartnerApi;

/// <summary>Writes visible items as the delivery side's JSON. Members are always there, always in this order.</summary>
public sealed class ItemWriter(ContentTypeSet types, InstallationOptions installation)
{
    private static readonly HashSet<string> Members = new(StringComparer.Ordinal)
    {
        "id", "type", "lang", "slug", "title", "summary", "fields", "html", "tags", "genre", "strand", "audience", "unit", "authority", "campaign", "places", "publishedAt", "updatedAt", "version",
        "correction", "translations", "media", "url",
    };

    private static readonly JsonWriterOptions Options = new() { Encoder = Json.Options.Encoder };

    /// <summary>Whether <c>fields=</c> may name this: a member, or one of the type's fields as <c>fields.body</c>.</summary>
    public static bool IsMember(string name) => Members.Contains(name) || (name.StartsWith("fields.", StringComparison.Ordinal) && name.Length > 7);

    /// <summary>The address of an item's public page.</summary>
    public static string Url(InstallationOptions installation, string type, string slug) => $"{installation.PublicUrl}/{type.ToLowerInvariant()}/{slug}";

    /// <summary>One item.</summary>
    public byte[] WriteOne(VisibleItem item)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Options))
            Write(json, item, [], null);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>A page of a list.</summary>
    public byte[] WriteList(IReadOnlyList<VisibleItem> items, IReadOnlyList<string> members, string? askedLang, string? next, DateTimeOffset? asOf, DateTimeOffset? validUntil)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("items");
            foreach (var item in items)
                Write(json, item, members, askedLang);
            json.WriteEndArray();
            json.WriteString("next", next);
            json.WriteString("asOf", asOf?.ToWire());
            json.WriteString("validUntil", validUntil?.ToWire());
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    private void Write(Utf8JsonWriter json, VisibleItem item, IReadOnlyList<string> members, string? askedLang)
    {
        var (publication, version) = (item.Publication, item.Version);
        var content = version.Read();
        var type = types.Find(version.Type);
        json.WriteStartObject();
        json.WriteString("id", version.ItemId);
        json.WriteString("type", version.Type);
        Text("lang", publication.Lang);
        Text("slug", version.Slug);
        Text("title", content.Title);
        Text("summary", content.Summary);
        if (Wants("fields") || members.Any(member => member.StartsWith("fields.", StringComparison.Ordinal)))
        {
            json.WriteStartObject("fields");
            foreach (var (key, value) in content.Fields.Where(field => Wants("fields") || members.Contains($"fields.{field.Key}")))
            {
                json.WritePropertyName(key);
                if (value is null)
                    json.WriteNullValue();
                else
                    value.WriteTo(json, Json.Options);
            }

            json.WriteEndObject();
        }

        if (Wants("html"))
            WriteHtml(json, type, content);
        List("tags", content.Tags);
        Text("genre", content.Genre);
        Text("strand", content.Strand);
        List("audience", content.Audience);
        Text("unit", content.Unit);
        Text("authority", content.Authority);
        Text("campaign", content.Campaign);
        List("places", content.Places);
        Text("publishedAt", publication.PublishedAt.ToWire());
        Text("updatedAt", publication.VisibleFrom.ToWire());
        if (Wants("version"))
            json.WriteNumber("version", version.Number);
        Text("correction", publication.CorrectionNote);
        if (Wants("translations"))
        {
            json.WritePropertyName("translations");
            JsonSerializer.Serialize(json, item.Translations, Json.Options);
        }

        if (Wants("media"))
        {
            json.WriteStartArray("media");
            json.WriteEndArray();
        }

        Text("url", Url(installation, version.Type, version.Slug));
        if (askedLang is not null && askedLang != publication.Lang)
            json.WriteString("fallbackFor", askedLang);
        json.WriteEndObject();

        bool Wants(string member) => members.Count == 0 || members.Contains(member);

        void Text(string member, string? value)
        {
            if (Wants(member))
                json.WriteString(member, value);
        }

        void List(string member, IReadOnlyList<string> values)
        {
            if (!Wants(member))
                return;
            json.WriteStartArray(member);
            foreach (var value in values)
                json.WriteStringValue(value);
            json.WriteEndArray();
        }
    }

    /// <summary>The Markdown and HTML fields as safe HTML, by field key.</summary>
    private static void WriteHtml(Utf8JsonWriter json, ContentType? type, ContentItems.VersionContent content)
    {
        json.WriteStartObject("html");
        foreach (var field in type?.Fields.Where(field => field.Kind is FieldKind.Markdown or FieldKind.Html) ?? [])
        {
            if (content.Fields[field.Key] is { } value)
                json.WriteString(field.Key, field.Kind == FieldKind.Markdown ? SafeHtml.FromMarkdown(value.GetValue<string>()) : value.GetValue<string>());
        }

        json.WriteEndObject();
    }
}
