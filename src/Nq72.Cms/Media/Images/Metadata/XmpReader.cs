using System.Xml;
using System.Xml.Linq;

namespace Nq72.Cms.Media.Images.Metadata;

/// <summary>
/// Reads the same texts, and whether there is a position, out of an XMP packet.
/// Source: ISO 16684-1 (XMP), Dublin Core, IPTC Photo Metadata Standard.
/// </summary>
internal static class XmpReader
{
    private static readonly XNamespace Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static readonly XNamespace Dublin = "http://purl.org/dc/elements/1.1/";
    private static readonly XNamespace Photoshop = "http://ns.adobe.com/photoshop/1.0/";
    private static readonly XNamespace Exif = "http://ns.adobe.com/exif/1.0/";

    // a document type could name files and grow without end
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 1_000_000 };

    /// <summary>What the packet tells; nothing when it is no XML.</summary>
    public static FoundMetadata Read(byte[] packet)
    {
        try
        {
            // the packet may be padded with zeros
            using var stream = new MemoryStream(packet, 0, packet.AsSpan().TrimEnd((byte)0).Length, writable: false);
            using var reader = XmlReader.Create(stream, Settings);
            var descriptions = XDocument.Load(reader).Descendants(Rdf + "Description").ToList();
            return new FoundMetadata(
                Value(descriptions, Dublin + "rights"), Value(descriptions, Photoshop + "Credit") ?? Value(descriptions, Dublin + "creator"), Value(descriptions, Dublin + "description"),
                Value(descriptions, Exif + "GPSLatitude") is not null || Value(descriptions, Exif + "GPSLongitude") is not null);
        }
        catch (XmlException)
        {
            return new FoundMetadata();
        }
    }

    // a property is an attribute, or an element with text or a list, of which the first entry is the default language
    private static string? Value(List<XElement> descriptions, XName name) => descriptions
        .Select(description => description.Attribute(name)?.Value ?? Text(description.Element(name)))
        .Select(MetadataText.Clean)
        .FirstOrDefault(text => text is not null);

    private static string? Text(XElement? element) => element is null ? null : element.Descendants(Rdf + "li").FirstOrDefault()?.Value ?? element.Value;
}
