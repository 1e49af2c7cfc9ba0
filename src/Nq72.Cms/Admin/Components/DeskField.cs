using System.Net;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Nq72.Cms.Admin.Components;

/// <summary>
/// A control with its label, its help and its errors, tied together for those who cannot see them. The errors are those of the page's
/// <see cref="ShownProblem"/> for the field's JSON name.
/// </summary>
public abstract class DeskField(UiText text, ShownProblem problem) : TagHelper
{
    /// <summary>The field's name in the form and in JSON: <c>fields.body</c>.</summary>
    public string Field { get; set; } = "";

    /// <summary>Its JSON name, where that differs from the form's.</summary>
    public string? ErrorField { get; set; }

    /// <summary>Its label.</summary>
    public string Label { get; set; } = "";

    /// <summary>What to put in; empty for none.</summary>
    public string? Help { get; set; }

    /// <summary>Whether it must be filled.</summary>
    public bool Required { get; set; }

    /// <summary>Further classes of the field.</summary>
    public string? Look { get; set; }

    /// <summary>The id of the control.</summary>
    protected string ControlId => ShownProblem.IdOf(Field);

    /// <summary>What is wrong with what the control holds, in words for whoever sees it, in place of the problem's; null when that speaks.</summary>
    protected virtual string? Doubt => null;

    /// <summary>The words of the desk.</summary>
    protected UiText Text => text;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        IReadOnlyList<string> errors = Doubt is { } doubt ? [doubt] : [.. problem.Of(ErrorField ?? Field).Select(error => text.Of(error))];
        var control = Control(output);
        control.Attributes["id"] = ControlId;
        control.Attributes["name"] = Field;
        var described = new List<string>();
        if (!string.IsNullOrEmpty(Help))
            described.Add($"{ControlId}-help");
        if (errors.Count > 0)
        {
            described.Add($"{ControlId}-error");
            control.Attributes["aria-invalid"] = "true";
        }

        if (described.Count > 0)
            control.Attributes["aria-describedby"] = string.Join(' ', described);
        if (Required)
            control.Attributes["aria-required"] = "true";
        var after = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.Clear();
        output.Attributes.SetAttribute("class", string.Join(' ', new[] { "field", Look, errors.Count > 0 ? "has-error" : null }.OfType<string>()));
        Arrange(output.Content, control);
        if (errors.Count > 0)
            output.Content.AppendHtml($"<p class=\"field-error\" id=\"{ControlId}-error\">").Append(string.Join(' ', errors)).AppendHtml("</p>");
        output.Content.AppendHtml(after);
    }

    /// <summary>The control itself; attributes that the page gave and no property took go onto it.</summary>
    protected abstract TagBuilder Control(TagHelperOutput output);

    /// <summary>Puts label, help and control in order.</summary>
    protected virtual void Arrange(TagHelperContent content, TagBuilder control)
    {
        content.SetHtmlContent(LabelOf()).AppendHtml(HelpOf()).AppendHtml(control);
    }

    /// <summary>The label.</summary>
    protected IHtmlContent LabelOf()
    {
        var label = new TagBuilder("label");
        label.Attributes["for"] = ControlId;
        label.InnerHtml.Append(Label);
        if (Required)
            label.InnerHtml.AppendHtml(" <span class=\"needed\">").Append(text["form.required"]).AppendHtml("</span>");
        return label;
    }

    /// <summary>The help; nothing when there is none.</summary>
    protected IHtmlContent HelpOf()
    {
        if (string.IsNullOrEmpty(Help))
            return HtmlString.Empty;
        var help = new TagBuilder("p");
        help.AddCssClass("help");
        help.Attributes["id"] = $"{ControlId}-help";
        help.InnerHtml.Append(Help);
        return help;
    }

    /// <summary>Moves the attributes that no property took onto the control.</summary>
    protected static void TakeAttributes(TagHelperOutput output, TagBuilder control)
    {
        foreach (var attribute in output.Attributes)
            control.Attributes[attribute.Name] = attribute.Value is IHtmlContent encoded ? Decode(encoded) : attribute.Value?.ToString() ?? "";
    }

    // what stood in the page is encoded already, and would be once more
    private static string Decode(IHtmlContent encoded)
    {
        using var writer = new StringWriter();
        encoded.WriteTo(writer, HtmlEncoder.Default);
        return WebUtility.HtmlDecode(writer.ToString());
    }
}
