using System.Text;

namespace Nq72.Cms.Loudspeaker.Spoken;

/// <summary>Which letters make a Vietnamese syllable: an onset, a rhyme, at most one tone. Wherever the tone is put ('hoà', 'hòa'). Thread-safe.</summary>
internal static class VietnameseSyllable
{
    private const int MaxLength = 7;

    private static readonly string[] Onsets =
        ["", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x"];

    private static readonly string[] Rhymes =
        ("a ac ach ai ak am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et ê êch êm ên ênh êp êt êu " +
        "i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oem oen oeo oet oi om on ong ooc oong op ot " +
        "ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uên uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt uyn uynh uyp uyt uyu " +
        "ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu").Split(' ');

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> All = Make();

    // by letter; the Vietnamese ones end before U+1F00
    private static readonly (char Letter, char Tone)[] Toned = MakeToned();

    /// <summary>Whether the letters, in whatever case, are one syllable.</summary>
    public static bool IsOne(ReadOnlySpan<char> word)
    {
        if (word.Length > MaxLength)
            return false;
        Span<char> plain = stackalloc char[MaxLength];
        var tone = '\0';
        for (var i = 0; i < word.Length; i++)
        {
            var letter = char.ToLowerInvariant(word[i]);
            if (letter > '\u007f' && letter < Toned.Length && Toned[letter] is { Letter: not '\0' } toned)
            {
                if (tone != '\0')
                    return false;
                (letter, tone) = toned;
            }

            plain[i] = letter;
        }

        // after a stop there is a rising or a heavy tone
        ReadOnlySpan<char> made = plain[..word.Length];
        var isStopped = made is [.., 'c' or 'p' or 't' or 'k'] or [.., 'c', 'h'];
        return All.Contains(made) && (!isStopped || made.Length == 1 || tone is '\u0301' or '\u0323');
    }

    /// <summary>Whether every letter is one of the Latin script.</summary>
    public static bool IsLatin(ReadOnlySpan<char> word)
    {
        foreach (var letter in word)
        {
            if (letter is > '\u024f' and not (>= '\u1e00' and <= '\u1eff'))
                return false;
        }

        return true;
    }

    /// <summary>How many syllables a word has: one, or, where it is not Vietnamese, as many as it has groups of vowels.</summary>
    public static int Count(ReadOnlySpan<char> word)
    {
        if (IsOne(word))
            return 1;
        var count = 0;
        var wasVowel = false;
        foreach (var letter in word)
        {
            var isVowel = letter > '\u007f' ? char.ToLowerInvariant(letter) != 'đ' : char.ToLowerInvariant(letter) is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';
            count += isVowel && !wasVowel ? 1 : 0;
            wasVowel = isVowel;
        }

        return Math.Max(count, 1);
    }

    private static HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Make()
    {
        var all = new HashSet<string>(StringComparer.Ordinal);
        foreach (var onset in Onsets)
        {
            foreach (var rhyme in Rhymes)
                all.Add(onset + rhyme);
        }

        // 'i' of the onset is that of the rhyme: 'gì', 'giếng', 'gìn'
        all.UnionWith(["giêng", "giêt", "giêm", "giên"]);
        return all.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    private static (char Letter, char Tone)[] MakeToned()
    {
        var toned = new (char, char)[0x1f00];
        foreach (var letter in "aăâeêioôơuưy")
        {
            foreach (var tone in "\u0300\u0301\u0303\u0309\u0323")
                toned[$"{letter}{tone}".Normalize(NormalizationForm.FormC)[0]] = (letter, tone);
        }

        return toned;
    }
}
