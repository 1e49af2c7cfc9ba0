using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Nq72.Cms.Admin.Components;

/// <summary><c>&lt;desk-text field="summary" label="Tóm tắt" rows="3" value="…" /&gt;</c>: several lines of text.</summary>
[HtmlTargetElement("desk-text", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class DeskText(UiText text, ShownProblem problem) : DeskField(text, problem)
{
    /// <summary>Height in lines.</summary>
    public int Rows { get; set; } = 4;

    /// <summary>What it holds.</summary>
    public string? Value { get; set; }

    protected override TagBuilder Control(TagHelperOutput output)
    {
        var area = new TagBuilder("textarea");
        area.Attributes["rows"] = Rows.ToString(CultureInfo.InvariantCulture);
        TakeAttributes(output, area);
        // browsers drop a first line break
        area.InnerHtml.AppendHtml("\n").Append(Value ?? "");
        return area;
    }
}
