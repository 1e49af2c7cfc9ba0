using System.Globalization;
using Nq72.Cms.Platform.Site;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.ReleaseRoom;

/// <summary>What people call a language: in Vietnamese as the recipe names it, in English as the language data of the system does.</summary>
internal static class LanguageNames
{
    /// <summary>The name; the recipe's where the system has none, the tag where neither has.</summary>
    public static LocalText Of(string tag, SiteSettings site)
    {
        var label = site.LabelOf(tag);
        return new(label, English(tag) ?? label);
    }

    private static string? English(string tag)
    {
        try
        {
            // for a language that it does not know the system answers with the tag itself
            var name = CultureInfo.GetCultureInfo(tag).EnglishName;
            return name.StartsWith(tag, StringComparison.OrdinalIgnoreCase) || name.StartsWith("Unknown", StringComparison.Ordinal) ? null : name;
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }
}
