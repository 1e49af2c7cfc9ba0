using System.Text;

namespace Nq72.Testing.Corpus;

/// <summary>One file of captions that somebody might send.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Bytes">The file.</param>
/// <param name="Written">What is written of it, without the first line; null when it is refused.</param>
/// <param name="Findings">Each as <c>code@line</c>, in the order of lines.</param>
internal sealed record CaptionCase(string Name, byte[] Bytes, string? Written, params string[] Findings)
{
    private const string One = "\n00:00:01.000 --> 00:00:03.000\nXin chào\n";

    public static readonly IReadOnlyDictionary<string, CaptionCase> All = new CaptionCase[]
    {
        // good ones
        Vtt("plain", "\n\n00:00:01.000 --> 00:00:03.000\nXin chào\n", One),
        Vtt("no hours", "\n\n00:01.000 --> 00:03.000\nXin chào", One),
        Vtt("title behind the word", " - Bản tin\nKind: captions\nLanguage: vi\n\n00:01.000 --> 00:03.000\nXin chào", One),
        Vtt("Windows' line ends", "\r\n\r\n00:01.000 --> 00:03.000\r\nXin chào\r\n", One),
        Vtt("old Macintosh's line ends", "\r\r00:01.000 --> 00:03.000\rXin chào\r", One),
        new("mark of UTF-8", [.. Encoding.UTF8.Preamble, .. Utf("WEBVTT\n\n00:01.000 --> 00:03.000\nXin chào")], One),
        Vtt("first caption right behind the head", "\n00:01.000 --> 00:03.000\nXin chào", One),
        Vtt("no spaces around the arrow", "\n\n00:01.000-->00:03.000\nXin chào", One),
        Vtt("name, settings and two lines", "\n\nintro\n00:01.000 --> 00:03.000 line:0 position:20%,line-left align:start\nXin chào\ncác bạn", "\nintro\n00:00:01.000 --> 00:00:03.000 line:0 position:20%,line-left align:start\nXin chào\ncác bạn\n"),
        Vtt("marks", "\n\n00:01.000 --> 00:03.000\n<v.loud Bác sĩ An>Xin <i>chào</i> <b.x.y>các</b> <u>bạn</u></v> <lang en>hello</lang> <c.yellow>!</c>", "\n00:00:01.000 --> 00:00:03.000\n<v.loud Bác sĩ An>Xin <i>chào</i> <b.x.y>các</b> <u>bạn</u></v> <lang en>hello</lang> <c.yellow>!</c>\n"),
        Vtt("ruby and instants", "\n\n00:01.000 --> 00:05.000\n<ruby>漢<rt>Hán</rt></ruby> <00:00:02.500>tự", "\n00:00:01.000 --> 00:00:05.000\n<ruby>漢<rt>Hán</rt></ruby> <00:00:02.500>tự\n"),
        Vtt("speaker without an end", "\n\n00:01.000 --> 00:03.000\n<v An>Xin chào", "\n00:00:01.000 --> 00:00:03.000\n<v An>Xin chào</v>\n"),
        Vtt("letters that mean something", "\n\n00:01.000 --> 00:03.000\n5 &lt; 6 &amp; 7&nbsp;&gt; 6 a < b", "\n00:00:01.000 --> 00:00:03.000\n5 &lt; 6 &amp; 7&nbsp;&gt; 6 a &lt; b\n"),
        Vtt("hundred hours", "\n\n100:00:01.000 --> 100:00:03.000\nXin chào", "\n100:00:01.000 --> 100:00:03.000\nXin chào\n"),
        Srt("plain srt", "1\n00:00:01,000 --> 00:00:03,000\nXin chào\n", One),
        Srt("srt with a mark and Windows' line ends", "\ufeff1\r\n00:00:01,000 --> 00:00:03,000\r\nXin chào\r\n\r\n2\r\n00:00:04,000 --> 00:00:06,000\r\nTạm biệt\r\n", One + "\n00:00:04.000 --> 00:00:06.000\nTạm biệt\n"),
        Srt("srt without numbers", "00:00:01,000 --> 00:00:03,000\nXin chào\n\n00:00:04,000 --> 00:00:06,000\nTạm biệt", One + "\n00:00:04.000 --> 00:00:06.000\nTạm biệt\n"),
        Srt("srt without empty lines", "1\n00:00:01,000 --> 00:00:03,000\nXin chào\n2\n00:00:04,000 --> 00:00:06,000\nTạm biệt", One + "\n00:00:04.000 --> 00:00:06.000\nTạm biệt\n"),
        Srt("srt with short times", "1\n0:00:1,0 --> 0:00:3.00\nXin chào", One),
        Srt("srt with letters that mean something", "1\n00:00:01,000 --> 00:00:03,000\n5 < 6 & 7 > 6 --", "\n00:00:01.000 --> 00:00:03.000\n5 &lt; 6 &amp; 7 &gt; 6 --\n"),
        Srt("srt whose last line is a number", "1\n00:00:01,000 --> 00:00:03,000\nNăm\n2027", "\n00:00:01.000 --> 00:00:03.000\nNăm\n2027\n"),

        // made safe, and said
        Vtt("comment, style and region", "\n\nNOTE của phòng tin\n\nSTYLE\n::cue { background: url(http://127.0.0.1/) }\n\nREGION\nid:a\n\n00:01.000 --> 00:03.000 region:a\nXin chào", One, "captionNoteRemoved@3", "captionStyleRemoved@5", "captionRegionRemoved@8", "captionSettingRemoved@11"),
        Vtt("script", "\n\n00:01.000 --> 00:03.000\nXin <script>alert(1)</script>chào", One, "captionScriptRemoved@4"),
        Vtt("link with a script", "\n\n00:01.000 --> 00:03.000\n<a href=\"javascript:alert(1)\">Xin chào</a>", One, "captionTagRemoved@4"),
        Vtt("picture that runs something", "\n\n00:01.000 --> 00:03.000\n<img src=x onerror=alert(1)>Xin chào", One, "captionTagRemoved@4"),
        Vtt("script in disguise", "\n\n00:01.000 --> 00:03.000\n&lt;script&gt;alert(1)&lt;/script&gt;", "\n00:00:01.000 --> 00:00:03.000\n&lt;script&gt;alert(1)&lt;/script&gt;\n"),
        Vtt("speaker who is a tag", "\n\n00:01.000 --> 00:03.000\n<v &lt;img onerror=x&gt;>Xin chào</v>", "\n00:00:01.000 --> 00:00:03.000\n<v &lt;img onerror=x&gt;>Xin chào</v>\n"),
        Vtt("line ends as numbers", "\n\n00:01.000 --> 00:03.000\nXin&#10;&#10;00:09.000 --&gt; 00:10.000&#13;&#13;chào", "\n00:00:01.000 --> 00:00:03.000\nXin\n00:09.000 --&gt; 00:10.000\nchào\n"),
        Vtt("class that is none", "\n\n00:01.000 --> 00:03.000\n<c.a\"onload=x.ok>Xin chào</c>", "\n00:00:01.000 --> 00:00:03.000\n<c.ok>Xin chào</c>\n"),
        Vtt("settings that are none", "\n\n00:01.000 --> 00:03.000 line:0 line:5 size:500% align:middle onload:x\nXin chào", "\n00:00:01.000 --> 00:00:03.000 line:0\nXin chào\n", "captionSettingRemoved@3", "captionSettingRemoved@3", "captionSettingRemoved@3", "captionSettingRemoved@3"),
        Vtt("out of order", "\n\n00:04.000 --> 00:06.000\nTạm biệt\n\n00:01.000 --> 00:03.000\nXin chào", One + "\n00:00:04.000 --> 00:00:06.000\nTạm biệt\n", "captionOutOfOrder@6"),
        Vtt("one over another", "\n\n00:01.000 --> 00:03.000\nXin chào\n\n00:02.000 --> 00:06.000\nTạm biệt", One + "\n00:00:02.000 --> 00:00:06.000\nTạm biệt\n", "captionOverlap@6"),
        Vtt("beyond the clip", "\n\n00:01.000 --> 00:03.000\nXin chào\n\n01:39.000 --> 02:30.000\nTạm biệt", One + "\n00:01:39.000 --> 00:01:40.000\nTạm biệt\n", "captionBeyondClip@6"),
        Vtt("too fast", "\n\n00:01.000 --> 00:01.200\nXin chào", "\n00:00:01.000 --> 00:00:01.200\nXin chào\n", "captionTooFast@3"),
        Vtt("says nothing", "\n\n00:01.000 --> 00:03.000\nXin chào\n\n00:04.000 --> 00:06.000\n \n", One, "captionNoText@6"),
        Vtt("text that belongs to nothing", "\n\nChào mừng\n\n00:01.000 --> 00:03.000\nXin chào", One, "captionStrayText@3"),
        Vtt("forgotten empty line", "\n\n00:01.000 --> 00:03.000\nXin chào\n00:04.000 --> 00:06.000\nTạm biệt", One + "\n00:00:04.000 --> 00:00:06.000\nTạm biệt\n"),
        Vtt("letters in parts", "\n\n00:01.000 --> 00:03.000\n" + "Xin chào".Normalize(NormalizationForm.FormD), One, "captionNormalised@0"),
        new("UTF-16", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("1\n00:00:01,000 --> 00:00:03,000\nXin chào")], One, "captionConverted@0"),
        new("UTF-16 of the other end", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes("WEBVTT\n\n00:01.000 --> 00:03.000\nXin chào")], One, "captionConverted@0"),
        Srt("srt with overrides and colours", "1\n00:00:01,000 --> 00:00:03,000 X1:10 X2:20\n{\\an8}<font color=\"red\">Xin</font> <B>chào</B>", "\n00:00:01.000 --> 00:00:03.000\nXin <b>chào</b>\n", "captionSettingRemoved@2", "captionTagRemoved@3", "captionTagRemoved@3"),
        Srt("srt with an empty line inside", "1\n00:00:01,000 --> 00:00:03,000\nXin\n\nchào\n", "\n00:00:01.000 --> 00:00:03.000\nXin\nchào\n", "captionBlankLine@4"),
        Srt("srt with a script", "1\n00:00:01,000 --> 00:00:03,000\nXin <script>alert(1)</script>chào", One, "captionScriptRemoved@3"),
        Srt("srt with words before", "Phụ đề của An\n\n1\n00:00:01,000 --> 00:00:03,000\nXin chào", One, "captionStrayText@1"),

        // refused
        new("nothing", [], null, "captionEmpty@0"),
        new("only a mark", [.. Encoding.UTF8.Preamble], null, "captionEmpty@0"),
        Srt("white space", " \r\n\t\n", null, "captionEmpty@0"),
        Vtt("head alone", "\n", null, "captionNoCues@0"),
        Vtt("comments alone", "\n\nNOTE xin chào", null, "captionNoCues@0", "captionNoteRemoved@3"),
        Srt("no head", "00:01.000 --> 00:03.000\nXin chào", null, "captionUnknownFormat@1"),
        Srt("head in small letters", "webvtt\n\n00:01.000 --> 00:03.000\nXin chào", null, "captionUnknownFormat@1"),
        Srt("head that goes on", "WEBVTTX\n\n00:01.000 --> 00:03.000\nXin chào", null, "captionUnknownFormat@1"),
        Srt("SubStation", "[Script Info]\nTitle: x\n[Events]\nDialogue: 0,0:00:01.00,0:00:03.00,Default,,0,0,0,,Xin", null, "captionUnknownFormat@1"),
        Srt("page", "<!DOCTYPE html><script>alert(1)</script>", null, "captionUnknownFormat@1"),
        new("Windows-1258", [.. Utf("1\n00:00:01,000 --> 00:00:03,000\nTi"), 0xEA, (byte)'m', (byte)' ', 0xF0], null, "captionEncoding@0"),
        new("UTF-16 without a mark", Encoding.Unicode.GetBytes("WEBVTT\n\n00:01.000 --> 00:03.000\nXin chào"), null, "captionEncoding@0"),
        new("UTF-16 cut in a letter", [0xFF, 0xFE, 65], null, "captionEncoding@0"),
        new("UTF-32", [0xFF, 0xFE, 0, 0, 65, 0, 0, 0], null, "captionEncoding@0"),
        new("zero bytes", [.. Utf("WEBVTT\n\n"), 0, 0], null, "captionEncoding@0"),
        Vtt("comma of srt", "\n\n00:00:01,000 --> 00:00:03,000\nXin chào", null, "captionTiming@3"),
        Vtt("sixty seconds", "\n\n00:00:60.000 --> 00:01:03.000\nXin chào", null, "captionTiming@3"),
        Vtt("two digits of milliseconds", "\n\n00:00:01.00 --> 00:00:03.000\nXin chào", null, "captionTiming@3"),
        Vtt("no end", "\n\n00:00:01.000 -->\nXin chào", null, "captionTiming@3"),
        Vtt("words for times", "\n\nđầu --> cuối\nXin chào", null, "captionTiming@3"),
        Vtt("before the beginning", "\n\n-00:01.000 --> 00:03.000\nXin chào", null, "captionNegativeTime@3"),
        Srt("srt before the beginning", "1\n00:00:01,000 --> 00:00:03,000\nXin chào\n\n2\n-00:00:01,000 --> 00:00:03,000\nXin", null, "captionNegativeTime@6"),
        Vtt("ends first", "\n\n00:03.000 --> 00:01.000\nXin chào", null, "captionEndsFirst@3"),
        Vtt("ends when it begins", "\n\n00:03.000 --> 00:03.000\nXin chào", null, "captionEndsFirst@3"),
        Vtt("captions of another clip", "\n\n00:01.000 --> 00:03.000\nXin chào\n\n05:00.000 --> 05:02.000\nTạm biệt", null, "captionAfterClip@6"),
        Srt("line of a thousand", "1\n00:00:01,000 --> 00:00:03,000\n" + new string('a', 1001), null, "captionLineTooLong@3"),
        Vtt("too many", string.Concat(Enumerable.Range(0, 60).Select(second => $"\n\n00:{second:00}.000 --> 00:{second:00}.900\nXin")), null, "captionTooManyCues@153"),
        Srt("too large", new string('\n', 300_000), null, "captionTooLarge@0"),
    }.ToDictionary(one => one.Name, StringComparer.Ordinal);

    private static CaptionCase Vtt(string name, string rest, string? written, params string[] findings) => new(name, Utf("WEBVTT" + rest), written, findings);

    private static CaptionCase Srt(string name, string text, string? written, params string[] findings) => new(name, Utf(text), written, findings);

    private static byte[] Utf(string text) => Encoding.UTF8.GetBytes(text);
}
