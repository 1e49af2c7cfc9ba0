using System.Globalization;

namespace Nq72.Cms.Search;

/// <summary>A word of a text, in the forms that search compares.</summary>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="Length">How many characters of the text it has.</param>
/// <param name="Typed">Lower case, NFC, as it is spelt.</param>
/// <param name="Exact">The same in the one spelling that stands for all of its spellings.</param>
/// <param name="TypedFolded"><see cref="Typed"/> without marks.</param>
/// <param name="Folded"><see cref="Exact"/> without marks.</param>
public readonly record struct SearchWord(int Start, int Length, string Typed, string Exact, string TypedFolded, string Folded)
{
    // nobody looks for more of a word, and an index has its bounds
    private const int MaxLength = 64;

    /// <summary>Whether it was written with marks (or đ): such a word means just itself.</summary>
    public bool HasMarks => Exact != Folded;

    /// <summary>
    /// The words of a text: letters and digits with their marks. An ideograph or kana is a word by itself, since nothing stands between words
    /// there. What stands between words is no part of them, so no sign that a query language knows is ever in one.
    /// </summary>
    public static IEnumerable<SearchWord> Of(string? text)
    {
        for (var start = 0; start < (text?.Length ?? 0);)
        {
            if (!IsOfWord(text![start]))
            {
                start++;
                continue;
            }

            var end = start + 1;
            while (end < text.Length && IsOfWord(text[end]) && (IsMark(text[end]) || (!StandsAlone(text[start]) && !StandsAlone(text[end]))))
                end++;
            if (Make(text, start, end - start) is { } word)
                yield return word;
            start = end;
        }
    }

    private static SearchWord? Make(string text, int start, int length) => WordForms.Of(text.AsSpan(start, Math.Min(length, MaxLength))) is { Folded.Length: > 0 } forms
        ? new SearchWord(start, length, forms.Typed, forms.Exact, forms.TypedFolded, forms.Folded)
        : null;

    private static bool IsOfWord(char character) => char.IsLetterOrDigit(character) || IsMark(character);

    private static bool IsMark(char character) => CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool StandsAlone(char character) => character is (>= '\u3040' and <= '\u30ff') or (>= '\u3400' and <= '\u9fff') or (>= '\uf900' and <= '\ufaff');
}
