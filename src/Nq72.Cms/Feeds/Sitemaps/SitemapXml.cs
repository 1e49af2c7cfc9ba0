namespace Nq72.Cms.Feeds.Sitemaps;

/// <summary>Writes sitemaps.</summary>
internal static class SitemapXml
{
    private const string Space = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private const string Html = "http://www.w3.org/1999/xhtml";
    private const string NewsSpace = "http://www.google.com/schemas/sitemap-news/0.9";

    public static byte[] Index(IEnumerable<(string Url, DateTimeOffset? LastModified)> files, TimeZoneInfo zone) => FeedXml.Write(xml =>
    {
        xml.WriteStartElement("sitemapindex", Space);
        foreach (var (url, lastModified) in files)
        {
            xml.WriteStartElement("sitemap");
            xml.Text("loc", url);
            if (lastModified is { } modified)
                xml.Text("lastmod", modified.ToRfc3339(zone));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    });

    public static byte[] File(IEnumerable<SitemapPage> pages, TimeZoneInfo zone) => FeedXml.Write(xml =>
    {
        xml.WriteStartElement("urlset", Space);
        xml.WriteAttributeString("xmlns", "xhtml", null, Html);
        foreach (var page in pages)
        {
            xml.WriteStartElement("url");
            xml.Text("loc", page.Url);
            if (page.LastModified is { } modified)
                xml.Text("lastmod", modified.ToRfc3339(zone));
            foreach (var (lang, url) in page.Alternates)
            {
                xml.WriteStartElement("xhtml", "link", Html);
                xml.Attribute("rel", "alternate");
                xml.Attribute("hreflang", lang);
                xml.Attribute("href", url);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    });

    public static byte[] News(string publication, IEnumerable<SitemapNews> articles, TimeZoneInfo zone) => FeedXml.Write(xml =>
    {
        xml.WriteStartElement("urlset", Space);
        xml.WriteAttributeString("xmlns", "news", null, NewsSpace);
        foreach (var article in articles)
        {
            xml.WriteStartElement("url");
            xml.Text("loc", article.Url);
            xml.WriteStartElement("news", "news", NewsSpace);
            xml.WriteStartElement("news", "publication", NewsSpace);
            xml.Text("news", "name", NewsSpace, publication);
            xml.Text("news", "language", NewsSpace, article.Lang);
            xml.WriteEndElement();
            xml.Text("news", "publication_date", NewsSpace, article.PublishedAt.ToRfc3339(zone));
            xml.Text("news", "title", NewsSpace, article.Title);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    });
}

/// <summary>A page in a sitemap.</summary>
/// <param name="Url">Its address.</param>
/// <param name="LastModified">When it last changed; null where nobody knows.</param>
/// <param name="Alternates">The same in every language, this one too; empty where there is one language only.</param>
internal sealed record SitemapPage(string Url, DateTimeOffset? LastModified, IReadOnlyList<(string Lang, string Url)> Alternates);

/// <summary>An article in a news sitemap.</summary>
internal sealed record SitemapNews(string Url, string Lang, string Title, DateTimeOffset PublishedAt);
