using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Nq72.Cms.Admin.Components;

/// <summary><c>&lt;desk-input field="title" label="Tiêu đề" value="…" /&gt;</c>: one line of text, a number, a day, a time. Days and times are typed day first (<see cref="TypedInput"/>).</summary>
[HtmlTargetElement("desk-input", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class DeskInput(UiText text, ShownProblem problem) : DeskField(text, problem)
{
    /// <summary>As in HTML.</summary>
    public string Type { get; set; } = "text";

    /// <summary>What it holds.</summary>
    public string? Value { get; set; }

    protected override string? Doubt => TypedInput.Takes(Type) && !string.IsNullOrWhiteSpace(Value) && !TypedInput.Means(Type, Value) ? Text[$"form.unread.{Type}", Value.Trim()] : null;

    protected override TagBuilder Control(TagHelperOutput output)
    {
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        if (TypedInput.Takes(Type))
        {
            foreach (var (name, value) in TypedInput.AttributesOf(Type, Value, Text))
                input.Attributes[name] = value;
        }
        else
        {
            input.Attributes["type"] = Type;
            if (Type != "password")
                input.Attributes["value"] = Value ?? "";
        }

        TakeAttributes(output, input);
        return input;
    }

    protected override void Arrange(TagHelperContent content, TagBuilder control)
    {
        if (!TypedInput.Takes(Type))
        {
            base.Arrange(content, control);
            return;
        }

        content.SetHtmlContent(LabelOf()).AppendHtml(HelpOf()).AppendHtml("<span class=\"typed\">").AppendHtml(control).AppendHtml(TypedInput.ButtonOf(Type, Text)).AppendHtml("</span>");
    }
}
