using System.Globalization;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Media.Captions;

/// <summary>The sentences of findings.</summary>
internal static class CaptionFindings
{
    private static readonly HashSet<CaptionFindingCode> Errors =
    [
        CaptionFindingCode.CaptionEmpty, CaptionFindingCode.CaptionTooLarge, CaptionFindingCode.CaptionEncoding, CaptionFindingCode.CaptionUnknownFormat, CaptionFindingCode.CaptionNoCues, CaptionFindingCode.CaptionTooManyCues,
        CaptionFindingCode.CaptionLineTooLong, CaptionFindingCode.CaptionTiming, CaptionFindingCode.CaptionNegativeTime, CaptionFindingCode.CaptionEndsFirst, CaptionFindingCode.CaptionAfterClip, CaptionFindingCode.CaptionChapter,
    ];

    private static readonly HashSet<CaptionFindingCode> Warnings =
    [
        CaptionFindingCode.CaptionBeyondClip, CaptionFindingCode.CaptionOutOfOrder, CaptionFindingCode.CaptionOverlap, CaptionFindingCode.CaptionTooFast, CaptionFindingCode.CaptionNoText, CaptionFindingCode.CaptionStrayText,
        CaptionFindingCode.CaptionScriptRemoved,
    ];

    /// <summary>What follows of a finding.</summary>
    public static CaptionSeverity SeverityOf(CaptionFindingCode code) => Errors.Contains(code) ? CaptionSeverity.Error : Warnings.Contains(code) ? CaptionSeverity.Warning : CaptionSeverity.Remark;

    /// <summary>The stable code.</summary>
    public static string Name(CaptionFindingCode code) => char.ToLowerInvariant(code.ToString()[0]) + code.ToString()[1..];

    /// <summary>A finding with its sentence.</summary>
    /// <param name="code">Which.</param>
    /// <param name="line">Where, from 1; 0 for the whole file.</param>
    /// <param name="what">What was found, in few letters of the file itself, or a bound.</param>
    public static CaptionFinding Of(CaptionFindingCode code, int line = 0, string what = "")
    {
        var text = Sentence(code, Short(what));
        var number = line.ToString(CultureInfo.InvariantCulture);
        return new CaptionFinding(code, line, line > 0 ? new LocalText($"Dòng {number}: {text.Vi}", $"Line {number}: {text.En}") : text);
    }

    /// <summary>The problem of a file that is refused; each error with its line.</summary>
    public static Problem ToProblem(IReadOnlyList<CaptionFinding> findings)
    {
        var errors = findings.Where(finding => finding.Severity == CaptionSeverity.Error).ToList();
        if (errors.Count == 0)
            throw new ArgumentException("Nothing is wrong with the captions.", nameof(findings));
        return new Problem(422, errors[0].Name, new("Không nhận được phụ đề này", "These captions cannot be taken"), errors[0].Message)
        {
            Errors = [.. errors.Take(50).Select(error => new FieldError(error.Line > 0 ? $"line{error.Line.ToString(CultureInfo.InvariantCulture)}" : "file", error.Name, error.Message))],
        };
    }

