using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Nq72.Cms.Admin.Components;

/// <summary><c>&lt;desk-empty heading="…"&gt;what to do&lt;/desk-empty&gt;</c>: a list that holds nothing says why, and what to do.</summary>
[HtmlTargetElement("desk-empty")]
public sealed class DeskEmpty : TagHelper
{
    /// <summary>What is not there.</summary>
    public string Heading { get; set; } = "";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = "div";
        output.Attributes.SetAttribute("class", "empty");
        output.Content.SetHtmlContent("<p class=\"empty-title\">").Append(Heading).AppendHtml("</p>").AppendHtml(content);
    }
}
