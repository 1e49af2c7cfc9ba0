using Nq72.Cms.Loudspeaker.Pages;
using Nq72.Cms.Loudspeaker.Spoken;

namespace Nq72.Cms.Tests.Loudspeaker;

/// <summary>Both sides are what they are, letter for letter, and what was changed is marked on both.</summary>
public sealed class SpokenSidesTests
{
    [Fact]
    public void Changes_and_questions_are_marked_on_both_sides()
    {
        const string text = "Ngày 7/4, 95% người dân theo 15/KH-ABC; 95% có thẻ BHYT 🙂.";
        var sides = SpokenSides.Of(text, Readings.Of(text));
        Assert.Equal(["7/4", "95%", "15/KH-ABC", "95%", "BHYT", "🙂"], sides.Written.Where(IsMarked).Select(part => part.Text));
        Assert.Equal(["mùng bảy tháng tư", "chín mươi lăm phần trăm", "⟦15/KH-ABC⟧", "chín mươi lăm phần trăm", "bảo hiểm y tế"], sides.Spoken.Where(IsMarked).Select(part => part.Text));
        Assert.True(Assert.Single(sides.Spoken, part => part.IsAsked).Rule is null);
    }

    /// <summary>Whatever is read, no side loses or gains a letter.</summary>
    [Fact]
    public void Parts_make_up_their_side()
    {
        foreach (var line in File.ReadLines(RepositoryRoot.Combine("tests", "Nq72.Cms.Tests", "Loudspeaker", "spoken-pairs.tsv")))
        {
            var text = line.Split('\t')[0].Replace("\\n", "\n", StringComparison.Ordinal).Normalize();
            var read = Readings.Of(text);
            var sides = SpokenSides.Of(text, read);
            Assert.Equal(text, string.Concat(sides.Written.Select(part => part.Text)));
            Assert.Equal(read.Spoken, string.Concat(sides.Spoken.Select(part => part.Text)));
        }
    }

    private static bool IsMarked(SpokenSides.Part part) => part.IsAsked || part.Rule is SpokenRule;
}
