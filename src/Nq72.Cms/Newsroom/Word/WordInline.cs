using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Nq72.Cms.Newsroom.Word;

/// <summary>Reads what stands within paragraphs: letters and how they look, links, pictures, notes. Fields reach over paragraphs, so one reader reads a whole document.</summary>
/// <param name="styles">What styles mean.</param>
/// <param name="relations">Where references lead.</param>
/// <param name="pictures">The files of the library by the references that show them.</param>
/// <param name="losses">What does not come along.</param>
internal sealed partial class WordInline(WordStyles styles, IReadOnlyDictionary<string, (string Target, bool IsOutside)> relations, IReadOnlyDictionary<string, string> pictures, WordLosses losses)
{
    private const int DeepestFields = 50, LongestInstruction = 4_000;

    private readonly Stack<Field> fields = [];
    private readonly List<Piece> pieces = [];
    private readonly List<string> notes = [];
    private readonly List<XElement> boxes = [];
    private bool isHeading;

    /// <summary>Ids of the notes that were referred to, in order: <c>footnote 2</c>.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>Text boxes that were met since this was asked last.</summary>
    public IReadOnlyList<XElement> TakeBoxes()
    {
        XElement[] taken = [.. boxes];
        boxes.Clear();
        return taken;
    }

    /// <summary>The paragraph as Markdown, its breaks as line ends.</summary>
    /// <param name="paragraph">It.</param>
    /// <param name="heading">Whether it is a heading, which is bold anyway.</param>
    public string Read(XElement paragraph, bool heading)
    {
        pieces.Clear();
        isHeading = heading;
        Walk(paragraph, link: null);
        return Write();
    }

    private void Walk(XElement parent, string? link)
    {
        foreach (var child in parent.Elements())
        {
            switch (child.Name.LocalName)
            {
                case "r":
                    Run(child, link);
                    break;
                case "hyperlink":
                    Walk(child, LinkOf(child) ?? link);
                    break;
                case "del" or "moveFrom":
                    losses.Add("deleted");
                    break;
                case "oMath" or "oMathPara":
                    losses.Add("formulas");
                    Add(string.Concat(child.Descendants().Where(element => element.Name.LocalName == "t").Select(element => element.Value)), default, link);
                    break;
                case "fldSimple":
                    Walk(child, AddressOf((string?)child.Attribute(W.Main + "instr")) ?? link);
                    break;
                case "ins" or "moveTo" or "smartTag" or "customXml" or "sdt" or "sdtContent" or "dir" or "bdo":
                    Walk(child, link);
                    break;
                default:
                    break;
            }
        }
    }

    private void Run(XElement run, string? link)
    {
        var properties = run.Element(W.RunProperties);
        var style = (string?)properties?.Element(W.RunStyle)?.Attribute(W.Value);
        if (Is(properties, style, W.Hidden))
        {
            losses.Add("hidden");
            return;
        }

        if (link is null && fields.Count == 0 && WordStyles.IsOn(properties, W.Main + "u") == true)
            losses.Add("underline");
        if ((string?)properties?.Element(W.Main + "color")?.Attribute(W.Value) is { } colour && colour is not ("auto" or "000000") && link is null || properties?.Element(W.Main + "highlight") is not null)
            losses.Add("colour");
        var raised = (string?)properties?.Element(W.Main + "vertAlign")?.Attribute(W.Value);
        var look = new Look(!isHeading && Is(properties, style, W.Bold), Is(properties, style, W.Italic), Is(properties, style, W.Strike), raised == "superscript" ? '^' : raised == "subscript" ? '~' : null);
        foreach (var child in run.Elements())
            Part(child, look, link);
    }

    private void Part(XElement child, Look look, string? link)
    {
        switch (child.Name.LocalName)
        {
            case "t":
                Add(child.Value, look, link);
                break;
            case "tab" or "ptab":
                Add(" ", look, link);
                break;
            case "br" when (string?)child.Attribute(W.Main + "type") is not ("page" or "column"):
            case "cr":
                Add("\n", look, link);
                break;
            case "noBreakHyphen":
                Add("-", look, link);
                break;
            case "sym":
                losses.Add("symbols");
                break;
            case "fldChar":
                Turn((string?)child.Attribute(W.Main + "fldCharType"));
                break;
            case "instrText":
                if (fields.TryPeek(out var field) && field.Instruction.Length < LongestInstruction)
                    field.Instruction.Append(child.Value);
                break;
            case "footnoteReference" or "endnoteReference":
                Note($"{child.Name.LocalName.Replace("Reference", "", StringComparison.Ordinal)} {(string?)child.Attribute(W.Id)}", look, link);
                break;
            case "commentReference":
                losses.Add("comments");
                break;
            case "object":
                losses.Add("objects");
                break;
            case "drawing" or "pict":
                Drawing(child, link);
                break;
            case "AlternateContent":
                foreach (var inner in (child.Element(W.Compatibility + "Choice") ?? child.Element(W.Compatibility + "Fallback"))?.Elements() ?? [])
                    Part(inner, look, link);
                break;
            default:
                break;
        }
    }

