using System.Globalization;
using System.Text;
using Nq72.Theming;

namespace Nq72.Cms.Posters.Drawing;

/// <summary>
/// Writes a drawing as a PDF of one page for a print shop: letters as paths, so that no font is asked for; the sheet with its bleed as the page, the trimmed sheet as its TrimBox. What the letters
/// say goes with them as ActualText. No dates, no identifiers, nothing compressed: the same drawing gives the same bytes on every machine.
/// Source: ISO 32000-1 §7.5, §14.9.4, §14.11.2.
/// </summary>
internal static class PdfPoster
{
    private const double PointsPerMillimetre = 72 / 25.4;

    // a pixel of a screen is 1/96 inch
    private const double PointsPerPixel = 0.75;

    public static byte[] Write(PosterDrawing drawing)
    {
        var template = drawing.Template;
        var scale = template.Unit == PosterUnit.Mm ? PointsPerMillimetre : PointsPerPixel;
        var bleed = template.Bleed * scale;
        var (width, height) = ((template.Width * scale) + (2 * bleed), (template.Height * scale) + (2 * bleed));
        var page = $"0 0 {Number(width)} {Number(height)}";
        var trim = $"{Number(bleed)} {Number(bleed)} {Number(width - bleed)} {Number(height - bleed)}";
        var content = Content(drawing, scale, bleed, height);
        return Assemble(
        [
            $"<< /Type /Catalog /Pages 2 0 R /Lang {Text(drawing.Lang)} /MarkInfo << /Marked true >> /StructTreeRoot 6 0 R /ViewerPreferences << /DisplayDocTitle true >> >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            $"<< /Type /Page /Parent 2 0 R /MediaBox [{page}] /BleedBox [{page}] /TrimBox [{trim}] /Resources << >> /Contents 4 0 R /StructParents 0 >>",
            $"<< /Length {content.Length} >>\nstream\n{content}endstream",
            $"<< /Title {Text(drawing.Slogan)} /Subject {Text(drawing.Further)} /Producer (Nq72) >>",
            "<< /Type /StructTreeRoot /K [7 0 R] /ParentTree << /Nums [0 [7 0 R]] >> >>",
            $"<< /Type /StructElem /S /Figure /P 6 0 R /Pg 3 0 R /K [0] /Alt {Text(Sentence(drawing))} >>",
        ]);
    }

    private static string Sentence(PosterDrawing drawing) => drawing.Further.Length == 0 ? drawing.Slogan : $"{drawing.Slogan}\n{drawing.Further}";

    private static string Content(PosterDrawing drawing, double scale, double bleed, double height)
    {
        var content = new StringBuilder();
        var template = drawing.Template;
        // colour goes to the edge of the page whatever the shapes do
        content.Append("/Figure << /MCID 0 >> BDC\n");
        Fill(new DrawnArea(Outline.OfArea(new(-template.Bleed, -template.Bleed, template.Width + template.Bleed, template.Height + template.Bleed)), template.Paper));
        foreach (var shape in drawing.Shapes)
            Fill(shape);
        foreach (var text in drawing.Texts)
        {
            foreach (var bar in text.Bars)
                Fill(bar);
            content.Append("/Span << /ActualText ").Append(Text(text.Text)).Append(" >> BDC\n");
            foreach (var line in text.Lines)
                Fill(line.Shape);
            content.Append("EMC\n");
        }

        return content.Append("EMC\n").ToString();

        void Fill(DrawnArea area)
        {
            if (area.Outline.Steps.Count == 0)
                return;
            content.Append(Colour(area.Fill)).Append(" rg\n");
            foreach (var step in area.Outline.Steps)
            {
                content.Append(step.Verb switch
                {
                    OutlineVerb.Move => $"{Pair(step.End)} m\n",
                    OutlineVerb.Line => $"{Pair(step.End)} l\n",
                    OutlineVerb.Curve => $"{Pair(step.First)} {Pair(step.Second)} {Pair(step.End)} c\n",
                    _ => "h\n",
                });
            }

            content.Append("f\n");
        }

        string Pair(Spot spot) => $"{Number((spot.X * scale) + bleed)} {Number(height - bleed - (spot.Y * scale))}";
    }

    private static byte[] Assemble(IReadOnlyList<string> objects)
    {
        var file = new StringBuilder("%PDF-1.7\n");
        var offsets = new List<int>();
        foreach (var (index, body) in objects.Index())
        {
            offsets.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{index + 1} 0 obj\n{body}\nendobj\n");
        }

        var table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
            file.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        file.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Count + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{table}\n%%EOF\n");
        // all of it is ASCII: texts are written in hexadecimal
        return Encoding.ASCII.GetBytes(file.ToString());
    }

    private static string Text(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    private static string Colour(string hex) => string.Join(' ', Enumerable.Range(0, 3).Select(part => Number(int.Parse(hex.AsSpan(1 + (2 * part), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)));

    private static string Number(double value) => Math.Round(value, 3, MidpointRounding.AwayFromZero).ToString("0.###", CultureInfo.InvariantCulture) is var text && text == "-0" ? "0" : text;
}
