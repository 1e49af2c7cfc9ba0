using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.AspNetCore.WebUtilities;

namespace Nq72.Cms.Admin.Components;

/// <summary>
/// Gives a form that posts without an address the page's own, without a handler. A browser would send it where the
/// page was asked for: after a button with another handler, or after another form was refused, that is the handler of
/// then, and what the form holds would not be saved.
/// </summary>
[HtmlTargetElement("form", Attributes = "method")]
public sealed class DeskForm : TagHelper
{
    private const string Handler = "handler";

    /// <summary>After the framework's own form, which sets the address of those with a handler.</summary>
    public override int Order => int.MaxValue;

    /// <summary>Where the form stands.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var posts = string.Equals(output.Attributes["method"]?.Value?.ToString(), "post", StringComparison.OrdinalIgnoreCase);
        if (!posts || output.Attributes.ContainsName("action"))
            return;
        var request = View.HttpContext.Request;
        var kept = request.Query.Where(part => !string.Equals(part.Key, Handler, StringComparison.OrdinalIgnoreCase));
        output.Attributes.SetAttribute("action", QueryHelpers.AddQueryString($"{request.PathBase}{request.Path}", kept));
    }
}
