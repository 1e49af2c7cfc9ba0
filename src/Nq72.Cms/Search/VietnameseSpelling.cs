namespace Nq72.Cms.Search;

/// <summary>
/// One spelling for syllables that are written in two ways: the place of the tone (hoà and hòa, thuỷ and thủy, khoẻ and khỏe) and i or y at the end
/// (Kì and Kỳ, Quí and Quý). For comparing only: what people wrote is never changed.
/// </summary>
internal static class VietnameseSpelling
{
    // each row: the letter without a tone, then with huyền, sắc, hỏi, ngã, nặng
    private static readonly string[] Tones = ["aàáảãạ", "eèéẻẽẹ", "iìíỉĩị", "oòóỏõọ", "uùúủũụ", "yỳýỷỹỵ"];

    // every consonant, or group of them, that begins a syllable
    private static readonly HashSet<string> Onsets = new(StringComparer.Ordinal)
    {
        "b", "c", "ch", "d", "đ", "g", "gh", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x",
    };

    /// <summary>The spelling that stands for all of a word's, of a word in lower case and NFC: the tone on the first vowel of an open oa, oe, uy, and i for an only vowel y after a consonant.</summary>
    public static string Of(string word) => word.Length < 2 ? word : WithI(WithEarlyTone(word));

    private static string WithEarlyTone(string word)
    {
        var (first, second) = (word[^2], word[^1]);
        var row = first switch { 'o' => RowOf(second, "ae"), 'u' when word.Length == 2 || word[^3] != 'q' => RowOf(second, "y"), _ => null };
        if (row is null)
            return word;
        var tone = row.IndexOf(second, StringComparison.Ordinal);
        return tone == 0 ? word : $"{word[..^2]}{Row(first)[tone]}{row[0]}";
    }

    private static string WithI(string word)
    {
        var tone = Row('y').IndexOf(word[^1], StringComparison.Ordinal);
        return tone >= 0 && Onsets.Contains(word[..^1]) ? $"{word[..^1]}{Row('i')[tone]}" : word;
    }

    private static string? RowOf(char letter, string among) => Array.Find(Tones, row => among.Contains(row[0], StringComparison.Ordinal) && row.Contains(letter, StringComparison.Ordinal));

    private static string Row(char plain) => Array.Find(Tones, row => row[0] == plain)!;
}
