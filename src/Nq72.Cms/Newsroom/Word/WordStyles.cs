using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Nq72.Cms.Newsroom.Word;

/// <summary>What a document's styles mean. Their names are Word's own in every language ("heading 1"); their ids are not.</summary>
internal sealed partial class WordStyles
{
    private const int MostInherited = 20;

    private readonly Dictionary<string, XElement> styles = new(StringComparer.Ordinal);

    /// <param name="part">The styles; null for a document without any.</param>
    public WordStyles(XElement? part)
    {
        foreach (var style in part?.Elements(W.Style) ?? [])
        {
            if ((string?)style.Attribute(W.StyleId) is { } id)
                styles[id] = style;
        }
    }

    /// <summary>Level of a heading in this style, from 1; 0 for the document's title; null for other text.</summary>
    public int? HeadingOf(string? id)
    {
        foreach (var style in Inherited(id))
        {
            var name = NameOf(style);
            if (name == "title")
                return 0;
            if (Heading().Match(name) is { Success: true } heading)
                return int.Parse(heading.Groups["level"].Value, CultureInfo.InvariantCulture);
            if (LevelOf(style.Element(W.ParagraphProperties)) is { } level)
                return level;
        }

        return null;
    }

    /// <summary>Level that a paragraph itself is given in the outline, from 1; null for none.</summary>
    public static int? LevelOf(XElement? properties) =>
        int.TryParse((string?)properties?.Element(W.Outline)?.Attribute(W.Value), CultureInfo.InvariantCulture, out var level) && level is >= 0 and < 9 ? level + 1 : null;

    /// <summary>Whether the style is one of quotations.</summary>
    public bool IsQuote(string? id) => Inherited(id).Any(style => NameOf(style) is "quote" or "intense quote");

    /// <summary>Whether the style is of a table of contents, which the program makes itself where one is needed.</summary>
    public bool IsContents(string? id) => Inherited(id).Any(style => NameOf(style) is "toc heading" || NameOf(style).StartsWith("toc ", StringComparison.Ordinal));

    /// <summary>The list that a style puts its paragraphs into; null for none.</summary>
    public XElement? NumberingOf(string? id) => Inherited(id).Select(style => style.Element(W.ParagraphProperties)?.Element(W.NumberingProperties)).FirstOrDefault(found => found is not null);

    /// <summary>What a style of letters sets, such as bold; null where it says nothing.</summary>
    public bool? Sets(string? id, XName property) => Inherited(id).Select(style => IsOn(style.Element(W.RunProperties), property)).FirstOrDefault(set => set is not null);

    /// <summary>Whether a property is on; null where it is not named.</summary>
    public static bool? IsOn(XElement? properties, XName property) =>
        properties?.Element(property) is { } found ? (string?)found.Attribute(W.Value) is not ("0" or "false" or "off" or "none") : null;

    private static string NameOf(XElement style) => ((string?)style.Element(W.Name)?.Attribute(W.Value) ?? "").ToLowerInvariant();

    private IEnumerable<XElement> Inherited(string? id)
    {
        for (var depth = 0; id is not null && depth < MostInherited && styles.TryGetValue(id, out var style); depth++)
        {
            yield return style;
            id = (string?)style.Element(W.BasedOn)?.Attribute(W.Value);
        }
    }

    [GeneratedRegex("^heading (?<level>[1-9])$", RegexOptions.None, 1000)]
    private static partial Regex Heading();
}
