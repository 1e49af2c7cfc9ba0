using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Nq72.Cms.Admin.Components;

/// <summary><c>&lt;desk-timeline intervals="…" /&gt;</c>: a strip that shows when which version is visible, with now marked. The list below it says the same in words.</summary>
[HtmlTargetElement("desk-timeline", TagStructure = TagStructure.WithoutEndTag)]
public sealed class DeskTimeline(DeskClock clock, UiText text) : TagHelper
{
    private const double Width = 640;
    private const double LabelWidth = 26;

    /// <summary>In order.</summary>
    public IReadOnlyList<StripInterval> Intervals { get; set; } = [];

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "strip");
        output.Attributes.SetAttribute("viewBox", "0 0 640 56");
        output.Attributes.SetAttribute("role", "img");
        output.Attributes.SetAttribute("aria-label", text["timeline.strip"]);
        var now = clock.Now;
        var first = Intervals.Select(interval => interval.From).Append(now).Min();
        var last = Intervals.SelectMany(interval => new[] { interval.From, interval.Until ?? interval.From }).Append(now).Max();
        var margin = Math.Max((last - first).TotalSeconds * .12, TimeSpan.FromHours(12).TotalSeconds);
        var begin = first.AddSeconds(-margin);
        var end = last.AddSeconds(margin);
        double At(DateTimeOffset instant) => Math.Clamp((instant - begin).TotalSeconds / (end - begin).TotalSeconds, 0, 1) * Width;

        output.Content.SetHtmlContent("<rect class=\"strip-ground\" x=\"0\" y=\"10\" width=\"640\" height=\"22\" rx=\"3\" />");
        foreach (var interval in Intervals)
        {
            var (x, to) = (At(interval.From), At(interval.Until ?? end));
            var look = interval.Retracted ? "gone" : interval.From > now ? "ahead" : interval.Until <= now ? "past" : "now";
            output.Content.AppendHtml(string.Create(CultureInfo.InvariantCulture, $"<rect class=\"strip-{look}\" x=\"{x:0.#}\" y=\"10\" width=\"{Math.Max(to - x, 3):0.#}\" height=\"22\" rx=\"3\" />"));
            if (to - x > LabelWidth)
                output.Content.AppendHtml(string.Create(CultureInfo.InvariantCulture, $"<text class=\"strip-label\" x=\"{x + 6:0.#}\" y=\"26\">v{interval.Version}</text>"));
        }

        var here = At(now);
        var anchor = here > Width * .8 ? "end" : here < Width * .2 ? "start" : "middle";
        output.Content.AppendHtml(string.Create(CultureInfo.InvariantCulture, $"<line class=\"strip-mark\" x1=\"{here:0.#}\" x2=\"{here:0.#}\" y1=\"4\" y2=\"38\" /><text x=\"{here:0.#}\" y=\"52\" text-anchor=\"{anchor}\">"))
            .Append(text["timeline.now"]).AppendHtml("</text>");
    }
}

/// <summary>One interval of a <see cref="DeskTimeline"/>.</summary>
/// <param name="From">Begin.</param>
/// <param name="Until">End, exclusive; null for open.</param>
/// <param name="Version">The version that is visible.</param>
/// <param name="Retracted">Whether it was taken back.</param>
public sealed record StripInterval(DateTimeOffset From, DateTimeOffset? Until, int Version, bool Retracted);
