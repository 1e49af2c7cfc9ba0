using System.Globalization;
using System.Xml.Linq;

namespace Nq72.Cms.Newsroom.Word;

/// <summary>Reads a document's paragraphs, lists and tables.</summary>
/// <param name="styles">What styles mean.</param>
/// <param name="numbering">Its lists.</param>
/// <param name="inline">Reads what stands within paragraphs.</param>
/// <param name="losses">What does not come along.</param>
internal sealed class WordReader(WordStyles styles, WordNumbering numbering, WordInline inline, WordLosses losses)
{
    private const string Typed = "typed";

    private readonly List<WordBlock> blocks = [];

    /// <summary>The blocks of a body.</summary>
    public IReadOnlyList<WordBlock> Read(XElement body)
    {
        Walk(body);
        if (body.Descendants().Any(element => element.Name.LocalName is "headerReference" or "footerReference"))
            losses.Add("headers");
        return blocks;
    }

    /// <summary>A note's text, behind its number.</summary>
    /// <param name="number">As the text refers to it.</param>
    /// <param name="note">It.</param>
    /// <param name="inNotes">Reads what stands in it: its references are not those of the text.</param>
    public void AddNote(int number, XElement note, WordInline inNotes)
    {
        var text = string.Join(' ', note.Elements(W.Paragraph).Select(paragraph => inNotes.Read(paragraph, heading: false)).Where(words => words.Length > 0));
        blocks.Add(new(WordBlockKind.Paragraph, string.Create(CultureInfo.InvariantCulture, $"[{number}] {text}")));
    }

    private void Walk(XElement parent)
    {
        foreach (var child in parent.Elements())
        {
            if (child.Name == W.Paragraph)
                Paragraph(child);
            else if (child.Name == W.Table)
                Table(child);
            else if (child.Name.LocalName is "sdt" or "sdtContent" or "ins" or "moveTo" or "customXml" or "smartTag")
                Walk(child);
            else if (child.Name.LocalName is "del" or "moveFrom")
                losses.Add("deleted");
            else if (child.Name.LocalName == "altChunk")
                losses.Add("objects");
        }
    }

    private void Paragraph(XElement paragraph)
    {
        var properties = paragraph.Element(W.ParagraphProperties);
        var style = (string?)properties?.Element(W.ParagraphStyle)?.Attribute(W.Value);
        if (styles.IsContents(style))
        {
            // its fields begin and end here
            inline.Read(paragraph, heading: false);
            losses.Add("contents");
            return;
        }

        var heading = WordStyles.LevelOf(properties) ?? styles.HeadingOf(style);
        var text = inline.Read(paragraph, heading is not null);
        var item = numbering.Next(properties?.Element(W.NumberingProperties) ?? styles.NumberingOf(style));
        if (text.Length > 0)
        {
            if ((string?)properties?.Element(W.Main + "jc")?.Attribute(W.Value) is "center" or "right" or "end")
                losses.Add("alignment");
            blocks.Add(BlockOf(text, heading, item, properties, style));
        }

        foreach (var box in inline.TakeBoxes())
        {
            losses.Add("boxes");
            Walk(box);
        }
    }

    private WordBlock BlockOf(string text, int? heading, WordNumbering.Item? item, XElement? properties, string? style)
    {
        if (heading is { } level)
        {
            if (item?.Number is not null)
                losses.Add("headingNumbers");
            return new(WordBlockKind.Heading, text, level);
        }

        if (item is { } found)
        {
            if (found.IsOtherwise)
                losses.Add("numberLooks");
            var list = (properties?.Element(W.NumberingProperties) ?? styles.NumberingOf(style))!.Element(W.NumberId)!.Attribute(W.Value)!.Value;
            return new(WordBlockKind.Item, text, found.Level, found.Number, list);
        }

        // lists that were typed by hand, as official documents have them: "-" and under it "+"
        if (text.Length > 2 && text[0] is '-' or '–' or '•' or '+' && text[1] == ' ')
            return new(WordBlockKind.Item, text[2..].TrimStart(), text[0] == '+' && blocks.Count > 0 && blocks[^1] is { Kind: WordBlockKind.Item, List: Typed } ? 1 : 0, List: Typed);
        return new(styles.IsQuote(style) ? WordBlockKind.Quote : WordBlockKind.Paragraph, text);
    }

    private void Table(XElement table)
    {
        var rows = table.Descendants(W.Row).Where(row => row.Ancestors(W.Table).First() == table).ToList();
        var cells = rows.Sum(row => CellsOf(row).Count());
        // a table of one cell is a frame around text
        if (cells == 1)
        {
            Walk(CellsOf(rows[0].Elements().Any() ? rows[0] : rows[^1]).First());
            return;
        }

        var texts = rows.Select(row => (IReadOnlyList<string>)[.. CellsOf(row).SelectMany(TextsOf)]).Where(row => row.Any(cell => cell.Length > 0)).ToList();
        if (texts.Count > 0)
            blocks.Add(new(WordBlockKind.Table, WordMarkdown.Table(texts)));
    }

    private static IEnumerable<XElement> CellsOf(XElement row) => row.Descendants(W.Cell).Where(cell => cell.Ancestors(W.Row).First() == row);

    private IEnumerable<string> TextsOf(XElement cell)
    {
        var properties = cell.Element(W.CellProperties);
        var span = int.TryParse((string?)properties?.Element(W.Main + "gridSpan")?.Attribute(W.Value), CultureInfo.InvariantCulture, out var columns) ? Math.Clamp(columns, 1, 60) : 1;
        var merged = properties?.Element(W.Main + "vMerge");
        if (span > 1 || merged is not null)
            losses.Add("mergedCells");
        var goesOn = merged is not null && (string?)merged.Attribute(W.Value) != "restart";
        yield return goesOn ? "" : TextOf(cell);
        for (var column = 1; column < span; column++)
            yield return "";
    }

    private string TextOf(XElement cell)
    {
        if (cell.Descendants(W.Table).Any())
            losses.Add("nestedTables");
        var text = new List<string>();
        foreach (var paragraph in cell.Descendants(W.Paragraph).Where(paragraph => !paragraph.Ancestors(W.Main + "txbxContent").Any()))
        {
            var words = inline.Read(paragraph, heading: false);
            if (words.Length > 0)
                text.Add(words);
            foreach (var box in inline.TakeBoxes())
            {
                losses.Add("boxes");
                text.AddRange(box.Elements(W.Paragraph).Select(inside => inline.Read(inside, heading: false)).Where(inside => inside.Length > 0));
            }
        }

        return string.Join(' ', text);
    }
}
