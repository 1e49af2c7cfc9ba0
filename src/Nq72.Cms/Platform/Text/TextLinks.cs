using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Nq72.Cms.Platform.Text;

/// <summary>What texts link to and show, read off what readers get of them. Thread-safe.</summary>
public static class TextLinks
{
    /// <summary>The links and pictures of CommonMark, in order; empty for text that the parser gives up on.</summary>
    public static IReadOnlyList<TextLink> InMarkdown(string? markdown)
    {
        if (string.IsNullOrWhiteSpace(markdown))
            return [];
        try
        {
            return [.. Markdown.Parse(markdown, SafeHtml.Pipeline).Descendants<LinkInline>().Select(link => new TextLink(link.GetDynamicUrl?.Invoke() ?? link.Url ?? "", link.IsImage, TextOf(link)))];
        }
        catch (ArgumentException)
        {
            // nested deeper than the parser goes: it is shown as it stands, without links
            return [];
        }
    }

    /// <summary>The links and pictures of HTML, in order, after it was cleaned: what is taken out leads nobody anywhere.</summary>
    /// <remarks>An empty <c>alt</c> counts as none, as in Markdown: editors leave it so without thinking of decoration.</remarks>
    public static IReadOnlyList<TextLink> InHtml(string? html) => string.IsNullOrWhiteSpace(html) ? [] :
    [
        .. new HtmlParser().ParseDocument(SafeHtml.Sanitise(html)).QuerySelectorAll("a[href], img").Select(element => element.LocalName == "img"
            ? new TextLink(element.GetAttribute("src") ?? "", true, (element.GetAttribute("alt") ?? "").Trim())
            : new TextLink(element.GetAttribute("href")!, false, element.Text().Trim())),
    ];

    private static string TextOf(LinkInline link) => string.Concat(link.Descendants<LeafInline>().Select(leaf => leaf switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        _ => "",
    })).Trim();
}

/// <summary>A link or picture of a text.</summary>
/// <param name="Address">Where it leads, or what it shows.</param>
/// <param name="IsPicture">Whether it shows a picture.</param>
/// <param name="Text">The link's words, or the picture's alternative text; empty when there are none.</param>
public sealed record TextLink(string Address, bool IsPicture, string Text);
