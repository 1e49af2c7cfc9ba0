using Microsoft.AspNetCore.Razor.TagHelpers;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Admin.Components;

/// <summary><c>&lt;desk-time at="@instant" /&gt;</c>: an instant in the installation's zone; nothing when there is none.</summary>
[HtmlTargetElement("desk-time", TagStructure = TagStructure.WithoutEndTag)]
public sealed class DeskTime(DeskClock clock) : TagHelper
{
    /// <summary>The instant.</summary>
    public DateTimeOffset? At { get; set; }

    /// <summary>Whether seconds matter: when something is sent, not when somebody saved.</summary>
    public bool Precise { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (At is not { } instant)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", instant.ToWire());
        output.Content.SetContent(clock.Show(instant, Precise));
    }
}
