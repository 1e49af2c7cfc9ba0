using System.Text;

namespace Nq72.Cms.Posters.Fitting;

/// <summary>A piece of a line that no line breaks in, and how bad a break after it would be.</summary>
/// <param name="Text">With its no-break spaces.</param>
/// <param name="BreakCost">0 for any place, less for a good one, much within words that belong together.</param>
internal sealed record Word(string Text, double BreakCost)
{
    /// <summary>What a break within words that belong together costs.</summary>
    public const double WithinPhrase = 6;

    private const double AfterLink = 0.25;
    private const double AfterPause = -0.15;
    private const double AfterDash = -0.5;

    // à, á, ã, ả, ạ
    private const string Tones = "\u0300\u0301\u0303\u0309\u0323";

    // a line that ends with one of these hangs in the air
    private static readonly HashSet<string> Links = new(
        ["và", "của", "là", "cho", "vì", "để", "từ", "bởi", "với", "về", "được", "hãy", "mỗi", "một", "các", "những", "mọi", "biết", "ngay", "trong", "ở", "tại", "bằng", "do", "không", "có", "the", "a", "an", "of", "for", "and", "to", "in", "with"],
        StringComparer.OrdinalIgnoreCase);

    // a number after one of these is its name, not an amount
    private static readonly HashSet<string> Numbered = new(["ngày", "tháng", "năm", "số", "quý", "khóa", "khoá", "lúc", "thứ", "điều", "khoản"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The words of a clause. Numbers keep their unit, and days their word ("ngày 7/4", "30 phút").</summary>
    public static IReadOnlyList<Word> Split(string clause, IReadOnlyList<string> phrases)
    {
        var pieces = Bind(clause.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
        var costs = new double[pieces.Count];
        for (var at = 0; at < pieces.Count; at++)
            costs[at] = pieces[at][^1] == '–' ? AfterDash : EndsInPause(pieces[at]) ? AfterPause : Links.Contains(pieces[at]) ? AfterLink : 0;
        MarkPhrases(pieces, costs, phrases);
        return [.. pieces.Zip(costs, (text, cost) => new Word(text, cost))];
    }

    private static bool EndsInPause(string piece) => piece[^1] is ',' or ';' or ':' or '.' or '!' or '?' or '–';

    private static List<string> Bind(string[] parts)
    {
        var pieces = new List<string>();
        for (var at = 0; at < parts.Length; at++)
        {
            var piece = new StringBuilder(parts[at]);
            var numbered = Numbered.Contains(parts[at]) && at + 1 < parts.Length && char.IsDigit(parts[at + 1][0]);
            if (numbered)
                piece.Append('\u00a0').Append(parts[++at]);
            // an amount takes its unit along; a date or a number's name has none
            else if (char.IsDigit(parts[at][0]) && IsAmount(parts[at]) && at + 1 < parts.Length && char.IsLetter(parts[at + 1][0]))
                piece.Append('\u00a0').Append(parts[++at]);
            pieces.Add(piece.ToString());
        }

        return pieces;
    }

    private static bool IsAmount(string part) => part.All(letter => char.IsDigit(letter) || letter is '.' or ',' or '%') && char.IsDigit(part[^1]);

    private static void MarkPhrases(List<string> pieces, double[] costs, IReadOnlyList<string> phrases)
    {
        var sounds = pieces.ConvertAll(Sound);
        foreach (var phrase in phrases)
        {
            var parts = phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Sound).ToList();
            for (var at = 0; at + parts.Count <= pieces.Count; at++)
            {
                var pausesWithin = pieces.Skip(at).Take(parts.Count - 1).Any(EndsInPause);
                if (pausesWithin || !sounds.Skip(at).Take(parts.Count).SequenceEqual(parts, StringComparer.Ordinal))
                    continue;
                for (var within = at; within < at + parts.Count - 1; within++)
                    costs[within] = WithinPhrase;
            }
        }
    }

    // where the tone stands in a word does not matter (khỏe, khoẻ), which one it has does (động bảo is not đồng bào)
    private static string Sound(string piece)
    {
        var letters = piece.ToLowerInvariant().Normalize(NormalizationForm.FormD).Where(letter => char.IsLetterOrDigit(letter) || char.GetUnicodeCategory(letter) == System.Globalization.UnicodeCategory.NonSpacingMark).ToList();
        return string.Concat(letters.Where(letter => !Tones.Contains(letter)).Concat(letters.Where(Tones.Contains)));
    }
}
