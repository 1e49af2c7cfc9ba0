using System.Text;
using Nq72.Cms.Media.Captions;

namespace Nq72.Cms.Tests.Media.Captions;

public sealed class ChapterListTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(5000);
    private static readonly CaptionLimits Limits = new() { ClipDuration = Duration };

    [Theory]
    [InlineData("0:00 Mở đầu\n1:30 Tiêm chủng\n1:02:03 Kết")]
    [InlineData("00:00 - Mở đầu\r\n\r\n01:30 – Tiêm chủng\r\n01:02:03: Kết")]
    [InlineData("[00:00] Mở đầu\n(01:30)  Tiêm   chủng \n1:02:03\tKết")]
    [InlineData("WEBVTT\n\n00:00.000 --> 01:30.000\nMở đầu\n\n01:30.000 --> 01:02:03.000\n<i>Tiêm</i> chủng\n\n01:02:03.000 --> 01:10:00.000\nKết")]
    public void Chapters_are_read_as_people_write_them(string text)
    {
        var (chapters, findings) = ChapterList.Read(Encoding.UTF8.GetBytes(text), Limits);

        Assert.Empty(findings);
        Assert.Equal([(0.0, "Mở đầu"), (90.0, "Tiêm chủng"), (3723.0, "Kết")], chapters!.Select(chapter => (chapter.Start.TotalSeconds, chapter.Title)));
        var ended = ChapterList.WithEnds(chapters!, Duration);
        Assert.Equal(3723, ended[1].End!.Value.TotalSeconds);
        // written as a track, they read the same again
        var track = WebVttWriter.WriteChapters(chapters!, Duration);
        Assert.Equal(ended, ChapterList.Read(Encoding.UTF8.GetBytes(track), Limits).Chapters);
    }

    [Theory]
    [InlineData("", "captionEmpty@0")]
    [InlineData("Mở đầu", "captionChapter@1")]
    [InlineData("0:00 Mở đầu\n0:00 Lại", "captionChapter@2")]
    [InlineData("1:00 Sau\n0:30 Trước", "captionChapter@2")]
    [InlineData("0:00 Mở đầu\n1:00", "captionChapter@2")]
    [InlineData("0:00 Mở đầu\n1:99 Sai", "captionChapter@2")]
    [InlineData("0:00 Mở đầu\n2:00:00 Sau khi hết", "captionAfterClip@2")]
    [InlineData("WEBVTT\n\n00:10.000 --> 00:05.000\nMở đầu", "captionEndsFirst@3")]
    [InlineData("WEBVTT\n", "captionNoCues@0")]
    public void Chapters_that_are_wrong_are_refused_by_line(string text, string finding)
    {
        var (chapters, findings) = ChapterList.Read(Encoding.UTF8.GetBytes(text), Limits);

        Assert.Null(chapters);
        Assert.Equal([finding], findings.Select(one => $"{one.Name}@{one.Line}"));
    }
}
