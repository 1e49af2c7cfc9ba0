using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using A = DocumentFormat.OpenXml.Drawing;
using Dw = DocumentFormat.OpenXml.Drawing.Wordprocessing;
using Pic = DocumentFormat.OpenXml.Drawing.Pictures;

namespace Nq72.Cms.Tests.Newsroom.Word;

/// <summary>Word documents for tests, made by the library that Word's maker publishes, and files that only look like one.</summary>
internal static class WordFiles
{
    /// <summary>A document with these blocks.</summary>
    public static byte[] Of(params OpenXmlElement[] blocks) => Of((_, body) => body.Append(blocks));

    /// <summary>A document that is filled by hand.</summary>
    public static byte[] Of(Action<MainDocumentPart, Body> fill)
    {
        using var stream = new MemoryStream();
        using (var document = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = document.AddMainDocumentPart();
            var body = new Body();
            main.Document = new Document(body);
            AddStyles(main);
            AddLists(main);
            fill(main, body);
        }

        return stream.ToArray();
    }

    public static Paragraph Text(string text, string? style = null, RunProperties? look = null) => Line(style, new Run(look ?? new RunProperties(), new Text(text) { Space = SpaceProcessingModeValues.Preserve }));

    public static Paragraph Line(string? style, params OpenXmlElement[] parts)
    {
        var paragraph = new Paragraph(style is null ? new ParagraphProperties() : new ParagraphProperties(new ParagraphStyleId { Val = style }));
        paragraph.Append(parts);
        return paragraph;
    }

    public static Run Bit(string text, params OpenXmlElement[] look) => new(new RunProperties(look), new Text(text) { Space = SpaceProcessingModeValues.Preserve });

    /// <summary>An item: list 1 has bullets, 2 numbers and, below, letters.</summary>
    public static Paragraph Item(string text, int list, int level = 0) => new(
        new ParagraphProperties(new NumberingProperties(new NumberingLevelReference { Val = level }, new NumberingId { Val = list })), new Run(new Text(text)));

    public static TableCell Cell(string text, params OpenXmlElement[] properties) => new(new TableCellProperties(properties), Text(text));

    public static Table Table(params TableCell[][] rows) => new(rows.Select(cells => new TableRow(cells)));

    /// <summary>A picture that stands in a line.</summary>
    public static Run Picture(MainDocumentPart main, byte[] jpeg, string description)
    {
        var part = main.AddImagePart(ImagePartType.Jpeg);
        part.FeedData(new MemoryStream(jpeg));
        return new Run(new Drawing(new Dw.Inline(
            new Dw.Extent { Cx = 1_000_000, Cy = 700_000 }, new Dw.DocProperties { Id = 1U, Name = "Picture 1", Description = description },
            new A.Graphic(new A.GraphicData(new Pic.Picture(
                new Pic.NonVisualPictureProperties(new Pic.NonVisualDrawingProperties { Id = 0U, Name = "a.jpg" }, new Pic.NonVisualPictureDrawingProperties()),
                new Pic.BlipFill(new A.Blip { Embed = main.GetIdOfPart(part) }, new A.Stretch(new A.FillRectangle())),
                new Pic.ShapeProperties())) { Uri = "http://schemas.openxmlformats.org/drawingml/2006/picture" }))));
    }

    /// <summary>An archive with one part in place of the text.</summary>
    public static byte[] WithText(string xml, Action<ZipArchive>? more = null)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (var part = archive.CreateEntry("word/document.xml", CompressionLevel.Fastest).Open())
                part.Write(Encoding.UTF8.GetBytes(xml));
            more?.Invoke(archive);
        }

        return stream.ToArray();
    }

    /// <summary>The text's part around some WordprocessingML.</summary>
    public static string Xml(string body) => $"""<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>""";

    /// <summary>What Word 97 and what Word's passwords begin with: the same container, told apart by the names of its streams.</summary>
    public static byte[] Ole(string stream) => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[1000], .. Encoding.Unicode.GetBytes(stream), .. new byte[500]];

    private static void AddStyles(MainDocumentPart main)
    {
        // names are Word's own in every language; ids are as Word in Vietnamese or German writes them
        (string Id, string Name, string? Based)[] all = [("Tiu", "Title", null), ("u1", "heading 1", null), ("berschrift2", "heading 2", null), ("u3", "heading 3", null), ("Mine", "Mục của tôi", "berschrift2"), ("Zitat", "Quote", null), ("Mucluc1", "toc 1", null)];
        main.AddNewPart<StyleDefinitionsPart>().Styles = new Styles(all.Select(style => new Style(
            [new StyleName { Val = style.Name }, .. style.Based is null ? Array.Empty<OpenXmlElement>() : [new BasedOn { Val = style.Based }]]) { StyleId = style.Id, Type = StyleValues.Paragraph }));
    }

    private static void AddLists(MainDocumentPart main) => main.AddNewPart<NumberingDefinitionsPart>().Numbering = new Numbering(
        Look(0, NumberFormatValues.Bullet, NumberFormatValues.Bullet), Look(1, NumberFormatValues.Decimal, NumberFormatValues.LowerLetter),
        new NumberingInstance(new AbstractNumId { Val = 0 }) { NumberID = 1 }, new NumberingInstance(new AbstractNumId { Val = 1 }) { NumberID = 2 });

    private static AbstractNum Look(int id, params NumberFormatValues[] formats) => new(formats.Select((format, level) => new Level(
        new StartNumberingValue { Val = 1 }, new NumberingFormat { Val = format }) { LevelIndex = level })) { AbstractNumberId = id };
}
