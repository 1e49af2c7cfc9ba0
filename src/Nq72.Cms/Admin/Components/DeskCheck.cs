using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Nq72.Cms.Admin.Components;

/// <summary><c>&lt;desk-check field="…" label="…" checked="…" /&gt;</c>: yes or no.</summary>
[HtmlTargetElement("desk-check", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class DeskCheck(UiText text, ShownProblem problem) : DeskField(text, problem)
{
    /// <summary>Whether it is ticked.</summary>
    public bool Checked { get; set; }

    /// <summary>What the form sends when it is ticked.</summary>
    public string Value { get; set; } = "true";

    protected override TagBuilder Control(TagHelperOutput output)
    {
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        input.Attributes["type"] = "checkbox";
        input.Attributes["value"] = Value;
        if (Checked)
            input.Attributes["checked"] = "";
        TakeAttributes(output, input);
        return input;
    }

    protected override void Arrange(TagHelperContent content, TagBuilder control)
    {
        content.SetHtmlContent("<div class=\"check\">").AppendHtml(control).AppendHtml("<div>").AppendHtml(LabelOf()).AppendHtml(HelpOf()).AppendHtml("</div></div>");
    }
}
