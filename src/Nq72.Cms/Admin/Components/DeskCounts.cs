using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Nq72.Cms.Admin.Components;

/// <summary><c>&lt;desk-counts kind="delivery" counts="…" href="…{0}" /&gt;</c>: how many are in which state, as a bar and in words.</summary>
[HtmlTargetElement("desk-counts", TagStructure = TagStructure.WithoutEndTag)]
public sealed class DeskCounts(UiText text) : TagHelper
{
    /// <summary>States of what, as in <see cref="DeskBadge"/>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>How many in each state.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; set; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Where the list of one state is, <c>{0}</c> standing for the state; null for no links.</summary>
    public string? Href { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var counts = Counts.Where(count => count.Value > 0).ToList();
        var total = counts.Sum(count => count.Value);
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        if (total == 0)
        {
            output.SuppressOutput();
            return;
        }

        output.Content.SetHtmlContent("<svg class=\"counts-bar\" viewBox=\"0 0 100 4\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">");
        var at = 0.0;
        foreach (var (state, count) in counts)
        {
            var width = 100.0 * count / total;
            output.Content.AppendHtml(string.Create(CultureInfo.InvariantCulture, $"<rect class=\"counts-{StateLook.Tone(Kind, state)}\" x=\"{at:0.###}\" width=\"{width:0.###}\" height=\"4\" />"));
            at += width;
        }

        output.Content.AppendHtml("</svg><ul class=\"counts\">");
        foreach (var (state, count) in counts)
        {
            output.Content.AppendHtml("<li>");
            if (Href is not null)
                output.Content.AppendHtml("<a href=\"").Append(string.Format(CultureInfo.InvariantCulture, Href, state)).AppendHtml("\">");
            output.Content.AppendHtml("<b>").Append(count.ToString("N0", text.Culture)).AppendHtml($"</b><span class=\"badge badge-{StateLook.Tone(Kind, state)}\">")
                .Append(text[$"state.{Kind}.{state}"]).AppendHtml(Href is null ? "</span></li>" : "</span></a></li>");
        }

        output.Content.AppendHtml("</ul>");
    }
}
