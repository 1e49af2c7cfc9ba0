using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Nq72.Cms.Platform.Text;

/// <summary>What CommonMark text links to and shows, read by the parser that makes its HTML. Thread-safe.</summary>
public static class MarkdownLinks
{
    /// <summary>The links and pictures, in order; empty for text that the parser gives up on.</summary>
    public static IReadOnlyList<MarkdownLink> Of(string? markdown)
    {
        if (string.IsNullOrWhiteSpace(markdown))
            return [];
        try
        {
            return [.. Markdown.Parse(markdown, SafeHtml.Pipeline).Descendants<LinkInline>().Select(link => new MarkdownLink(link.GetDynamicUrl?.Invoke() ?? link.Url ?? "", link.IsImage, TextOf(link)))];
        }
        catch (ArgumentException)
        {
            // nested deeper than the parser goes: it is shown as it stands, without links
            return [];
        }
    }

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
public sealed record MarkdownLink(string Address, bool IsPicture, string Text);
