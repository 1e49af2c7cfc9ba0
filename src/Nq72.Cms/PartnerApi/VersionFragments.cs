using System.Buffers;
using System.Text.Json;
using Nq72.Cms.ContentItems;
using Nq72.Cms.ContentTypes;
using Nq72.Cms.Platform.Text;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Cms.PartnerApi;

/// <summary>
/// What a version itself says, as the delivery side writes it: ready JSON of each member, Markdown rendered, so that an answer is put together
/// without reading the document again. What may differ from one interval to the next (instants, note, translations) is not here. Immutable.
/// </summary>
public sealed class VersionFragments
{
    /// <summary>The member that is made of <see cref="Fields"/>; its own value is not kept.</summary>
    internal const string FieldsName = "fields";

    private VersionFragments(IReadOnlyList<Fragment> members, IReadOnlyList<Fragment> fields, IReadOnlyList<string> media)
    {
        Media = media;
        Members = members;
        Fields = fields;
        Size = members.Concat(fields).Sum(fragment => fragment.Value.Length + (2 * fragment.Name.Length) + 100);
    }

    /// <summary>A member and its value as JSON.</summary>
    internal readonly record struct Fragment(string Name, byte[] Value);

    /// <summary>The members, in the order in which they are written.</summary>
    internal IReadOnlyList<Fragment> Members { get; }

    /// <summary>The values by field, for answers that are cut down to some.</summary>
    internal IReadOnlyList<Fragment> Fields { get; }

    /// <summary>The files of the media library that the version refers to, in the order of its fields. What is told of them is not here: it changes.</summary>
    internal IReadOnlyList<string> Media { get; }

    /// <summary>Bytes that it holds, about.</summary>
    public int Size { get; }

    /// <summary>Renders a version. The same version and the same kinds of fields give the same bytes.</summary>
    public static VersionFragments Render(ContentType? type, VersionContent content, InstallationOptions installation)
    {
        using var pen = new Pen();
        List<Fragment> members =
        [
            pen.Text("title", content.Title), pen.Text("summary", content.Summary), new(FieldsName, []), pen.Of("html", json => WriteHtml(json, type, content, installation)), pen.List("tags", content.Tags),
            pen.Text("genre", content.Genre), pen.Text("strand", content.Strand), pen.List("audience", content.Audience), pen.Text("unit", content.Unit), pen.Text("authority", content.Authority),
            pen.Text("campaign", content.Campaign), pen.List("places", content.Places),
        ];
        return new(members, [.. content.Fields.Select(field => pen.Of(field.Key, json =>
        {
            if (field.Value is null)
                json.WriteNullValue();
            else
                field.Value.WriteTo(json, Json.Options);
        }))], type is null ? [] : [.. content.Media(type)]);
    }

    // the Markdown and HTML fields as safe HTML, by field key
    private static void WriteHtml(Utf8JsonWriter json, ContentType? type, VersionContent content, InstallationOptions installation)
    {
        json.WriteStartObject();
        foreach (var field in type?.Fields.Where(IsHtml) ?? [])
        {
            if (content.Fields[field.Key] is { } value)
                json.WriteString(field.Key, TextMedia.Absolute(field.Kind == FieldKind.Markdown ? SafeHtml.FromMarkdown(value.GetValue<string>()) : value.GetValue<string>(), installation.PublicUrl));
        }

        json.WriteEndObject();
    }

    internal static bool IsHtml(ContentFieldDefinition field) => field.Kind is FieldKind.Markdown or FieldKind.Html;

    // one for all fragments of a version: there are some fifteen in each, and a hundred versions in an answer
    private sealed class Pen : IDisposable
    {
        private readonly ArrayBufferWriter<byte> bytes;
        private readonly Utf8JsonWriter json;

        public Pen()
        {
            bytes = new ArrayBufferWriter<byte>();
            json = new Utf8JsonWriter(bytes, ItemWriter.Options);
        }

        public Fragment Text(string name, string? value) => Of(name, json => json.WriteStringValue(value));

        public Fragment List(string name, IReadOnlyList<string> values) => Of(name, json =>
        {
            json.WriteStartArray();
            foreach (var value in values)
                json.WriteStringValue(value);
            json.WriteEndArray();
        });

        public Fragment Of(string name, Action<Utf8JsonWriter> write)
        {
            bytes.ResetWrittenCount();
            json.Reset(bytes);
            write(json);
            json.Flush();
            return new(name, bytes.WrittenSpan.ToArray());
        }

        public void Dispose() => json.Dispose();
    }
}
