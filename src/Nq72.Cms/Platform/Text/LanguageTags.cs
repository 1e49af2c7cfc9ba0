using System.Globalization;
using Nq72.Cms.Platform.Site;

namespace Nq72.Cms.Platform.Text;

/// <summary>Which language tags content may carry.</summary>
public static class LanguageTags
{
    private const int MaxLength = 35;

    /// <summary>Whether the installation lists the tag, or the tag's language is one that the system's language data knows.</summary>
    public static bool IsKnown(string? tag, SiteSettings site)
    {
        if (string.IsNullOrEmpty(tag) || tag.Length > MaxLength)
            return false;
        if (site.Languages.Any(language => language.Tag == tag))
            return true;
        try
        {
            // the invariant culture and unknown tags carry no English name of their own
            var culture = CultureInfo.GetCultureInfo(tag, predefinedOnly: true);
            return culture.Name == tag && culture.ThreeLetterISOLanguageName.Length == 3;
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }
}