    private void Drawing(XElement drawing, string? link)
    {
        var boxed = drawing.Descendants(W.Main + "txbxContent").ToList();
        boxes.AddRange(boxed);
        var shown = drawing.Descendants().Where(element => element.Name == W.Drawings + "blip" || element.Name.LocalName == "imagedata")
            .Select(element => (string?)element.Attribute(W.Relations + "embed") ?? (string?)element.Attribute(W.Relations + "id") ?? "").ToList();
        foreach (var reference in shown)
        {
            if (pictures.TryGetValue(reference, out var id))
                pieces.Add(new(new($"![{MarkdownText.Escape(Described(drawing)).Replace("[", @"\[", StringComparison.Ordinal).Replace("]", @"\]", StringComparison.Ordinal)}](/media/{id})"), default, link, IsMarkdown: true));
            else
                losses.Add("pictures");
        }

        if (shown.Count > 0 || boxed.Count > 0)
            return;
        var kind = (string?)drawing.Descendants(W.Drawings + "graphicData").FirstOrDefault()?.Attribute("uri") ?? "";
        losses.Add(kind.EndsWith("/chart", StringComparison.Ordinal) ? "charts" : kind.EndsWith("/diagram", StringComparison.Ordinal) ? "diagrams" : "shapes");
    }

    private static string Described(XElement drawing)
    {
        var said = drawing.Descendants().FirstOrDefault(element => element.Name.LocalName == "docPr");
        return string.Join(' ', ((string?)said?.Attribute("descr") ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private void Note(string id, Look look, string? link)
    {
        notes.Add(id);
        Add(string.Create(CultureInfo.InvariantCulture, $"[{notes.Count}]"), look with { Raised = null }, link);
    }

    private void Turn(string? to)
    {
        if (to == "begin")
        {
            if (fields.Count >= DeepestFields)
                throw WordLimitException.Because("các trường lồng quá sâu", "its fields nest too deep");
            fields.Push(new Field());
        }
        else if (fields.TryPeek(out var field) && to == "separate")
        {
            var instruction = field.Instruction.ToString();
            (field.IsResult, field.Address, field.IsContents) = (true, AddressOf(instruction), instruction.TrimStart().StartsWith("TOC", StringComparison.OrdinalIgnoreCase));
        }
        else if (to == "end")
            fields.TryPop(out _);
    }

    private void Add(string text, Look look, string? link)
    {
        if (text.Length == 0 || fields.Any(field => !field.IsResult))
            return;
        if (fields.Any(field => field.IsContents))
        {
            losses.Add("contents");
            return;
        }

        var clean = Unseen().Replace(text, "").Replace('\u00a0', ' ');
        var leads = link ?? fields.Select(field => field.Address).FirstOrDefault(address => address is not null);
        if (pieces.Count > 0 && pieces[^1] is { IsMarkdown: false } last && last.Look == look && last.Link == leads)
            last.Text.Append(clean);
        else
            pieces.Add(new(new(clean), look, leads, IsMarkdown: false));
    }

    private string Write()
    {
        var text = new StringBuilder();
        for (var at = 0; at < pieces.Count;)
        {
            var link = pieces[at].Link;
            var end = at;
            while (end < pieces.Count && pieces[end].Link == link)
                end++;
            var words = string.Concat(pieces[at..end].Select(Marked));
            text.Append(link is null || words.Trim().Length == 0 ? words : $"[{words.Trim()}]({link})");
            at = end;
        }

        return text.ToString().Trim(' ', '\n');
    }

    private static string Marked(Piece piece)
    {
        if (piece.IsMarkdown)
            return piece.Text.ToString();
        // marks do not reach over line ends
        return string.Join('\n', piece.Text.ToString().Split('\n').Select(line =>
        {
            var made = MarkdownText.Escape(line);
            if (piece.Look.Raised is { } sign && made.Trim().Length > 0 && !made.Trim().Contains(' ', StringComparison.Ordinal))
                made = MarkdownText.Wrap(made, sign.ToString());
            if (piece.Look.Strike)
                made = MarkdownText.Wrap(made, "~~");
            if (piece.Look.Italic)
                made = MarkdownText.Wrap(made, "*");
            return piece.Look.Bold ? MarkdownText.Wrap(made, "**") : made;
        }));
    }

    private bool Is(XElement? properties, string? style, XName property) => WordStyles.IsOn(properties, property) ?? styles.Sets(style, property) ?? false;

    private string? LinkOf(XElement hyperlink)
    {
        if ((string?)hyperlink.Attribute(W.Relations + "id") is not { } id || !relations.TryGetValue(id, out var to))
            return null;
        if (to.IsOutside && MarkdownText.Address(to.Target) is { } address)
            return address;
        losses.Add("links");
        return null;
    }

    private static string? AddressOf(string? instruction) =>
        instruction is not null && Hyperlink().Match(instruction) is { Success: true } found ? MarkdownText.Address(found.Groups["address"].Value) : null;

    [GeneratedRegex("^\\s*HYPERLINK\\s+\"(?<address>[^\"]+)\"", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Hyperlink();

    // soft hyphens, blanks without width, control characters
    [GeneratedRegex("[\u00ad\u200b\ufeff\u0000-\u0008\u000b\u000c\u000e-\u001f]", RegexOptions.None, 1000)]
    private static partial Regex Unseen();

    private readonly record struct Look(bool Bold, bool Italic, bool Strike, char? Raised);

    private readonly record struct Piece(StringBuilder Text, Look Look, string? Link, bool IsMarkdown);

    private sealed class Field
    {
        public StringBuilder Instruction { get; } = new();

        public bool IsResult { get; set; }

        public bool IsContents { get; set; }

        public string? Address { get; set; }
    }
}
