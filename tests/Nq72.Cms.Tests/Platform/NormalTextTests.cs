using System.Text;
using Nq72.Scheduler.Platform.Text;

namespace Nq72.Cms.Tests.Platform;

public sealed class NormalTextTests
{
    [Theory]
    [InlineData("sức khỏe", "sức khỏe")]
    [InlineData("a\r\nb\rc\nd", "a\nb\nc\nd")]
    [InlineData("a\tb\u0000c\u0007\u009f", "a\tbc")]
    [InlineData("", "")]
    public void Of_is_the_stored_form(string text, string expected) => Assert.Equal(expected, NormalText.Of(text));

    [Fact]
    public void Of_decomposed_text_is_composed_and_tone_placement_stays()
    {
        Assert.Equal("sức khoẻ", NormalText.Of("sức khoẻ".Normalize(NormalizationForm.FormD)));
        Assert.Equal("sức khỏe", NormalText.Of("sức khỏe".Normalize(NormalizationForm.FormD)));
        Assert.Equal("Ế", NormalText.Of("E\u0302\u0301"));
    }

    [Fact]
    public void Of_lone_surrogates_are_replaced_and_pairs_stay()
    {
        Assert.Equal("a\ufffdb", NormalText.Of("a\ud800b"));
        Assert.Equal("a\ufffd", NormalText.Of("a\udc00"));
        Assert.Equal("👩‍⚕️", NormalText.Of("👩‍⚕️"));
    }

    [Fact]
    public void Of_twice_changes_nothing_more()
    {
        foreach (var text in new[] { "E\u0302\u0301\r", "a\ud800\u0301", "\u1e9b\u0323", "한글" })
            Assert.Equal(NormalText.Of(text), NormalText.Of(NormalText.Of(text)));
    }
}
