using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Nq72.Cms.Admin.Components;

/// <summary>
/// <c>&lt;input typed="date" name="to" value="2027-04-07"&gt;</c>: a day (<c>date</c>), a day with a time (<c>datetime-local</c>) or a time (<c>time</c>) as a field of text that shows 07/04/2027 in every
/// browser; what comes back is read by <see cref="TypedTime"/>. Beside it a button that <c>desk/dates.js</c> shows: it opens the browser's own picker.
/// </summary>
[HtmlTargetElement("input", Attributes = "typed", TagStructure = TagStructure.WithoutEndTag)]
public sealed class TypedInput(UiText text) : TagHelper
{
    /// <summary>As the type would be in HTML.</summary>
    public string Typed { get; set; } = "";

    /// <summary>What it holds: as JSON has it, or as somebody typed it.</summary>
    public string? Value { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        foreach (var (name, value) in AttributesOf(Typed, Value, text))
            output.Attributes.SetAttribute(name, value);
        output.PreElement.SetHtmlContent("<span class=\"typed\">");
        output.PostElement.SetHtmlContent(ButtonOf(Typed, text)).AppendHtml("</span>");
    }

    /// <summary>Whether a type of HTML is one of these.</summary>
    internal static bool Takes(string type) => type is "date" or "datetime-local" or "time";

    /// <summary>Whether what stands in such a field has a meaning.</summary>
    internal static bool Means(string type, string value) => type switch
    {
        "date" => TypedTime.DayOf(value) is not null,
        "time" => TypedTime.HourOf(value) is not null,
        _ => TypedTime.LocalOf(value) is not null,
    };

    /// <summary>What makes an input such a field.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> AttributesOf(string type, string? value, UiText text) =>
    [
        new("type", "text"), new("inputmode", "numeric"), new("autocomplete", "off"), new("placeholder", text[$"form.typed.{type}"]), new("data-typed", type), new("value", TypedTime.Show(value) ?? ""),
    ];

    /// <summary>The button that opens the picker.</summary>
    internal static TagBuilder ButtonOf(string type, UiText text)
    {
        var button = new TagBuilder("button");
        button.AddCssClass("button typed-pick");
        button.Attributes["type"] = "button";
        button.Attributes["hidden"] = "hidden";
        button.Attributes["aria-label"] = button.Attributes["title"] = text[$"form.pick.{type}"];
        button.InnerHtml.AppendHtml(DeskIcon.Drawing("calendar"));
        return button;
    }
}
