using Nq72.Cms.Loudspeaker.Spoken;

namespace Nq72.Cms.Tests.Loudspeaker;

/// <summary>How long a text is by ear: syllables after it was put into words, and pauses; and what reading it costs.</summary>
public sealed class SpokenLengthTests
{
    private static readonly SpeechPace OneASecond = new() { SyllablesPerMinute = 60, CommaSeconds = 10, SemicolonSeconds = 100, SentenceSeconds = 1000, BlockSeconds = 10_000 };

    [Theory]
    [InlineData("sức khỏe", 2)]
    [InlineData("72-NQ/TW", 10)]
    [InlineData("95%", 5)]
    [InlineData("Cô-vít", 2)]
    [InlineData("7/4", 5)]
    [InlineData("https://langson.gov.vn", 0)]
    [InlineData("⟦", 0)]
    public void Syllables_are_counted_as_spoken(string written, int syllables) => Assert.Equal(syllables, Readings.Of(written).Syllables);

    [Theory]
    [InlineData("một hai", 2)]
    [InlineData("một, hai", 12)]
    [InlineData("một; hai", 102)]
    [InlineData("một. Hai", 1002)]
    [InlineData("một\nhai", 1002)]
    [InlineData("một.\n\nHai", 10_002)]
    [InlineData("một (hai)", 12)]
    [InlineData("một, – hai", 12)]
    [InlineData("một hai.", 2)]
    [InlineData("một hai.\n\n", 2)]
    [InlineData("Tày-Nùng", 2)]
    public void Seconds_are_syllables_and_pauses_of_which_the_longest_counts(string written, double seconds) => Assert.Equal(seconds, Readings.Of(written, OneASecond).Seconds);

    [Fact]
    public void Rate_is_190_a_minute_unless_it_is_said() => Assert.Equal((60.0, 30.0), (Hundred(190, new()), Hundred(100, new() { SyllablesPerMinute = 200 })));

    /// <summary>Each of these in one paragraph: doubling the text doubles the work, whatever it is made of. Work is counted, not timed.</summary>
    [Theory]
    [InlineData("sức khỏe ")]
    [InlineData("a")]
    [InlineData("7")]
    [InlineData("1.")]
    [InlineData("1.000.")]
    [InlineData("1,")]
    [InlineData("7/4/")]
    [InlineData("7-")]
    [InlineData("7 ")]
    [InlineData("007 ")]
    [InlineData("0912 ")]
    [InlineData("7:")]
    [InlineData("7h")]
    [InlineData("a1")]
    [InlineData("BHYT/")]
    [InlineData("xã/")]
    [InlineData("TT-")]
    [InlineData("7-NQ/")]
    [InlineData("XX ")]
    [InlineData("thứ 2 - ")]
    [InlineData("khóa X, ")]
    [InlineData("www.")]
    [InlineData("a@")]
    [InlineData("a.vn.")]
    [InlineData("(a.vn")]
    [InlineData("http://")]
    [InlineData(".")]
    [InlineData(" ")]
    [InlineData("(")]
    [InlineData("*")]
    [InlineData("|")]
    [InlineData("- ")]
    [InlineData("⟦")]
    [InlineData("😀")]
    [InlineData("e\u0302\u0301")]
    [InlineData("\u0301")]
    public void Work_grows_with_the_text_and_no_faster(string piece)
    {
        var (half, whole) = (Work(piece, 1 << 18), Work(piece, 1 << 19));
        Assert.InRange(whole.Looks, half.Looks, (half.Looks * 2.1) + 1000);
        Assert.InRange(whole.Bytes, 0, (half.Bytes * 2.3) + 2_000_000);
    }

    [Fact]
    public void Paragraph_of_a_megabyte_costs_few_looks_a_letter()
    {
        var text = Of("Ngày 7/4/2027, 65 xã, phường đạt 95% theo Nghị quyết số 72-NQ/TW; 1,5 triệu người được khám, ", 1 << 20);
        Assert.InRange(SpokenText.Read(text, Readings.Index, Readings.Document).Looks, text.Length, text.Length * 20L);
    }

    private static double Hundred(int syllables, SpeechPace pace) => Readings.Of(string.Concat(Enumerable.Repeat("a ", syllables)), pace).Seconds;

    private static string Of(string piece, int length) => string.Concat(Enumerable.Repeat(piece, length / piece.Length));

    private static (long Looks, long Bytes) Work(string piece, int length)
    {
        var text = Of(piece, length);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var looks = SpokenText.Read(text, Readings.Index, Readings.Document).Looks;
        return (looks, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
