using System.Globalization;
using System.Text;
using Nq72.Cms.Loudspeaker.Spoken;

namespace Nq72.Cms.Tests.Loudspeaker;

/// <summary>Whatever is given there is an answer, every change is told of at its place, and the rest is said as written.</summary>
public sealed class SpokenGarbageTests
{
    private static readonly string[] Pieces =
    [
        "sức", "khỏe", "Đảng", " ", " ", "  ", "\n", "\n\n", "\t", ",", ".", "...", "…", ";", ":", "-", "–", "/", "(", ")", "|", "*", "**", "_", "#", "%", "°C", "+", "<", "≥", "^", "\\",
        "0", "7", "07", "115", "2027", "1.000", "1,5", "30/2", "7/4", "25:61", "7h30", "0912345678", "72-NQ/TW", "15/2023/QH15", "XIV", "BHYT", "ABC", "B12", "kg", "mg/dl", "xã/phường", "a@b.vn", "https://x.vn/y",
        "😀", "\ud800", "\udc00", "中", "я", "e\u0302\u0301", "\u0301", "\u200b", "\u00a0", "\ufeff", "\u00ad", "\u2011", "²", "½", "１２", "ﬁ", "\u0000", "ß", "İ",
    ];

    [Fact]
    public void Anything_in_any_order_is_answered_with_every_change_at_its_place()
    {
        var random = new Random(72);
        for (var round = 0; round < 20_000; round++)
            Check(string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => Pieces[random.Next(Pieces.Length)])));
    }

    [Fact]
    public void Number_of_500_digits_is_too_long_however_it_is_written()
    {
        var digits = new string('7', 500);
        foreach (var written in new[] { digits, string.Join('.', Enumerable.Repeat("777", 167)), $"{digits},5", $"1,{digits}", $"{digits}%", $"ngày {digits} nhé", $"-{digits}" })
            Assert.Contains(Check(written).Findings, finding => finding.Code is SpokenDoubt.NumberTooLong or SpokenDoubt.MinusOrItem);
    }

    [Fact]
    public void Text_in_two_normal_forms_reads_as_in_one_and_is_pointed_at_where_it_stood()
    {
        const string Text = "Người dân 1-18 tuổi được khám miễn phí ngày 7/4 tại Trạm y tế xã Tân Đoàn; đạt 95%, mã ABCD.";
        var composed = Readings.Of(Text);
        var decomposed = Text.Normalize(NormalizationForm.FormD);
        var mixed = Text[..40] + Text[40..].Normalize(NormalizationForm.FormD);
        foreach (var written in new[] { decomposed, mixed })
        {
            var read = Check(written);
            Assert.Equal((composed.Spoken, composed.Syllables, composed.Seconds), (read.Spoken, read.Syllables, read.Seconds));
            Assert.Equal(composed.Changes.Select(change => change.From), read.Changes.Select(change => written.Substring(change.At, change.Length).Normalize()));
            Assert.Equal("ABCD", Assert.Single(read.Findings) is var finding ? written.Substring(finding.At, finding.Length) : "");
        }
    }

    [Fact]
    public void Text_of_two_hundred_pages_is_read_whole()
    {
        var page = string.Join("\n\n", Enumerable.Repeat("Ngày 7/4/2027, 65 xã, phường đạt 95% theo Nghị quyết số 72-NQ/TW; 1,5 triệu người được khám.", 25));
        var one = Readings.Of(page);
        var all = Check(string.Join("\n\n", Enumerable.Repeat(page, 200)));
        Assert.Equal(one.Syllables * 200, all.Syllables);
        Assert.Equal(one.Changes.Count * 200, all.Changes.Count);
        Assert.Empty(all.Findings);
    }

    [Fact]
    public void Table_and_empty_text_are_answered()
    {
        var table = Check("| Xã | Hộ |\n|:---|---:|\n| Tân Đoàn | 120 |\n| Ba Sơn | 95 |");
        Assert.Equal("Xã, Hộ\nTân Đoàn, một trăm hai mươi\nBa Sơn, chín mươi lăm", table.Spoken.Replace(":", "", StringComparison.Ordinal).Replace("\n, \n", "\n", StringComparison.Ordinal).Replace("\n,\n", "\n", StringComparison.Ordinal));
        Assert.Equal([SpokenDoubt.Table], table.Findings.Select(finding => finding.Code));
        Assert.Equal(("", 0, 0.0), Check(" \n ") is var empty ? (empty.Spoken, empty.Syllables, empty.Seconds) : default);
    }

    private static SpokenText Check(string written)
    {
        var read = Readings.Of(written);
        Assert.True(read.Spoken.IsNormalized(), written);
        Assert.Equal(read.Findings.Count(finding => finding.Asks), read.Spoken.Count(letter => letter == '⟦'));
        var told = read.Changes.Select(change => (change.At, change.Length, Said: change.To))
            .Concat(read.Findings.Where(finding => finding.Asks).Select(finding => (finding.At, finding.Length, Said: "⟦"))).OrderBy(change => change.At).ThenBy(change => change.Length).ToList();
        var at = 0;
        var expected = new StringBuilder();
        foreach (var (begin, length, said) in told)
        {
            Assert.InRange(begin, at, written.Length);
            expected.Append(written, at, begin - at).Append(' ').Append(said is "⟦" ? written.Substring(begin, length) : said).Append(' ');
            at = begin + length;
        }

        // what was not told of is said letter for letter
        Assert.Equal(Letters(expected.Append(written, at, written.Length - at).ToString()), Letters(read.Spoken));
        return read;
    }

    private static string Letters(string text) => string.Concat(Composed(text).Where(char.IsLetterOrDigit));

    // nobody sees format characters: a mark behind one belongs to the letter before it
    private static string Composed(string text)
    {
        var whole = string.Concat(text.EnumerateRunes().Where(rune => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Control) || rune.Value == '\n'));
        return whole.Normalize().Replace('\ufffd', ' ').Normalize(NormalizationForm.FormKC);
    }
}
