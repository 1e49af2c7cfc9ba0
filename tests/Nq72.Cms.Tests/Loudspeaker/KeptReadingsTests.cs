using Nq72.Cms.Loudspeaker.Spoken;

namespace Nq72.Cms.Tests.Loudspeaker;

/// <summary>What editors say goes before every rule, for exactly what they said it of.</summary>
public sealed class KeptReadingsTests
{
    [Theory]
    [InlineData("1/2", "một nửa", "chia 1/2 cho trẻ", "chia một nửa cho trẻ")]
    [InlineData("1/2", "một nửa", "ngày 1/2/2027", "ngày mùng một tháng hai năm hai nghìn không trăm hai mươi bảy")]
    [InlineData("1/2", "một nửa", "11/2", "ngày mười một tháng hai")]
    [InlineData("TT", "trung tâm", "TT Y tế", "trung tâm Y tế")]
    [InlineData("TT", "trung tâm", "TT-BYT", "⟦TT-BYT⟧")]
    [InlineData("TT Y tế", "Trung tâm Y tế", "đến TT Y tế huyện", "đến Trung tâm Y tế huyện")]
    [InlineData("15/2023/QH15", "mười lăm năm hai nghìn không trăm hai mươi ba", "Luật số 15/2023/QH15", "Luật số mười lăm năm hai nghìn không trăm hai mươi ba")]
    [InlineData("P.", "phường", "P. Tam Thanh", "phường Tam Thanh")]
    [InlineData("BHYT", "bảo hiểm", "thẻ BHYT", "thẻ bảo hiểm")]
    [InlineData("→", "dẫn đến", "béo phì → tiểu đường", "béo phì dẫn đến tiểu đường")]
    [InlineData("7/4", "mùng bảy tháng tư", "7/4.", "mùng bảy tháng tư.")]
    public void Kept_reading_goes_before_rules_where_the_words_stand_alone(string written, string reading, string text, string spoken)
    {
        var read = Of([new(written, [reading])], text);
        Assert.Equal(spoken, read.Spoken);
        if (spoken.Contains(reading, StringComparison.Ordinal))
            Assert.Equal(SpokenRule.Kept, Assert.Single(read.Changes).Rule);
    }

    [Fact]
    public void Of_two_readings_of_the_same_words_the_last_counts() =>
        Assert.Equal("chỉ thị", Of([new("CT", ["chương trình"]), new("CT", ["chỉ thị"])], "CT").Spoken);

    [Fact]
    public void Reading_kept_in_another_normal_form_is_found() =>
        Assert.Equal("quyết định", Of([new("QĐ của tôi".Normalize(System.Text.NormalizationForm.FormD), ["quyết định"])], "QĐ của tôi").Spoken);

    private static SpokenText Of(IReadOnlyList<WrittenReading> kept, string text) => SpokenText.Of(text, new ReadingIndex(Readings.Tables with { Kept = kept }), Readings.Document, new SpeechPace());
}
