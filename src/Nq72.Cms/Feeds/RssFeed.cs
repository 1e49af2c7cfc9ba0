using System.Globalization;
using System.Xml;

namespace Nq72.Cms.Feeds;

/// <summary>RSS 2.0. What was taken back is not in it any more; RSS has no way to say so.</summary>
/// <remarks>Source: RSS 2.0.11; modules content, dc, media (Media RSS 1.5.1), atom (self, hub, next, updated).</remarks>
internal static class RssFeed
{
    private const string Content = "http://purl.org/rss/1.0/modules/content/";
    private const string DublinCore = "http://purl.org/dc/elements/1.1/";
    private const string Media = "http://search.yahoo.com/mrss/";

    public static byte[] Write(FeedPage page, IReadOnlyList<FeedEntry> entries, TimeZoneInfo zone) => FeedXml.Write(xml =>
    {
        xml.WriteStartElement("rss");
        xml.Attribute("version", "2.0");
        foreach (var (prefix, space) in new[] { ("atom", FeedXml.AtomNamespace), ("content", Content), ("dc", DublinCore), ("media", Media) })
            xml.WriteAttributeString("xmlns", prefix, null, space);
        xml.WriteStartElement("channel");
        xml.Text("title", page.Title);
        xml.Text("link", page.HomeUrl);
        xml.Text("description", page.Site.Tagline.Length > 0 ? page.Site.Tagline : page.Title);
        xml.Text("language", page.Language);
        xml.Text("lastBuildDate", page.Updated.ToRfc822(zone));
        xml.Text("dc", "publisher", DublinCore, page.Publisher);
        xml.Links("atom", page);
        foreach (var entry in entries)
            Item(xml, entry, zone);
        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    private static void Item(XmlWriter xml, FeedEntry entry, TimeZoneInfo zone)
    {
        var publication = entry.Head.Publication;
        xml.WriteStartElement("item");
        xml.Text("title", entry.Title);
        xml.Text("link", entry.Url);
        xml.WriteStartElement("guid");
        xml.Attribute("isPermaLink", "false");
        xml.WriteString(entry.Urn);
        xml.WriteEndElement();
        xml.Text("pubDate", publication.PublishedAt.ToRfc822(zone));
        if (publication.VisibleFrom > publication.PublishedAt)
            xml.Text("atom", "updated", FeedXml.AtomNamespace, publication.VisibleFrom.ToRfc3339(zone));
        xml.Text("dc", "creator", DublinCore, entry.Authority);
        xml.Text("dc", "language", DublinCore, publication.Lang);
        foreach (var category in entry.Genre is null ? entry.Tags : entry.Tags.Prepend(entry.Genre))
            xml.Text("category", category);
        if (entry.Summary.Length > 0)
            xml.Text("description", entry.Summary);
        xml.Text("content", "encoded", Content, entry.Html);
        Enclosure(xml, entry);
        foreach (var file in entry.Files.Where(file => file.IsPicture))
            Picture(xml, file);
        foreach (var picture in entry.Pictures)
        {
            xml.WriteStartElement("media", "content", Media);
            xml.Attribute("url", picture.Url);
            xml.Attribute("medium", "image");
            if (picture.Alt.Length > 0)
                xml.Text("media", "description", Media, picture.Alt);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    // one at most: readers do not agree on what several mean
    private static void Enclosure(XmlWriter xml, FeedEntry entry)
    {
        if (entry.Files is not [var first, ..])
            return;
        xml.WriteStartElement("enclosure");
        xml.Attribute("url", first.Url);
        xml.Attribute("length", first.Bytes.ToString(CultureInfo.InvariantCulture));
        xml.Attribute("type", first.Type);
        xml.WriteEndElement();
    }

    private static void Picture(XmlWriter xml, FeedFile file)
    {
        var main = file.Media.Main!;
        xml.WriteStartElement("media", "content", Media);
        xml.Attribute("url", file.Url);
        xml.Attribute("type", file.Type);
        xml.Attribute("medium", "image");
        xml.Attribute("width", main.Width.ToString(CultureInfo.InvariantCulture));
        xml.Attribute("height", main.Height.ToString(CultureInfo.InvariantCulture));
        xml.Attribute("fileSize", file.Bytes.ToString(CultureInfo.InvariantCulture));
        if (file.Media.Credit is { } credit)
            xml.Text("media", "credit", Media, credit);
        if (file.Alt.Length > 0)
            xml.Text("media", "description", Media, file.Alt);
        xml.WriteEndElement();
    }
}
