using AngleSharp.Dom;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using Markdig;

namespace Nq72.Cms.Platform.Text;

/// <summary>
/// HTML that is safe to show anywhere: an allow-list of elements, attributes and link schemes; everything else is unwrapped or dropped.
/// Markdown becomes HTML through the same gate. Thread-safe.
/// </summary>
public static class SafeHtml
{
    private static readonly HashSet<string> Elements = new(StringComparer.Ordinal)
    {
        "p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "strong", "b", "em", "i", "u", "s", "sub", "sup", "small", "mark", "del", "ins", "a", "ul", "ol", "li", "dl",
        "dt", "dd", "blockquote", "q", "cite", "code", "pre", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "figure", "figcaption", "img", "abbr", "time", "span", "div",
    };

    private static readonly HashSet<string> DroppedWithContent = new(StringComparer.Ordinal)
    {
        "script", "style", "template", "iframe", "object", "embed", "noscript", "svg", "math", "form", "input", "button", "select", "textarea", "head", "title", "base", "link", "meta", "frame", "frameset", "applet", "audio", "video",
    };

    private static readonly Dictionary<string, string[]> Attributes = new(StringComparer.Ordinal)
    {
        ["a"] = ["href", "title"],
        ["img"] = ["src", "alt", "title", "width", "height"],
        ["abbr"] = ["title"],
        ["time"] = ["datetime"],
        ["th"] = ["colspan", "rowspan", "scope"],
        ["td"] = ["colspan", "rowspan"],
        ["ol"] = ["start"],
    };

    private static readonly string[] Everywhere = ["lang", "dir"];
    private static readonly HashSet<string> LinkSchemes = new(StringComparer.OrdinalIgnoreCase) { "http", "https", "mailto", "tel" };

    internal static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseEmphasisExtras().UseListExtras().UseCitations().UseAutoLinks().UseFootnotes().DisableHtml().Build();

    /// <summary>Sanitised HTML of CommonMark text (raw HTML in it is shown as text). A first-level heading becomes a second-level one: the page's title is the first.</summary>
    public static string FromMarkdown(string? markdown) =>
        string.IsNullOrWhiteSpace(markdown) ? "" : Sanitise(Convert(markdown, Markdown.ToHtml, ShowText)).Trim();

    /// <summary>The text of Markdown without marks, for summaries, search and speech.</summary>
    public static string PlainFromMarkdown(string? markdown) =>
        string.IsNullOrWhiteSpace(markdown) ? "" : Convert(markdown, (text, pipeline, _) => Markdown.ToPlainText(text, pipeline), text => text).Trim();

    /// <summary>The text of HTML without tags.</summary>
    public static string PlainFromHtml(string? html) =>
        string.IsNullOrWhiteSpace(html) ? "" : (new HtmlParser().ParseDocument(Sanitise(html)).Body?.TextContent ?? "").Trim();

    /// <summary>The HTML with only what is allowed.</summary>
    public static string Sanitise(string? html)
    {
        if (string.IsNullOrWhiteSpace(html))
            return "";
        if (HtmlDepth.IsTooDeep(html))
            return ShowText(html);
        var body = new HtmlParser().ParseDocument(html).Body!;
        if (HtmlDepth.TextIfTooDeep(body, element => !DroppedWithContent.Contains(element.LocalName)) is { } text)
            return ShowText(text);
        Clean(body);
        using var writer = new StringWriter();
        foreach (var node in body.ChildNodes)
            node.ToHtml(writer, HtmlMarkupFormatter.Instance);
        return writer.ToString();
    }

    private static string ShowText(string text) => $"<p>{HtmlMarkupFormatter.Instance.Text(new HtmlParser().ParseDocument("").CreateTextNode(text))}</p>";

    private static string Convert(string markdown, Func<string, MarkdownPipeline, MarkdownParserContext?, string> convert, Func<string, string> otherwise)
    {
        try
        {
            return convert(markdown, Pipeline, null);
        }
        catch (ArgumentException)
        {
            // nested deeper than the parser goes: nobody writes that to be read
            return otherwise(markdown);
        }
    }

    private static void Clean(IElement parent)
    {
        foreach (var node in parent.ChildNodes.ToList())
        {
            if (node is IComment or IProcessingInstruction)
                node.Parent!.RemoveChild(node);
            else if (node is IElement element)
                CleanElement(element);
        }
    }

    private static void CleanElement(IElement element)
    {
        if (DroppedWithContent.Contains(element.LocalName))
        {
            element.Remove();
            return;
        }

        Clean(element);
        if (element.LocalName == "h1")
        {
            var lower = element.Owner!.CreateElement("h2");
            lower.Append([.. element.ChildNodes]);
            element.Replace(lower);
            return;
        }

        if (!Elements.Contains(element.LocalName))
        {
            element.Replace([.. element.ChildNodes]);
            return;
        }

        foreach (var attribute in element.Attributes.ToList())
        {
            if (!IsAllowed(element.LocalName, attribute.Name, attribute.Value))
                element.RemoveAttribute(attribute.Name);
        }

        if (element.LocalName == "a" && element.HasAttribute("href"))
            element.SetAttribute("rel", "noopener nofollow");
    }

    private static bool IsAllowed(string element, string attribute, string value)
    {
        if (!Everywhere.Contains(attribute) && !(Attributes.TryGetValue(element, out var allowed) && allowed.Contains(attribute)))
            return false;
        return attribute switch
        {
            "href" => IsSafeLink(value, LinkSchemes),
            "src" => IsSafeLink(value, LinkSchemes) && !value.StartsWith("mailto", StringComparison.OrdinalIgnoreCase),
            _ => true,
        };
    }

    private static bool IsSafeLink(string value, HashSet<string> schemes)
    {
        // browsers ignore control characters and blanks inside a scheme
        var link = string.Concat(value.Where(character => !char.IsControl(character) && !char.IsWhiteSpace(character)));
        // and read a backslash as a slash: two of them lead to another host
        if (link is ['\\', ..] or ['/', '/' or '\\', ..])
            return false;
        var colon = link.IndexOf(':', StringComparison.Ordinal);
        var stop = link.IndexOfAny(['/', '?', '#']);
        var hasScheme = colon >= 0 && (stop < 0 || colon < stop);
        return !hasScheme || schemes.Contains(link[..colon]);
    }
}
