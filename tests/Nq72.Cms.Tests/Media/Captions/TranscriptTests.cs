using System.Text;
using Nq72.Cms.Media.Captions;

namespace Nq72.Cms.Tests.Media.Captions;

public sealed class TranscriptTests
{
    [Fact]
    public void Transcript_has_paragraphs_by_pauses_and_speakers()
    {
        const string Captions = """
            WEBVTT

            00:01.000 --> 00:03.000
            <v Phóng viên>Thưa bác sĩ,
            bao giờ thì <i>tiêm</i>?

            00:03.100 --> 00:05.000
            <v Bác sĩ An>Từ ngày mai &amp; cả tuần.

            00:05.200 --> 00:07.000
            <v Bác sĩ An>Mời bà con tới.

            00:10.000 --> 00:12.000
            <v Bác sĩ An>Xin cảm ơn.

            00:12.100 --> 00:14.000
            - Chào bác sĩ.
            - Chào anh.
            """;

        Assert.Equal(
            "Phóng viên: Thưa bác sĩ, bao giờ thì tiêm?\n\nBác sĩ An: Từ ngày mai & cả tuần. Mời bà con tới.\n\nXin cảm ơn.\n\n- Chào bác sĩ.\n\n- Chào anh.", Transcript.Of(Read(Captions)));
        // a longer pause is none
        Assert.Contains("tới. Xin cảm ơn.", Transcript.Of(Read(Captions), TimeSpan.FromSeconds(5)), StringComparison.Ordinal);
    }

    [Fact]
    public void Transcript_says_once_what_rolls_upwards_and_leaves_out_ruby() =>
        Assert.Equal("Xin chào 漢 tự", Transcript.Of(Read("WEBVTT\n\n00:01.000 --> 00:03.000\nXin chào\n\n00:03.000 --> 00:05.000\nXin chào\n\n00:05.000 --> 00:07.000\n<ruby>漢<rt>Hán</rt></ruby> tự")));

    private static CaptionFile Read(string text) => CaptionReader.Read(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n")), new CaptionLimits()).File!;
}
