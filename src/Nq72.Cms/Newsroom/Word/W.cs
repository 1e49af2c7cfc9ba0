using System.Xml.Linq;

namespace Nq72.Cms.Newsroom.Word;

/// <summary>Names of WordprocessingML. Source: ECMA-376 part 1 §17, §20.</summary>
internal static class W
{
    public static readonly XNamespace Main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    public static readonly XNamespace Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    public static readonly XNamespace Drawings = "http://schemas.openxmlformats.org/drawingml/2006/main";
    public static readonly XNamespace Compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006";

    public static readonly XName Body = Main + "body", Paragraph = Main + "p", Run = Main + "r", Text = Main + "t", Table = Main + "tbl", Row = Main + "tr", Cell = Main + "tc";
    public static readonly XName ParagraphProperties = Main + "pPr", RunProperties = Main + "rPr", CellProperties = Main + "tcPr", Value = Main + "val", Id = Main + "id", Name = Main + "name";
    public static readonly XName Style = Main + "style", StyleId = Main + "styleId", BasedOn = Main + "basedOn", Outline = Main + "outlineLvl", ParagraphStyle = Main + "pStyle", RunStyle = Main + "rStyle";
    public static readonly XName NumberingProperties = Main + "numPr", NumberId = Main + "numId", Level = Main + "ilvl", Bold = Main + "b", Italic = Main + "i", Strike = Main + "strike", Hidden = Main + "vanish";
}
