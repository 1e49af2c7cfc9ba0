using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Nq72.Cms.Admin.Components;

/// <summary><c>&lt;desk-select field="genre" label="Thể loại" choices="…" value="…" blank="—" /&gt;</c>: one of several.</summary>
[HtmlTargetElement("desk-select", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class DeskSelect(UiText text, ShownProblem problem) : DeskField(text, problem)
{
    /// <summary>What there is to choose from. A value that is set and not among them stays, so that saving loses nothing.</summary>
    public IEnumerable<Choice> Choices { get; set; } = [];

    /// <summary>What is chosen.</summary>
    public string? Value { get; set; }

    /// <summary>The text of choosing nothing; null when something must be chosen.</summary>
    public string? Blank { get; set; }

    protected override TagBuilder Control(TagHelperOutput output)
    {
        var select = new TagBuilder("select");
        TakeAttributes(output, select);
        if (Blank is not null)
            select.InnerHtml.AppendHtml(Option(new Choice("", Blank)));
        var known = false;
        foreach (var choice in Choices)
        {
            known |= choice.Value == Value;
            select.InnerHtml.AppendHtml(Option(choice));
        }

        if (!known && !string.IsNullOrEmpty(Value))
            select.InnerHtml.AppendHtml(Option(new Choice(Value, Value)));
        return select;
    }

    private TagBuilder Option(Choice choice)
    {
        var option = new TagBuilder("option");
        option.Attributes["value"] = choice.Value;
        if (choice.Value == (Value ?? ""))
            option.Attributes["selected"] = "";
        option.InnerHtml.Append(choice.Text);
        return option;
    }
}

/// <summary>A choice of a <see cref="DeskSelect"/>.</summary>
/// <param name="Value">What the form sends.</param>
/// <param name="Text">What is read.</param>
public sealed record Choice(string Value, string Text);
