using System.Globalization;
using Nq72.Cms.Loudspeaker.Spoken;

namespace Nq72.Cms.Tests.Loudspeaker;

/// <summary>Numbers in words and back; the way back is <see cref="NumberReader"/>.</summary>
public sealed class NumberWordsTests
{
    [Fact]
    public void Every_number_to_a_million_reads_back_to_itself()
    {
        for (var value = 0L; value <= 1_000_000; value++)
        {
            if (NumberReader.Value(NumberWords.Whole(value)) != value)
                Assert.Fail($"{value}: {NumberWords.Whole(value)}");
        }
    }

    [Fact]
    public void Numbers_to_a_trillion_read_back_to_themselves()
    {
        var random = new Random(72);
        // as many of each length; then those around every power of ten, where groups are empty
        var lengths = Enumerable.Range(6, 6).SelectMany(power => Enumerable.Range(0, 20_000).Select(_ => random.NextInt64((long)Math.Pow(10, power), (long)Math.Pow(10, power + 1))));
        var edges = Enumerable.Range(0, 13).SelectMany(power => Enumerable.Range(-1200, 2400).Select(step => ((long)Math.Pow(10, power) * 3) + step)).Where(value => value >= 0);
        foreach (var value in lengths.Concat(edges).Append(1_000_000_000_000))
        {
            if (NumberReader.Value(NumberWords.Whole(value)) != value)
                Assert.Fail($"{value}: {NumberWords.Whole(value)}");
        }
    }

    [Fact]
    public void Numbers_in_a_text_are_the_numbers_in_words_with_points_or_without()
    {
        var random = new Random(7);
        var vietnamese = CultureInfo.GetCultureInfo("vi-VN");
        for (var i = 0; i < 20_000; i++)
        {
            var value = random.NextInt64(0, (long)Math.Pow(10, random.Next(1, 13)));
            Assert.Equal(value, NumberReader.Value(Readings.Of(value.ToString("N0", vietnamese)).Spoken));
            if (value < 1_000_000)
                Assert.Equal(value, NumberReader.Value(Readings.Of(value.ToString(CultureInfo.InvariantCulture)).Spoken));
        }
    }

    [Fact]
    public void Roman_numerals_read_as_their_value_and_nothing_else_is_one()
    {
        for (var value = 1; value < 90; value++)
        {
            var roman = Roman(value);
            if (roman is not ("C" or "L"))
                Assert.Equal(value, NumberReader.Value(Readings.Of($"khóa {roman}").Spoken["khóa ".Length..]));
        }

        Assert.All(["IIII", "VX", "IC", "XXXX", "VV", "IXI", "LL"], letters => Assert.Contains(Readings.Of($"khóa {letters}").Findings, finding => finding.Code == SpokenDoubt.UnknownAbbreviation));
    }

    [Fact]
    public void Negative_and_longer_numbers_are_no_numbers_of_ours()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => NumberWords.Whole(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => NumberWords.Whole(1_000_000_000_000_000));
    }

    private static string Roman(int value) => string.Concat(
        new string('C', value / 100), new[] { "", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC" }[value / 10 % 10], new[] { "", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX" }[value % 10]);
}
