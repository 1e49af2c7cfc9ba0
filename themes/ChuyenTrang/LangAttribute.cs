using Nq72.Theming;

namespace ChuyenTrang;

/// <summary>Value of a <c>lang</c> attribute.</summary>
internal static class LangAttribute
{
    /// <summary>The tag, or null (no attribute) for content in the interface language, which the page already declares.</summary>
    public static string? For(SiteFrame frame, string tag) => tag == frame.UiLanguage ? null : tag;
}