    private static LocalText Sentence(CaptionFindingCode code, string what) => code switch
    {
        CaptionFindingCode.CaptionEmpty => new("Tệp phụ đề trống.", "The file of captions is empty."),
        CaptionFindingCode.CaptionTooLarge => new($"Tệp phụ đề lớn hơn {what} KB.", $"The file of captions has more than {what} KB."),
        CaptionFindingCode.CaptionEncoding => new(
            "Phụ đề không phải UTF-8 (có lẽ là Windows-1258, TCVN3 hoặc VNI). Hãy mở bằng Notepad hoặc Subtitle Edit và lưu lại với bảng mã UTF-8.",
            "The captions are not UTF-8 (perhaps Windows-1258, TCVN3 or VNI). Open them in Notepad or Subtitle Edit and save them with the encoding UTF-8."),
        CaptionFindingCode.CaptionUnknownFormat => new("tệp không bắt đầu bằng WEBVTT và cũng không phải SubRip (.srt).", "the file neither begins with WEBVTT nor is it SubRip (.srt)."),
        CaptionFindingCode.CaptionNoCues => new("Tệp không có dòng phụ đề nào.", "The file holds no caption."),
        CaptionFindingCode.CaptionTooManyCues => new($"có nhiều hơn {what} phụ đề.", $"there are more than {what} captions."),
        CaptionFindingCode.CaptionLineTooLong => new($"dòng dài hơn {what} ký tự.", $"the line has more than {what} characters."),
        CaptionFindingCode.CaptionTiming => new(
            $"không đọc được thời gian '{what}'; hãy viết như 00:01:02.500 --> 00:01:04.000.", $"the times '{what}' cannot be read; write them as 00:01:02.500 --> 00:01:04.000."),
        CaptionFindingCode.CaptionNegativeTime => new($"thời gian âm '{what}'.", $"a time before the beginning, '{what}'."),
        CaptionFindingCode.CaptionEndsFirst => new($"phụ đề kết thúc trước khi bắt đầu ({what}).", $"the caption ends before it begins ({what})."),
        CaptionFindingCode.CaptionAfterClip => new($"phụ đề bắt đầu sau khi clip đã hết ({what}); có đúng phụ đề của clip này không?", $"the caption begins after the clip has ended ({what}); are these the captions of this clip?"),
        CaptionFindingCode.CaptionBeyondClip => new($"phụ đề kéo dài quá cuối clip, đã cắt tại {what}.", $"the caption lasts beyond the clip's end and was cut at {what}."),
        CaptionFindingCode.CaptionOutOfOrder => new("phụ đề bắt đầu trước phụ đề đứng trên nó; đã xếp lại theo thời gian.", "the caption begins before the one above it; they were put in the order of time."),
        CaptionFindingCode.CaptionOverlap => new("phụ đề chồng lên phụ đề trước; cả hai cùng hiện.", "the caption begins before another has ended; both are shown."),
        CaptionFindingCode.CaptionTooFast => new($"phụ đề dài so với thời gian hiện ({what} ký tự/giây); hãy rút ngắn hoặc để lâu hơn.", $"there is too much to read in its time ({what} characters a second); shorten it or show it longer."),
        CaptionFindingCode.CaptionNoText => new("phụ đề không có chữ, đã bỏ.", "the caption says nothing and was left out."),
        CaptionFindingCode.CaptionStrayText => new($"đoạn chữ không thuộc phụ đề nào, đã bỏ: '{what}'.", $"text that belongs to no caption was left out: '{what}'."),
        CaptionFindingCode.CaptionTagRemoved => new($"đã bỏ thẻ '{what}', giữ lại chữ.", $"the mark '{what}' was taken out, its text stayed."),
        CaptionFindingCode.CaptionScriptRemoved => new($"đã bỏ '{what}' cùng nội dung.", $"'{what}' was taken out with all it held."),
        CaptionFindingCode.CaptionSettingRemoved => new($"đã bỏ vị trí '{what}'.", $"the setting '{what}' was left out."),
        CaptionFindingCode.CaptionStyleRemoved => new("đã bỏ khối STYLE.", "a STYLE block was left out."),
        CaptionFindingCode.CaptionRegionRemoved => new("đã bỏ khối REGION.", "a REGION block was left out."),
        CaptionFindingCode.CaptionNoteRemoved => new("đã bỏ ghi chú NOTE.", "a NOTE was left out."),
        CaptionFindingCode.CaptionBlankLine => new("đã bỏ dòng trống giữa phụ đề.", "an empty line inside the caption was left out."),
        CaptionFindingCode.CaptionConverted => new("Đã chuyển từ UTF-16 sang UTF-8.", "Turned from UTF-16 into UTF-8."),
        CaptionFindingCode.CaptionNormalised => new("Đã gộp chữ có dấu về dạng dựng sẵn (NFC).", "Letters put together out of parts were made whole (NFC)."),
        CaptionFindingCode.CaptionChapter => new($"chương '{what}' không có tên, trùng hoặc đứng sai thứ tự thời gian.", $"the chapter '{what}' has no name, stands twice, or is out of order."),
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "Not a finding."),
    };

    private static string Short(string text)
    {
        var runes = text.EnumerateRunes().ToList();
        return runes.Count <= 60 ? text : string.Concat(runes.Take(60)) + "…";
    }
}
