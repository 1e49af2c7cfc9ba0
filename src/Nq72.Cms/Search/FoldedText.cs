using System.Globalization;
using System.Text;

namespace Nq72.Cms.Search;

/// <summary>
/// Text as search sees it: lower case, without marks, đ as d, one blank between words. 'suc khoe' finds 'sức khỏe' and 'sức khoẻ'.
/// Never shown and never written back.
/// </summary>
public static class FoldedText
{
    private const char Gap = '\0';
    private const char Mark = '\x01';
    private const char Several = '\x02';

    // every letter that Vietnamese is written with lies below; decomposing a text letter by letter takes most of the time of an import
    private static readonly char[] Simple = [.. Enumerable.Range(0, 0x2000).Select(code => FoldOne((char)code))];

    /// <summary>The folded form. Letters and digits only; what lies between becomes one blank.</summary>
    public static string Fold(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var folded = new StringBuilder(text.Length);
        var gap = false;
        foreach (var character in text)
        {
            var simple = character < Simple.Length ? Simple[character] : Several;
            if (simple == Several)
                return FoldDecomposed(text.Normalize(NormalizationForm.FormD));
            gap = Append(folded, simple, gap);
        }

        return folded.ToString();
    }

    private static string FoldDecomposed(string text)
    {
        var folded = new StringBuilder(text.Length);
        var gap = false;
        foreach (var character in text)
            gap = Append(folded, Classify(character), gap);
        return folded.ToString();
    }

    // whether a blank is due before the next letter
    private static bool Append(StringBuilder folded, char character, bool gap)
    {
        if (character == Mark)
            return gap;
        if (character == Gap)
            return folded.Length > 0;
        if (gap)
            folded.Append(' ');
        folded.Append(character);
        return false;
    }

    private static char FoldOne(char character)
    {
        var letters = character.ToString().Normalize(NormalizationForm.FormD).Select(Classify).Where(part => part != Mark).ToList();
        return letters.Count switch
        {
            0 => Mark,
            1 => letters[0],
            _ => Several,
        };
    }

    private static char Classify(char character)
    {
        if (CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
            return Mark;
        if (!char.IsLetterOrDigit(character))
            return Gap;
        // đ has no decomposition; Ð (eth) and Ɖ are its look-alikes in old fonts
        return character is 'đ' or 'Đ' or 'Ð' or 'ð' or 'Ɖ' or 'ɖ' ? 'd' : char.ToLowerInvariant(character);
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
