using System.Globalization;
using System.Text;
using System.Xml;

namespace Nq72.Cms.Feeds;

/// <summary>Writes XML that every reader can read: what XML 1.0 has no place for is left out.</summary>
internal static class FeedXml
{
    public const string AtomNamespace = "http://www.w3.org/2005/Atom";

    /// <summary>The document in UTF-8, without a byte order mark.</summary>
    public static byte[] Write(Action<XmlWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), NewLineHandling = NewLineHandling.Entitize }))
        {
            xml.WriteStartDocument();
            write(xml);
            xml.WriteEndDocument();
        }

        return bytes.ToArray();
    }

    /// <summary>An element that holds text, in the namespace around it.</summary>
    public static void Text(this XmlWriter xml, string name, string text)
    {
        xml.WriteStartElement(name);
        xml.Value(text);
        xml.WriteEndElement();
    }

    /// <summary>Text inside the element that is open.</summary>
    public static void Value(this XmlWriter xml, string text) => xml.WriteString(Clean(text));

    /// <summary>An element that holds text and has a prefix.</summary>
    public static void Text(this XmlWriter xml, string prefix, string name, string space, string text) => xml.WriteElementString(prefix, name, space, Clean(text));

    /// <summary>An attribute.</summary>
    public static void Attribute(this XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, Clean(value));

    /// <summary>The element's language.</summary>
    public static void Language(this XmlWriter xml, string lang) => xml.WriteAttributeString("xml", "lang", null, lang);

    /// <summary>A link of Atom, also in documents of another kind.</summary>
    public static void Link(this XmlWriter xml, string? prefix, string rel, string href, string? type = null)
    {
        xml.WriteStartElement(prefix, "link", AtomNamespace);
        xml.Attribute("rel", rel);
        if (type is not null)
            xml.Attribute("type", type);
        xml.Attribute("href", href);
        xml.WriteEndElement();
    }

    /// <summary>A file that goes with an entry of Atom.</summary>
    public static void Enclosure(this XmlWriter xml, FeedFile file)
    {
        xml.WriteStartElement("link", AtomNamespace);
        xml.Attribute("rel", "enclosure");
        xml.Attribute("type", file.Type);
        xml.Attribute("length", file.Bytes.ToString(CultureInfo.InvariantCulture));
        if (file.Alt.Length > 0)
            xml.Attribute("title", file.Alt);
        xml.Attribute("href", file.Url);
        xml.WriteEndElement();
    }

    /// <summary>The links that a page of a feed has, whatever its kind.</summary>
    public static void Links(this XmlWriter xml, string? prefix, FeedPage page)
    {
        var type = page.Query.Format.MediaType();
        xml.Link(prefix, "self", page.SelfUrl, type);
        foreach (var hub in page.Hubs)
            xml.Link(prefix, "hub", hub);
        if (!page.Query.IsFirst)
            xml.Link(prefix, "first", page.FirstUrl, type);
        if (page.NextUrl is { } next)
            xml.Link(prefix, "next", next, type);
    }

    // no escape makes such a character legal (XML 1.0 §2.2)
    private static string Clean(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!XmlConvert.IsXmlChar(text[i]) && !(i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i])))
                return Without(text);
            if (char.IsHighSurrogate(text[i]))
                i++;
        }

        return text;
    }

    private static string Without(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
                clean.Append(text[i]);
            else if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                clean.Append(text[i]).Append(text[++i]);
        }

        return clean.ToString();
    }
}
