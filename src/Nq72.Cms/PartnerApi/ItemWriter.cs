using System.Buffers;
using System.Text.Json;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Search;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.PartnerApi;

/// <summary>Writes visible items as the delivery side's JSON. Members are always there, always in this order.</summary>
/// <param name="installation">Says where addresses begin.</param>
/// <param name="media">The files that the items may show; null for none.</param>
public sealed class ItemWriter(InstallationOptions installation, ShownMedia? media = null)
{
    private const string FieldPrefix = "fields.";

    private static readonly HashSet<string> Members = new(StringComparer.Ordinal)
    {
        "id", "type", "lang", "slug", "title", "summary", "fields", "html", "tags", "genre", "strand", "audience", "unit", "authority", "campaign", "places", "publishedAt", "updatedAt", "version",
        "correction", "translations", "media", "url",
    };

    // what stands around an item's own fragments, about, in bytes
    private const int Frame = 1024;

    internal static readonly JsonWriterOptions Options = new() { Encoder = Json.Options.Encoder };

    /// <summary>Whether <c>fields=</c> may name this: a member, or a field that one of the types has, as <c>fields.body</c>.</summary>
    public static bool IsMember(string name, IEnumerable<ContentType> types) =>
        Members.Contains(name) || (name.StartsWith(FieldPrefix, StringComparison.Ordinal) && types.Any(type => type.Field(name[FieldPrefix.Length..]) is not null));

    /// <summary>The address of an item's public page.</summary>
    public static string Url(InstallationOptions installation, string type, string slug) => $"{installation.PublicUrl}/{type.ToLowerInvariant()}/{slug}";

    /// <summary>One item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="fragments">What it says.</param>
    /// <param name="included">Items that come along; null where nobody asked.</param>
    public byte[] WriteOne(VisibleHead item, VersionFragments fragments, LinkedItems? included = null)
    {
        var bytes = new ArrayBufferWriter<byte>(fragments.Size + Frame);
        using (var json = new Utf8JsonWriter(bytes, Options))
            Write(json, item, fragments, [], null, included: included);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>One item, whole, as a value of a larger answer.</summary>
    internal void Write(Utf8JsonWriter json, VisibleHead item, VersionFragments fragments) => Write(json, item, fragments, [], null);

    /// <summary>A page of a list.</summary>
    /// <param name="page">The page.</param>
    /// <param name="members">Members to keep; empty for all.</param>
    /// <param name="askedLang">The language that was asked for; null for none.</param>
    public byte[] WriteList(ListPage page, IReadOnlyList<string> members, string? askedLang)
    {
        var bytes = new ArrayBufferWriter<byte>(page.Fragments.Sum(fragment => fragment.Size + Frame) + Frame);
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("items");
            foreach (var (index, (item, said)) in page.Items.Zip(page.Fragments).Index())
                Write(json, item, said, members, askedLang, page.Highlights?[index]);
            json.WriteEndArray();
            json.WriteString("next", page.Next);
            json.WriteString("asOf", page.AsOf?.ToWire());
            json.WriteString("validUntil", page.ValidUntil?.ToWire());
            if (page.Total is { } total)
                json.WriteNumber("total", total);
            WriteCounts(json, page.Counts);
            WriteIncluded(json, page.Included);
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    private void WriteIncluded(Utf8JsonWriter json, LinkedItems? included)
    {
        if (included is null)
            return;
        json.WriteStartArray("included");
        foreach (var (item, fragments) in included.Items.Zip(included.Fragments))
            Write(json, item, fragments, [], null);
        json.WriteEndArray();
    }

    private static void WriteCounts(Utf8JsonWriter json, IReadOnlyList<(string Facet, IReadOnlyList<ValueCount> Values)> counts)
    {
        if (counts.Count == 0)
            return;
        json.WriteStartObject("facets");
        foreach (var (facet, values) in counts)
        {
            json.WritePropertyName(facet);
            JsonSerializer.Serialize(json, values, Json.Options);
        }

        json.WriteEndObject();
    }

    private static void WriteHighlight(Utf8JsonWriter json, Highlight highlight)
    {
        json.WriteStartObject("highlight");
        if (highlight.Title is { } title)
            json.WriteString("title", title);
        if (highlight.Text is { } text)
            json.WriteString("text", text);
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, VisibleHead item, VersionFragments fragments, IReadOnlyList<string> members, string? askedLang, Highlight? highlight = null, LinkedItems? included = null)
    {
        var publication = item.Publication;
        json.WriteStartObject();
        json.WriteString("id", publication.ItemId);
        json.WriteString("type", publication.Type);
        Text("lang", publication.Lang);
        Text("slug", item.Slug);
        foreach (var (name, value) in fragments.Members)
        {
            if (name == VersionFragments.FieldsName)
                WriteFields(json, fragments, members);
            else if (Wants(name))
                WriteRaw(json, name, value);
        }

        Text("publishedAt", publication.PublishedAt.ToWire());
        Text("updatedAt", publication.VisibleFrom.ToWire());
        if (Wants("version"))
            json.WriteNumber("version", publication.Version);
        Text("correction", publication.CorrectionNote);
        if (Wants("translations"))
        {
            json.WritePropertyName("translations");
            JsonSerializer.Serialize(json, item.Translations, Json.Options);
        }

        if (Wants("media"))
        {
            json.WriteStartArray("media");
            media?.Write(json, fragments.Media, publication.Lang);
            json.WriteEndArray();
        }

        Text("url", Url(installation, publication.Type, item.Slug));
        if (askedLang is not null && askedLang != publication.Lang)
            json.WriteString("fallbackFor", askedLang);
        if (highlight is not null)
            WriteHighlight(json, highlight);
        WriteIncluded(json, included);
        json.WriteEndObject();

        bool Wants(string member) => members.Count == 0 || members.Contains(member);

        void Text(string member, string? value)
        {
            if (Wants(member))
                json.WriteString(member, value);
        }
    }

    private static void WriteFields(Utf8JsonWriter json, VersionFragments fragments, IReadOnlyList<string> members)
    {
        var all = members.Count == 0 || members.Contains(VersionFragments.FieldsName);
        if (!all && !members.Any(member => member.StartsWith(FieldPrefix, StringComparison.Ordinal)))
            return;
        json.WriteStartObject(VersionFragments.FieldsName);
        foreach (var (key, value) in fragments.Fields.Where(field => all || members.Contains(FieldPrefix + field.Name)))
            WriteRaw(json, key, value);
        json.WriteEndObject();
    }

    private static void WriteRaw(Utf8JsonWriter json, string name, byte[] value)
    {
        json.WritePropertyName(name);
        // written by the same kind of writer when the version was rendered
        json.WriteRawValue(value, skipInputValidation: true);
    }
}
