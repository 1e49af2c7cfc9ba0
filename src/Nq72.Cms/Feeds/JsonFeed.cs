using System.Buffers;
using System.Text.Json;
using Nq72.Cms.PartnerApi;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Feeds;

/// <summary>JSON Feed. What the standard has no word for stands in <c>_nq72</c>: versions, corrections, and what was taken back lately.</summary>
/// <remarks>Source: JSON Feed 1.1.</remarks>
internal static class JsonFeed
{
    private const string Version = "https://jsonfeed.org/version/1.1";
    private const string Extension = "_nq72";

    public static byte[] Write(FeedPage page, IReadOnlyList<FeedEntry> entries, InstallationOptions installation)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, ItemWriter.Options))
        {
            json.WriteStartObject();
            WriteFrame(json, page);
            WriteRetracted(json, page, installation);
            json.WriteStartArray("items");
            foreach (var entry in entries)
                WriteItem(json, entry, installation.Zone);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static void WriteFrame(Utf8JsonWriter json, FeedPage page)
    {
        json.WriteString("version", Version);
        json.WriteString("title", page.Title);
        json.WriteString("home_page_url", page.HomeUrl);
        json.WriteString("feed_url", page.SelfUrl);
        if (page.Site.Tagline.Length > 0)
            json.WriteString("description", page.Site.Tagline);
        json.WriteString("language", page.Language);
        WriteAuthor(json, page.Publisher);
        if (page.NextUrl is { } next)
            json.WriteString("next_url", next);
        if (page.Hubs.Count == 0)
            return;
        json.WriteStartArray("hubs");
        foreach (var hub in page.Hubs)
        {
            json.WriteStartObject();
            json.WriteString("type", "WebSub");
            json.WriteString("url", hub);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRetracted(Utf8JsonWriter json, FeedPage page, InstallationOptions installation)
    {
        json.WriteStartObject(Extension);
        json.WriteString("about", $"{installation.PublicUrl}/docs");
        json.WriteStartArray("retracted");
        foreach (var retracted in page.Retracted)
        {
            json.WriteStartObject();
            json.WriteString("id", FeedEntry.UrnOf(retracted.ItemId));
            json.WriteString("at", retracted.VisibleUntil!.Value.ToRfc3339(installation.Zone));
            json.WriteString("reason", retracted.RetractedReason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteItem(Utf8JsonWriter json, FeedEntry entry, TimeZoneInfo zone)
    {
        var publication = entry.Head.Publication;
        json.WriteStartObject();
        json.WriteString("id", entry.Urn);
        json.WriteString("url", entry.Url);
        json.WriteString("title", entry.Title);
        json.WriteString("content_html", entry.Html);
        if (entry.Summary.Length > 0)
            json.WriteString("summary", entry.Summary);
        if ((entry.Files.FirstOrDefault(file => file.IsPicture)?.Url ?? entry.Pictures.Select(picture => picture.Url).FirstOrDefault()) is { } image)
            json.WriteString("image", image);
        WriteAttachments(json, entry);
        json.WriteString("date_published", publication.PublishedAt.ToRfc3339(zone));
        json.WriteString("date_modified", publication.VisibleFrom.ToRfc3339(zone));
        WriteAuthor(json, entry.Authority);
        json.WriteStartArray("tags");
        foreach (var tag in entry.Tags)
            json.WriteStringValue(tag);
        json.WriteEndArray();
        json.WriteString("language", publication.Lang);
        json.WriteStartObject(Extension);
        json.WriteString("item", publication.ItemId);
        json.WriteString("type", publication.Type);
        json.WriteNumber("version", publication.Version);
        json.WriteString("correction", publication.CorrectionNote);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteAttachments(Utf8JsonWriter json, FeedEntry entry)
    {
        if (entry.Files.Count == 0)
            return;
        json.WriteStartArray("attachments");
        foreach (var file in entry.Files)
        {
            json.WriteStartObject();
            json.WriteString("url", file.Url);
            json.WriteString("mime_type", file.Type);
            if (file.Alt.Length > 0)
                json.WriteString("title", file.Alt);
            json.WriteNumber("size_in_bytes", file.Bytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAuthor(Utf8JsonWriter json, string name)
    {
        json.WriteStartArray("authors");
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
