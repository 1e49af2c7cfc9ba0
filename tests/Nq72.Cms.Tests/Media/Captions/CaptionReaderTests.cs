using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Nq72.Cms.Media.Captions;
using Nq72.Testing.Corpus;

namespace Nq72.Cms.Tests.Media.Captions;

/// <summary>Captions as people send them: what is written of each, and what is said of it, line by line.</summary>
public sealed partial class CaptionReaderTests
{
    private static readonly CaptionLimits Limits = new() { ClipDuration = TimeSpan.FromSeconds(100), MaxCues = 50, MaxBytes = 200_000, MaxLineLength = 1000 };

    public static TheoryData<string> Names => [.. CaptionCase.All.Keys];

    [Fact]
    public void Corpus_has_at_least_thirty_good_and_bad_ones() =>
        Assert.True(CaptionCase.All.Values.Count(one => one.Written is not null) >= 30 && CaptionCase.All.Values.Count(one => one.Written is null) >= 25);

    [Theory, MemberData(nameof(Names))]
    public void Read_writes_what_is_safe_and_says_the_rest(string name)
    {
        var one = CaptionCase.All[name];
        // hundred hours fit no clip of ours
        var limits = name == "hundred hours" ? Limits with { ClipDuration = null } : Limits;

        var (file, findings) = CaptionReader.Read(one.Bytes, limits);

        Assert.Equal(one.Findings, findings.Select(finding => $"{finding.Name}@{finding.Line}"));
        Assert.Equal(one.Written is null ? null : "WEBVTT\n" + one.Written, file is null ? null : WebVttWriter.Write(file));
        Assert.Equal(one.Written is null, findings.Any(finding => finding.Severity == CaptionSeverity.Error));
        foreach (var finding in findings)
        {
            Assert.NotEqual(finding.Message.Vi, finding.Message.En);
            if (finding.Line > 0)
                Assert.StartsWith($"Dòng {finding.Line}: ", finding.Message.Vi, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Problem_of_a_refused_file_names_each_error_by_its_line()
    {
        var (_, findings) = CaptionReader.Read("WEBVTT\n\n00:03.000 --> 00:01.000\nA\n\n00:01,000 --> 00:02.000\nB\n\nNOTE x"u8, new CaptionLimits());

        var problem = CaptionFindings.ToProblem(findings);

        Assert.Equal((422, "captionEndsFirst"), (problem.Status, problem.Code));
        Assert.Equal(["line3 captionEndsFirst", "line6 captionTiming"], problem.Errors.Select(error => $"{error.Field} {error.Code}"));
        Assert.Throws<ArgumentException>(() => CaptionFindings.ToProblem([CaptionFindings.Of(CaptionFindingCode.CaptionNoteRemoved, 9)]));
    }

    [Fact]
    public void Findings_have_a_code_and_a_sentence_in_both_languages()
    {
        foreach (var code in Enum.GetValues<CaptionFindingCode>())
        {
            var finding = CaptionFindings.Of(code, 3, "x");

            Assert.Matches("^caption[A-Z][A-Za-z]+$", finding.Name);
            Assert.NotEqual(finding.Message.Vi, finding.Message.En);
        }
    }

    // whatever goes in: what comes out says the same when it is read again, and holds nothing but captions
    [Fact]
    public void Written_captions_read_the_same_again_and_are_safe_whatever_went_in()
    {
        var random = new Random(72);
        string[] pieces =
        [
            "Xin chào", "<", ">", "&", "-->", "\n", "\n\n", "<v An>", "</v>", "<i>", "</i>", "<b.x>", "</b>", "<c.yellow.bg_blue>", "<lang vi>", "<script>", "</script>", "<a href='javascript:alert(1)'>", "&lt;", "&amp;", "&#10;", "&#13;", "&#0;", "&nbsp;",
            "<00:00:01.000>", "<ruby>", "<rt>", "{\\an8}", "WEBVTT", "NOTE", "STYLE", "\t", "\u200e", "e\u0301", "\ud83d\ude00", "\u2028", "\r", "00:00:01.000 --> 00:00:02.000", "1", "<v", "</", "<!--", "]]>", "line:0", "🐃", "ệ", "\u0000", "\u0085",
        ];
        var read = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => pieces[random.Next(pieces.Length)]));
            var isSubRip = random.Next(2) == 0;
            var source = isSubRip ? $"1\n00:00:01,000 --> 00:00:09,000\n{text}\n" : $"WEBVTT\n\n00:00:01.000 --> 00:00:09.000\n{text}\n";
            var (file, _) = CaptionReader.Read(Encoding.UTF8.GetBytes(source), new CaptionLimits());
            if (file is null)
                continue;
            read++;
            var written = WebVttWriter.Write(file);
            var (again, findings) = CaptionReader.Read(Encoding.UTF8.GetBytes(written), new CaptionLimits());

            Assert.True(again is not null, $"{source}\n----\n{written}");
            Assert.Equal(written, WebVttWriter.Write(again));
            Assert.Equal(file.Cues.Select(cue => (cue.Start, cue.End)), again.Cues.Select(cue => (cue.Start, cue.End)));
            Assert.DoesNotContain(findings, finding => finding.Code is CaptionFindingCode.CaptionTagRemoved or CaptionFindingCode.CaptionScriptRemoved or CaptionFindingCode.CaptionStrayText or CaptionFindingCode.CaptionNormalised);
            // every bracket belongs to one of WebVTT's own marks, and every arrow to a line of times
            Assert.DoesNotContain(AnyTag().Matches(written.Replace("-->", "", StringComparison.Ordinal)), tag => !OwnTag().IsMatch(tag.Value));
            Assert.Equal(file.Cues.Count, written.Split("-->").Length - 1);
        }

        Assert.True(read > 5_000, $"{read}");
    }

