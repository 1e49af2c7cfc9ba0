using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Nq72.Cms.Admin.Components;

/// <summary><c>&lt;desk-badge kind="item" state="@item.State" /&gt;</c>: a state in the desk's words, with its tone.</summary>
[HtmlTargetElement("desk-badge", TagStructure = TagStructure.WithoutEndTag)]
public sealed class DeskBadge(UiText text) : TagHelper
{
    /// <summary>Of what: <c>item</c>, <c>review</c>, <c>release</c>, <c>delivery</c>, <c>channel</c>, <c>severity</c>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>The state: an enum's value or its name as the API writes it.</summary>
    public object State { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var state = StateLook.Name(State);
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"badge badge-{StateLook.Tone(Kind, state)}");
        output.Content.SetContent(text[$"state.{Kind}.{state}"]);
    }
}
