using System.Globalization;
using System.Text;

namespace Nq72.Cms.Loudspeaker.Spoken;

/// <summary>Numbers in Vietnamese words, as spoken in the north: nghìn, linh, mươi, mốt, tư, lăm. Thread-safe.</summary>
public static class NumberWords
{
    /// <summary>The longest number that is put into words, in digits; longer ones nobody can follow by ear.</summary>
    public const int MaxDigits = 15;

    private static readonly string[] Words = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];

    /// <summary>A whole number, 0 to 10^15 − 1: 1005 is "một nghìn không trăm linh năm"; a group of three noughts is passed over.</summary>
    public static string Whole(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(value, 1_000_000_000_000_000);
        if (value < 10)
            return Words[value];
        var words = new StringBuilder();
        Write(words, value);
        return words.ToString();
    }

    /// <summary>Digit by digit.</summary>
    public static string EachDigit(ReadOnlySpan<char> digits)
    {
        var words = new StringBuilder(digits.Length * 4);
        foreach (var digit in digits)
            Add(words, Words[digit - '0']);
        return words.ToString();
    }

    /// <summary>What stands after a decimal comma: up to two digits as one number, more, or such with a leading nought, digit by digit.</summary>
    public static string AfterComma(ReadOnlySpan<char> digits) =>
        digits.Length > 2 || digits[0] == '0' ? EachDigit(digits) : Whole(long.Parse(digits, CultureInfo.InvariantCulture));

    /// <summary>After 'thứ': the first is 'nhất', the fourth 'tư', others are numbers.</summary>
    public static string Ordinal(long value) => value switch { 1 => "nhất", 4 => "tư", _ => Whole(value) };

    private static void Write(StringBuilder words, long value)
    {
        var billions = value / 1_000_000_000;
        if (billions > 0)
        {
            Write(words, billions);
            Add(words, "tỷ");
        }

        WriteGroup(words, (int)(value / 1_000_000 % 1000), "triệu");
        WriteGroup(words, (int)(value / 1000 % 1000), "nghìn");
        WriteGroup(words, (int)(value % 1000), null);
    }

    private static void WriteGroup(StringBuilder words, int group, string? scale)
    {
        if (group == 0)
            return;
        var (hundreds, tens, ones) = (group / 100, group / 10 % 10, group % 10);
        var isFull = hundreds > 0 || words.Length > 0;
        if (isFull)
        {
            Add(words, Words[hundreds]);
            Add(words, "trăm");
        }

        if (tens == 1)
            Add(words, "mười");
        else if (tens > 1)
        {
            Add(words, Words[tens]);
            Add(words, "mươi");
        }
        else if (ones > 0 && isFull)
            Add(words, "linh");
        if (ones > 0)
            Add(words, One(ones, tens, isFull));
        if (scale is not null)
            Add(words, scale);
    }

    private static string One(int ones, int tens, bool isFull) => (ones, tens) switch
    {
        (1, > 1) => "mốt",
        (4, > 1) => "tư",
        (4, 0) when isFull => "tư",
        (5, > 0) => "lăm",
        _ => Words[ones],
    };

    private static void Add(StringBuilder words, string word)
    {
        if (words.Length > 0)
            words.Append(' ');
        words.Append(word);
    }
}
