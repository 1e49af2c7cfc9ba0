using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Nq72.Cms.ContentItems;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.PartnerApi;
using Nq72.Cms.Platform.Text;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Time;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.Formats;

/// <summary>News in JSON. Source: IPTC ninjs 3.1; correction = same <c>uri</c>, higher <c>version</c>, <c>edNote</c>; retraction = <c>pubStatus: canceled</c>.</summary>
internal sealed class NinjsFormat : IFormat
{
    private const string Schema = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#";

    public ContentFormat Facts { get; } = new("ninjs", PerDestination: false, ".json");

    public ContentPayload Render(FormatInput input)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = Json.Options.Encoder }))
            Write(json, input);
        return new ContentPayload("application/json; charset=utf-8", ".json", bytes.WrittenMemory);
    }

    private static void Write(Utf8JsonWriter json, FormatInput input)
    {
        var (request, version, content) = (input.Request, input.Version, input.Content);
        json.WriteStartObject();
        json.WriteString("uri", $"{input.Installation.PublicUrl}/api/v1/items/{version.ItemId}");
        json.WriteStartObject("standard");
        json.WriteString("name", "ninjs");
        json.WriteString("version", "3.1");
        json.WriteString("schema", Schema);
        json.WriteEndObject();
        json.WriteString("type", version.Type == "Clip" ? "video" : "text");
        json.WriteString("representationType", "full");
        json.WriteString("profile", version.Type);
        json.WriteString("version", version.Number.ToString(CultureInfo.InvariantCulture));
        json.WriteString("firstCreated", input.Item.CreatedAt.ToWire());
        json.WriteString("versionCreated", version.CreatedAt.ToWire());
        json.WriteString("contentCreated", version.CreatedAt.ToWire());
        json.WriteString("embargoedUntil", request.DueAt.ToWire());
        if (request.Until is { } until)
            json.WriteString("expires", until.ToWire());
        json.WriteString("pubStatus", request.Operation == DeliveryOperation.Retract ? "canceled" : "usable");
        json.WriteString("language", input.Item.Lang);
        json.WriteString("copyrightHolder", input.Authority);
        if (request.Note is { } note)
            json.WriteString("edNote", note);
        json.WriteString("title", content.Title);
        json.WriteString("by", input.Authority);
        json.WriteString("slugline", version.Slug);
        WriteTexts(json, "headlines", [("main", "text/plain", content.Title)]);
        if (content.Summary.Length > 0)
            WriteTexts(json, "descriptions", [("summary", "text/plain", content.Summary)]);
        WriteBodies(json, input);
        WriteSubjects(json, input);
        if (content.Genre is { } genre)
            WriteNamed(json, "genres", [(genre, input.TermTitle("genre", genre)!)]);
        if (request.Operation != DeliveryOperation.Retract)
            NinjsAssociations.Write(json, input);
        json.WriteStartArray("altIds");
        WriteAltId(json, "nq72-item", version.ItemId);
        WriteAltId(json, "nq72-version", version.VersionId);
        WriteAltId(json, "web", ItemWriter.Url(input.Installation, version.Type, version.Slug));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteBodies(Utf8JsonWriter json, FormatInput input)
    {
        if (input.Request.Operation == DeliveryOperation.Retract)
            return;
        var bodies = new List<(string, string, string)>();
        foreach (var field in input.Type.Fields.Where(field => field.Kind is FieldKind.Markdown or FieldKind.Html))
        {
            var text = (string?)input.Content.Fields[field.Key];
            if (string.IsNullOrWhiteSpace(text))
                continue;
            var role = bodies.Count == 0 ? "main" : field.Key;
            bodies.Add((role, "text/html", TextMedia.Absolute(field.Kind == FieldKind.Markdown ? SafeHtml.FromMarkdown(text) : text, input.Installation.PublicUrl)));
            bodies.Add(($"{role}-text", "text/plain", field.Kind == FieldKind.Markdown ? SafeHtml.PlainFromMarkdown(text) : SafeHtml.PlainFromHtml(text)));
        }

        if (bodies.Count > 0)
            WriteTexts(json, "bodies", bodies);
    }

    private static void WriteSubjects(Utf8JsonWriter json, FormatInput input)
    {
        var subjects = input.Content.Tags.Select(tag => (tag, tag)).ToList();
        if (input.Content.Strand is { } strand)
            subjects.Insert(0, (strand, input.TermTitle("strand", strand)!));
        if (subjects.Count > 0)
            WriteNamed(json, "subjects", subjects);
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<(string Role, string ContentType, string Value)> texts)
    {
        json.WriteStartArray(name);
        foreach (var (role, contentType, value) in texts)
        {
            json.WriteStartObject();
            json.WriteString("role", role);
            json.WriteString("contentType", contentType);
            json.WriteString("value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNamed(Utf8JsonWriter json, string name, IEnumerable<(string Literal, string Name)> entries)
    {
        json.WriteStartArray(name);
        foreach (var (literal, title) in entries)
        {
            json.WriteStartObject();
            json.WriteString("name", title);
            json.WriteString("literal", literal);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAltId(Utf8JsonWriter json, string role, string value)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteString("value", value);
        json.WriteEndObject();
    }
}
