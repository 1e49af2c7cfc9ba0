using System.Globalization;
using System.Text;
using System.Xml;

namespace Nq72.Cms.Posters.Drawing;

/// <summary>
/// Writes a drawing as SVG: letters as paths, so that it looks the same everywhere; what they say in <c>title</c> and <c>desc</c>. Nothing in it runs, and nothing is fetched.
/// </summary>
internal static class SvgPoster
{
    private const string Namespace = "http://www.w3.org/2000/svg";

    public static byte[] Write(PosterDrawing drawing)
    {
        var template = drawing.Template;
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), NewLineChars = "\n", Indent = true, IndentChars = "" }))
        {
            xml.WriteStartElement("svg", Namespace);
            xml.WriteAttributeString("width", Number(template.Width) + Unit(template));
            xml.WriteAttributeString("height", Number(template.Height) + Unit(template));
            xml.WriteAttributeString("viewBox", $"0 0 {Number(template.Width)} {Number(template.Height)}");
            xml.WriteAttributeString("role", "img");
            xml.WriteAttributeString("aria-labelledby", "t d");
            xml.WriteAttributeString("xml", "lang", null, drawing.Lang);
            Element(xml, "title", "t", drawing.Slogan);
            Element(xml, "desc", "d", drawing.Further);
            Path(xml, new DrawnArea(Outline.OfArea(new(0, 0, template.Width, template.Height)), template.Paper));
            foreach (var shape in drawing.Shapes)
                Path(xml, shape);
            foreach (var text in drawing.Texts)
            {
                foreach (var bar in text.Bars)
                    Path(xml, bar);
                foreach (var line in text.Lines)
                    Path(xml, line.Shape);
            }

            xml.WriteEndElement();
        }

        return bytes.ToArray();
    }

    private static string Unit(Theming.PosterTemplate template) => template.Unit == Theming.PosterUnit.Mm ? "mm" : "px";

    private static void Element(XmlWriter xml, string name, string id, string text)
    {
        xml.WriteStartElement(name, Namespace);
        xml.WriteAttributeString("id", id);
        xml.WriteString(text);
        xml.WriteEndElement();
    }

    private static void Path(XmlWriter xml, DrawnArea area)
    {
        xml.WriteStartElement("path", Namespace);
        xml.WriteAttributeString("fill", area.Fill);
        xml.WriteAttributeString("d", Data(area.Outline));
        xml.WriteEndElement();
    }

    private static string Data(Outline outline)
    {
        var data = new StringBuilder();
        foreach (var step in outline.Steps)
        {
            switch (step.Verb)
            {
                case OutlineVerb.Move: data.Append('M').Append(Pair(step.End)); break;
                case OutlineVerb.Line: data.Append('L').Append(Pair(step.End)); break;
                case OutlineVerb.Curve: data.Append('C').Append(Pair(step.First)).Append(' ').Append(Pair(step.Second)).Append(' ').Append(Pair(step.End)); break;
                default: data.Append('Z'); break;
            }
        }

        return data.ToString();
    }

    private static string Pair(Spot spot) => $"{Number(spot.X)} {Number(spot.Y)}";

    // a hundredth of a millimetre is finer than any press
    private static string Number(double value) => Math.Round(value, 2, MidpointRounding.AwayFromZero).ToString("0.##", CultureInfo.InvariantCulture) is var text && text == "-0" ? "0" : text;
}
