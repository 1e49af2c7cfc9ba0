using Nq72.Cms.Loudspeaker.Spoken;

namespace Nq72.Cms.Tests.Loudspeaker;

/// <summary>The table of written and spoken pairs, <c>spoken-pairs.tsv</c>: each with the rule or the doubt that it stands for, and with the candidates of a question.</summary>
public sealed class SpokenPairsTests
{
    private static readonly List<string[]> Pairs = [.. File.ReadLines(RepositoryRoot.Combine("tests", "Nq72.Cms.Tests", "Loudspeaker", "spoken-pairs.tsv")).Skip(1)
        .Select(line => line.Split('\t')).Select(cells => new[] { cells[0].Replace("\\n", "\n", StringComparison.Ordinal), cells.ElementAtOrDefault(1)?.Replace("\\n", "\n", StringComparison.Ordinal) ?? "", cells.ElementAtOrDefault(2) ?? "", cells.ElementAtOrDefault(3) ?? "" })];

    [Fact]
    public void Table_has_enough_pairs_each_once()
    {
        Assert.True(Pairs.Count >= 400, $"{Pairs.Count} pairs");
        Assert.Equal(Pairs.Count, Pairs.Select(pair => pair[0]).Distinct(StringComparer.Ordinal).Count());
        Assert.All(Pairs, pair => Assert.NotEqual("", pair[2]));
    }

    [Fact]
    public void Every_pair_is_read_so_by_its_rule()
    {
        var wrong = new List<string>();
        foreach (var pair in Pairs)
        {
            var read = Readings.Of(pair[0]);
            var because = read.Changes.Select(change => $"{change.Rule}").Concat(read.Findings.Select(finding => $"{finding.Code}")).DefaultIfEmpty("AsWritten");
            var candidates = string.Join(" | ", read.Findings.Where(finding => finding.Asks).SelectMany(finding => finding.Candidates));
            if (read.Spoken != pair[1] || !because.Contains(pair[2]) || candidates != pair[3])
                wrong.Add($"{pair[0]} → {read.Spoken} [{string.Join(',', because)}] ({candidates}), wanted {pair[1]} [{pair[2]}] ({pair[3]})");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_rule_and_every_doubt_stands_in_the_table()
    {
        var read = Pairs.ConvertAll(pair => Readings.Of(pair[0]));
        // what an editor keeps and other languages have tests of their own
        Assert.Equal([SpokenRule.Kept], Enum.GetValues<SpokenRule>().Except(read.SelectMany(text => text.Changes).Select(change => change.Rule)));
        Assert.Equal([SpokenDoubt.OtherLanguage], Enum.GetValues<SpokenDoubt>().Except(read.SelectMany(text => text.Findings).Select(finding => finding.Code)));
    }

    [Fact]
    public void What_is_asked_stays_as_written_between_marks_and_only_that()
    {
        foreach (var pair in Pairs)
        {
            var read = Readings.Of(pair[0]);
            Assert.Equal(read.Findings.Count(finding => finding.Asks), read.Spoken.Count(letter => letter == '⟦'));
            Assert.All(read.Findings.Where(finding => finding.Asks), finding => Assert.Contains($"⟦{finding.Written}⟧", read.Spoken, StringComparison.Ordinal));
        }
    }
}
