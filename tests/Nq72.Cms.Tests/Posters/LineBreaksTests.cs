using Nq72.Cms.Posters.Fitting;

namespace Nq72.Cms.Tests.Posters;

/// <summary>Which of the ways to break a text into lines is the best: by measures that are given, so that it is told by reckoning.</summary>
public sealed class LineBreaksTests
{
    [Fact]
    public void Lines_are_of_like_length() => Assert.Equal([2, 5], Best(2, 6, [1, 1, 1, 1, 1, 1]));

    [Fact]
    public void Line_of_one_word_is_avoided_even_where_lines_are_less_alike() => Assert.Equal([1, 3], Best(2, 8, [1, 1, 1, 4]));

    [Fact]
    public void Line_does_not_end_with_a_word_that_hangs_in_the_air()
    {
        var links = Word.Split("rửa tay và ăn chín nhé", []);
        Assert.True(links[2].BreakCost > 0);
        Assert.NotEqual(2, Best(2, 6, [1, 1, 1, 1, 1, 1], links)[0]);
    }

    [Fact]
    public void Line_ends_with_a_pause_where_lines_are_nearly_alike()
    {
        var words = Word.Split("ăn chín, uống sôi hằng ngày nhé", []);
        Assert.Equal([1, 6], Best(2, 6, [1, 1, 1, 1, 1, 1, 0.2], words));
    }

    [Fact]
    public void Words_that_belong_together_are_torn_only_where_that_is_allowed()
    {
        var words = Word.Split("sức khỏe", ["sức khỏe"]);
        Assert.Null(new LineBreaks(words, [1, 1], 0.2, [false, true], mayTear: false).Best(2, 6));
        Assert.Equal([0, 1], new LineBreaks(words, [1, 1], 0.2, [false, true], mayTear: true).Best(2, 6)!.Ends);
    }

    [Fact]
    public void Line_ends_where_it_must_and_none_is_longer_than_allowed()
    {
        var words = Word.Split("một hai ba bốn năm", []);
        Assert.Equal([0, 4], new LineBreaks(words, [1, 1, 1, 1, 1], 0.2, [true, false, false, false, true], mayTear: false).Best(2, 6)!.Ends);
        Assert.Empty(Best(2, 2.1, [1, 1, 1, 1, 1], words, isThere: false));
    }

    private static IReadOnlyList<int> Best(int lines, double limit, double[] widths, IReadOnlyList<Word>? words = null, bool isThere = true)
    {
        var breaks = new LineBreaks(words ?? [.. widths.Select(_ => new Word("la", 0))], widths, 0.2, [.. widths.Select((_, at) => at == widths.Length - 1)], mayTear: false);
        var best = breaks.Best(lines, limit);
        Assert.Equal(isThere, best is not null);
        return best?.Ends ?? [];
    }
}
