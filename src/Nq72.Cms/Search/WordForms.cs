using System.Collections.Concurrent;
using System.Text;

namespace Nq72.Cms.Search;

/// <summary>The forms of a word, made once: a language's words are few, and its texts use them over and over. Thread-safe.</summary>
/// <param name="Typed">Lower case, NFC, as it is spelt.</param>
/// <param name="Exact">The same in the one spelling that stands for all of its spellings.</param>
/// <param name="TypedFolded"><paramref name="Typed"/> without marks.</param>
/// <param name="Folded"><paramref name="Exact"/> without marks; empty when nothing but marks was there.</param>
internal sealed record WordForms(string Typed, string Exact, string TypedFolded, string Folded)
{
    // twice the syllables of Vietnamese, in capitals and without; some 2 MB at most
    private const int Most = 16_384;

    private static readonly ConcurrentDictionary<string, WordForms> Known = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, WordForms>.AlternateLookup<ReadOnlySpan<char>> KnownSpans = Known.GetAlternateLookup<ReadOnlySpan<char>>();
    private static int count;

    /// <summary>The forms of a word as a text has it.</summary>
    public static WordForms Of(ReadOnlySpan<char> word)
    {
        if (KnownSpans.TryGetValue(word, out var known))
            return known;
        var made = Make(word.ToString());
        // nonsense that fills it is thrown out with all the rest, which is soon there again
        if (Interlocked.Increment(ref count) > Most)
        {
            Known.Clear();
            count = 0;
        }

        Known[word.ToString()] = made;
        return made;
    }

    private static WordForms Make(string word)
    {
        var typed = word.Normalize(NormalizationForm.FormC).ToLowerInvariant();
        // Ð (eth) and Ɖ are look-alikes of đ in old fonts
        typed = typed.Replace('ð', 'đ').Replace('ɖ', 'đ');
        var exact = VietnameseSpelling.Of(typed);
        var typedFolded = Fold(typed);
        return new WordForms(typed, exact, typedFolded, exact == typed || typedFolded.Length == 0 ? typedFolded : Fold(exact));
    }

    private static string Fold(string word) => Ascii.IsValid(word) ? word : FoldedText.Fold(word).Replace(" ", "", StringComparison.Ordinal);
}
