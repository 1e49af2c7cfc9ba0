using System.Globalization;
using System.Text;

namespace Nq72.Cms.Search;

/// <summary>
/// Text as search sees it: lower case, without marks, đ as d, one blank between words. 'suc khoe' finds 'sức khỏe' and 'sức khoẻ'.
/// Never shown and never written back.
/// </summary>
public static class FoldedText
{
    /// <summary>The folded form. Letters and digits only; what lies between becomes one blank.</summary>
    public static string Fold(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var folded = new StringBuilder(text.Length);
        var gap = false;
        foreach (var character in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
                continue;
            if (!char.IsLetterOrDigit(character))
            {
                gap = folded.Length > 0;
                continue;
            }

            if (gap)
                folded.Append(' ');
            gap = false;
            // đ has no decomposition; Ð (eth) and Ɖ are its look-alikes in old fonts
            folded.Append(character is 'đ' or 'Đ' or 'Ð' or 'ð' or 'Ɖ' or 'ɖ' ? 'd' : char.ToLowerInvariant(character));
        }

        return folded.ToString();
    }

    /// <summary>A slug: <c>[a-z0-9-]</c>, at most <paramref name="maxLength"/> characters, cut at a word.</summary>
    public static string Slug(string text, int maxLength = 120)
    {
        var slug = new string([.. Fold(text).Select(character => character is (>= 'a' and <= 'z') or (>= '0' and <= '9') ? character : '-')]);
        while (slug.Contains("--", StringComparison.Ordinal))
            slug = slug.Replace("--", "-", StringComparison.Ordinal);
        slug = slug.Trim('-');
        if (slug.Length <= maxLength)
            return slug;
        var cut = slug.LastIndexOf('-', maxLength);
        return slug[..(cut > 0 ? cut : maxLength)];
    }
}
