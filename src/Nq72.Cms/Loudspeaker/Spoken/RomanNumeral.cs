namespace Nq72.Cms.Loudspeaker.Spoken;

/// <summary>The value of Roman numerals as they are written today.</summary>
internal static class RomanNumeral
{
    private const int Max = 89;

    private static readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Values =
        Enumerable.Range(1, Max).Where(value => value != 50).ToDictionary(Write, value => value, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>1 to 89; 0 when the letters are none, or L alone, which is a letter.</summary>
    public static int Value(ReadOnlySpan<char> word) => word is ['I' or 'V' or 'X' or 'L', ..] && Values.TryGetValue(word, out var value) ? value : 0;

    private static string Write(int value) =>
        new[] { "", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX" }[value / 10] + new[] { "", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX" }[value % 10];
}
