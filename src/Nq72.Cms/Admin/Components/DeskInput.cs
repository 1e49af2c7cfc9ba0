using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Nq72.Cms.Admin.Components;

/// <summary><c>&lt;desk-input field="title" label="Tiêu đề" value="…" /&gt;</c>: one line of text, a number, a day, a time.</summary>
[HtmlTargetElement("desk-input", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class DeskInput(UiText text, ShownProblem problem) : DeskField(text, problem)
{
    /// <summary>As in HTML.</summary>
    public string Type { get; set; } = "text";

    /// <summary>What it holds.</summary>
    public string? Value { get; set; }

    protected override TagBuilder Control(TagHelperOutput output)
    {
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        input.Attributes["type"] = Type;
        if (Type != "password")
            input.Attributes["value"] = Value ?? "";
        TakeAttributes(output, input);
        return input;
    }
}
