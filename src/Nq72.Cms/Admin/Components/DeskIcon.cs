using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Nq72.Cms.Admin.Components;

/// <summary><c>&lt;desk-icon name="items" /&gt;</c>: a drawing beside a word, never instead of one.</summary>
[HtmlTargetElement("desk-icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class DeskIcon : TagHelper
{
    private static readonly Dictionary<string, string> Paths = new(StringComparer.Ordinal)
    {
        ["home"] = "M4 11.5 12 5l8 6.500M6.500 10v9.500h11V10",
        ["approvals"] = "M5 4h14v16H5zM8.500 12.500l2.500 2.500 4.500-5.500",
        ["languages"] = "M4 6h9M8.500 4v2M11 6c-1 4-3.500 6.500-6.500 8M6.500 9c1 2 3 4 5 5M12.500 20l4-10 4 10M14 16.500h5",
        ["items"] = "M6 3.500h9l3.500 3.500v13.500H6zM9 11h6M9 15h6",
        ["releases"] = "M4 12 20 4.500 15.500 20l-4-6.500zM11.500 13.500 20 4.500",
        ["calendar"] = "M4.500 6h15v14h-15zM4.500 10h15M8.500 3.500V7M15.500 3.500V7",
        ["peaks"] = "M3.500 18.500 9.500 7.500l4 6.500 2.500-3.500 4.500 8z",
        ["coverage"] = "M4 4.500h16v15H4zM4 9.500h16M4 14.500h16M9.500 4.500v15M14.500 4.500v15",
        ["channels"] = "M12 13.500a1.500 1.500 0 1 0 0-3 1.500 1.500 0 0 0 0 3zM8 8a5.700 5.700 0 0 0 0 8M16 8a5.700 5.700 0 0 1 0 8M5.200 5.200a9.600 9.600 0 0 0 0 13.600M18.800 5.200a9.600 9.600 0 0 1 0 13.600",
        ["ledger"] = "M5 4h14v16H5zM9 4v16M12 9h4M12 13h4",
        ["retractions"] = "M8.500 5 4 9.500 8.500 14M4 9.500h10a5.500 5 0 0 1 0 10H9",
        ["notices"] = "M6.500 16.500V11a5.500 5.500 0 0 1 11 0v5.500l1.500 1.500H5zM10.500 20.500h3",
        ["previews"] = "M3 12s3.300-6 9-6 9 6 9 6-3.300 6-9 6-9-6-9-6zM12 14.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z",
        ["keys"] = "M8 15.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9zM12.300 12.300h8.200v3.200M16.500 12.300v2.700",
        ["people"] = "M9 11.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM3 20a6 6 0 0 1 12 0M15.500 11.500a3.500 3.500 0 0 0 0-7M17 14.500a6 6 0 0 1 4 5.500",
        ["audit"] = "M5 4h9l5 5v11H5zM14 4v5h5M8.500 13.500l2.500 2.500 4.500-5",
        ["roles"] = "M12 3.500 5 6v5.500c0 4.500 3 7.500 7 9 4-1.500 7-4.500 7-9V6zM9 12l2.200 2.200L15.500 10",
        ["media"] = "M4 5.500h16v13H4zM4 15.500l4.500-4.500 4 4 2.500-2.500 5 5M15.500 9.500a1 1 0 1 0 0-2 1 1 0 0 0 0 2z",
        ["spoken"] = "M4 9.500v5h3.500L12 18.500v-13L7.500 9.500zM15 9.500a3.500 3.500 0 0 1 0 5M17.500 7a7 7 0 0 1 0 10",
        ["loudspeakers"] = "M4 10.500v3h3l7 4.500v-12l-7 4.500zM7 13.500v5h2.500v-3.500M17.500 9.500a3.500 3.500 0 0 1 0 5M20 7.500a7 7 0 0 1 0 9",
        ["settings"] = "M4 7h9M17 7h3M15 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM4 12h3M11 12h9M9 14a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM4 17h9M17 17h3M15 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
        ["menu"] = "M4 7h16M4 12h16M4 17h16",
        ["add"] = "M12 5v14M5 12h14",
        ["back"] = "M14.500 6 8.500 12l6 6",
        ["search"] = "M11 17.500a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13zM16 16l4.500 4.500",
        ["ok"] = "m5 12.500 4.500 4.500L19 7.500",
        ["warn"] = "M12 4 3 20h18zM12 10v4.500M12 17v.5",
        ["info"] = "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5.500M12 7.500v.5",
    };

    /// <summary>Which drawing.</summary>
    public string Name { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Drawing(Name));
    }

    /// <summary>The drawing of a name.</summary>
    internal static string Drawing(string name) => $"<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\"><path d=\"{Paths[name]}\" /></svg>";
}
