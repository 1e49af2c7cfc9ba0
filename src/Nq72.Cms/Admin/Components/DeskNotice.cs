using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Nq72.Cms.Admin.Components;

/// <summary><c>&lt;desk-notice tone="ok" heading="…"&gt;…&lt;/desk-notice&gt;</c>: something the person should know. Bad ones are read out at once.</summary>
[HtmlTargetElement("desk-notice")]
public sealed class DeskNotice : TagHelper
{
    /// <summary>plan, ok, wait, warn or bad.</summary>
    public string Tone { get; set; } = "plan";

    /// <summary>In a few words; empty for none.</summary>
    public string Heading { get; set; } = "";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = "div";
        output.Attributes.SetAttribute("class", $"notice notice-{Tone}");
        output.Attributes.SetAttribute("role", Tone == "bad" ? "alert" : "status");
        output.Content.SetHtmlContent("<div>");
        if (Heading.Length > 0)
            output.Content.AppendHtml("<p class=\"notice-title\">").Append(Heading).AppendHtml("</p>");
        output.Content.AppendHtml(content).AppendHtml("</div>");
    }
}
