using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Nq72.Cms.Admin.Components;

/// <summary><c>&lt;desk-checks field="places" label="…" choices="…" values="…" /&gt;</c>: any of several.</summary>
[HtmlTargetElement("desk-checks", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class DeskChecks(ShownProblem problem, UiText text) : TagHelper
{
    private const int Many = 12;

    /// <summary>Name in the form and in JSON.</summary>
    public string Field { get; set; } = "";

    /// <summary>Its label.</summary>
    public string Label { get; set; } = "";

    /// <summary>What to tick; empty for none.</summary>
    public string? Help { get; set; }

    /// <summary>What there is.</summary>
    public IReadOnlyList<Choice> Choices { get; set; } = [];

    /// <summary>What is ticked. Values that are not among the choices stay as further ones.</summary>
    public IReadOnlyCollection<string> Values { get; set; } = [];

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var errors = problem.Of(Field).ToList();
        output.TagName = "fieldset";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", errors.Count > 0 ? "field has-error" : "field");
        output.Attributes.SetAttribute("id", ShownProblem.IdOf(Field));
        output.Content.SetHtmlContent("<legend>").Append(Label).AppendHtml("</legend>");
        if (!string.IsNullOrEmpty(Help))
            output.Content.AppendHtml("<p class=\"help\">").Append(Help).AppendHtml("</p>");
        var choices = Choices.Concat(Values.Where(value => Choices.All(choice => choice.Value != value)).Select(value => new Choice(value, value))).ToList();
        output.Content.AppendHtml($"<div class=\"checks{(choices.Count > Many ? " checks-long" : "")}\">");
        foreach (var choice in choices)
            output.Content.AppendHtml(Box(choice));
        output.Content.AppendHtml("</div>");
        foreach (var error in errors)
            output.Content.AppendHtml("<p class=\"field-error\">").Append(text.Of(error)).AppendHtml("</p>");
    }

    private TagBuilder Box(Choice choice)
    {
        var label = new TagBuilder("label");
        label.AddCssClass("check");
        var box = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        box.Attributes["type"] = "checkbox";
        box.Attributes["name"] = Field;
        box.Attributes["value"] = choice.Value;
        if (Values.Contains(choice.Value))
            box.Attributes["checked"] = "";
        label.InnerHtml.AppendHtml(box).AppendHtml("<span>").Append(choice.Text).AppendHtml("</span>");
        return label;
    }
}