    [Fact]
    public void Noise_is_refused_and_never_breaks()
    {
        var random = new Random(72);
        foreach (var one in CaptionCase.All.Values.Where(one => one.Bytes.Length is > 4 and < 10_000))
        {
            for (var round = 0; round < 300; round++)
            {
                var changed = one.Bytes[..random.Next(1, one.Bytes.Length + 1)];
                for (var change = random.Next(4); change > 0; change--)
                    changed[random.Next(changed.Length)] = (byte)random.Next(256);
                var (file, findings) = CaptionReader.Read(changed, Limits);
                Assert.Equal(file is null, findings.Any(finding => finding.Severity == CaptionSeverity.Error));
            }
        }
    }

    [Fact]
    public void Largest_hostile_files_are_read_within_two_seconds()
    {
        var limits = new CaptionLimits { MaxLineLength = 2_000_000 };
        foreach (var piece in new[] { "<", "<b>", "<v ", "&", "<script>", "{\\", "a<b", "</b>", "-->\n", "00:00:01.000 --> 00:00:02.000\n", "\n", "e\u0301" })
        {
            var bytes = Encoding.UTF8.GetBytes("WEBVTT\n\n00:00:01.000 --> 00:00:09.000\n" + string.Concat(Enumerable.Repeat(piece, 1_900_000 / Encoding.UTF8.GetByteCount(piece))));
            var before = Process.GetCurrentProcess().TotalProcessorTime;

            CaptionReader.Read(bytes, limits);

            // computing time: other tests have threads too, hence twice what is promised
            Assert.True(Process.GetCurrentProcess().TotalProcessorTime - before < TimeSpan.FromSeconds(4), piece);
        }
    }

    [Theory]
    [InlineData("00:00.000", 0)]
    [InlineData("01:02.003", 62_003)]
    [InlineData("01:02:03.004", 3_723_004)]
    [InlineData("1:02:03.004", -1)]
    [InlineData("00:60.000", -1)]
    [InlineData("60:00.000", -1)]
    [InlineData("00:00.00", -1)]
    [InlineData("00:00,000", -1)]
    [InlineData("٠٠:٠٠.٠٠٠", -1)]
    [InlineData("99999:00:00.000", 359_996_400_000)]
    [InlineData("999999:00:00.000", -1)]
    public void Time_is_read_as_the_standard_says(string text, long milliseconds)
    {
        Assert.Equal(milliseconds < 0 ? null : TimeSpan.FromMilliseconds(milliseconds), CueTime.Read(text));
        if (milliseconds >= 0)
            Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), CueTime.Read(CueTime.Write(TimeSpan.FromMilliseconds(milliseconds))));
    }

    [GeneratedRegex("<[^>]*>?", RegexOptions.None, 1000)]
    private static partial Regex AnyTag();

    [GeneratedRegex(@"^<(/(b|i|u|c|v|lang|ruby|rt)|(b|i|u|c|v|lang|ruby|rt)(\.[A-Za-z0-9_-]+)*( [^<>\n]+)?|\d{2,}:\d{2}:\d{2}\.\d{3})>$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OwnTag();
}
