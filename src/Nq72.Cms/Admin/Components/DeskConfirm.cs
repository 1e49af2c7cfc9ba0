using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Nq72.Cms.Admin.Components;

/// <summary>
/// <c>&lt;desk-confirm label="Hủy đợt phát" heading="…"&gt;consequence and form&lt;/desk-confirm&gt;</c>: a button that first says what
/// will happen. It opens without a script; the deed is the form inside.
/// </summary>
[HtmlTargetElement("desk-confirm")]
public sealed class DeskConfirm : TagHelper
{
    /// <summary>The button.</summary>
    public string Label { get; set; } = "";

    /// <summary>The question; empty for none.</summary>
    public string Heading { get; set; } = "";

    /// <summary>Whether the deed takes something away.</summary>
    public bool Bad { get; set; }

    /// <summary>Whether this is what the page is for.</summary>
    public bool Main { get; set; }

    /// <summary>Whether it stands open, as after an error in its form.</summary>
    public bool Open { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = "details";
        output.Attributes.SetAttribute("class", Bad ? "confirm confirm-bad" : "confirm");
        if (Open)
            output.Attributes.SetAttribute("open", "");
        output.Content.SetHtmlContent($"<summary class=\"button{(Bad ? " button-bad" : Main ? " button-main" : "")}\">").Append(Label)
            .AppendHtml("</summary><div class=\"confirm-body\">");
        if (Heading.Length > 0)
            output.Content.AppendHtml("<p class=\"confirm-title\">").Append(Heading).AppendHtml("</p>");
        output.Content.AppendHtml(content).AppendHtml("</div>");
    }
}
