using System.Xml;
using Nq72.Cms.Timeline;

namespace Nq72.Cms.Feeds;

/// <summary>Atom. What was taken back lately stands in it as a tombstone with the public reason.</summary>
/// <remarks>Source: RFC 4287; RFC 5005 §3 (paged feeds); RFC 6721 (tombstones).</remarks>
internal static class AtomFeed
{
    private const string Tombstones = "http://purl.org/atompub/tombstones/1.0";

    public static byte[] Write(FeedPage page, IReadOnlyList<FeedEntry> entries, TimeZoneInfo zone) => FeedXml.Write(xml =>
    {
        xml.WriteStartElement("feed", FeedXml.AtomNamespace);
        xml.Language(page.Language);
        if (page.Retracted.Count > 0)
            xml.WriteAttributeString("xmlns", "at", null, Tombstones);
        xml.Text("id", page.FirstUrl);
        xml.Text("title", page.Title);
        if (page.Site.Tagline.Length > 0)
            xml.Text("subtitle", page.Site.Tagline);
        xml.Text("updated", page.Updated.ToRfc3339(zone));
        Author(xml, page.Publisher);
        xml.Links(null, page);
        xml.Link(null, "alternate", page.HomeUrl, "text/html");
        foreach (var entry in entries)
            Entry(xml, entry, zone);
        foreach (var retracted in page.Retracted)
            Tombstone(xml, retracted, zone);
        xml.WriteEndElement();
    });

    private static void Entry(XmlWriter xml, FeedEntry entry, TimeZoneInfo zone)
    {
        var publication = entry.Head.Publication;
        xml.WriteStartElement("entry");
        xml.Language(publication.Lang);
        xml.Text("id", entry.Urn);
        xml.Text("title", entry.Title);
        xml.Text("published", publication.PublishedAt.ToRfc3339(zone));
        xml.Text("updated", publication.VisibleFrom.ToRfc3339(zone));
        Author(xml, entry.Authority);
        xml.Link(null, "alternate", entry.Url, "text/html");
        foreach (var file in entry.Files)
            xml.Enclosure(file);
        if (entry.Genre is not null)
            Category(xml, entry.Genre);
        foreach (var tag in entry.Tags)
            Category(xml, tag);
        if (entry.Summary.Length > 0)
            xml.Text("summary", entry.Summary);
        xml.WriteStartElement("content");
        xml.Attribute("type", "html");
        xml.Value(entry.Html);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Tombstone(XmlWriter xml, Publication retracted, TimeZoneInfo zone)
    {
        xml.WriteStartElement("at", "deleted-entry", Tombstones);
        xml.Attribute("ref", FeedEntry.UrnOf(retracted.ItemId));
        xml.Attribute("when", retracted.VisibleUntil!.Value.ToRfc3339(zone));
        xml.Text("at", "comment", Tombstones, retracted.RetractedReason!);
        xml.WriteEndElement();
    }

    private static void Author(XmlWriter xml, string name)
    {
        xml.WriteStartElement("author");
        xml.Text("name", name);
        xml.WriteEndElement();
    }

    private static void Category(XmlWriter xml, string term)
    {
        xml.WriteStartElement("category");
        xml.Attribute("term", term);
        xml.WriteEndElement();
    }
}
