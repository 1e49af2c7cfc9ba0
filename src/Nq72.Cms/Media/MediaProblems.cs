using System.Globalization;
using Nq72.Cms.Media.Kinds;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Media;

/// <summary>What can be wrong with a file, or stand in the way of touching one, said the same way everywhere.</summary>
internal static class MediaProblems
{
    private const string Accepted = "JPEG, PNG, WebP, HEIC/AVIF, GIF; MP4, MOV, WebM; MP3, M4A, Opus, WAV; PDF, DOCX; WebVTT, SRT";

    /// <summary>422 <c>mediaEmpty</c>.</summary>
    public static Problem Empty => new(422, "mediaEmpty", new("Tệp trống", "The file is empty"), new("Tệp không có byte nào; hãy chọn lại tệp.", "It has no bytes; choose the file again."));

    /// <summary>422 <c>mediaUnknownKind</c>: nothing that we know.</summary>
    public static Problem UnknownKind => new(422, "mediaUnknownKind", new("Không nhận ra loại tệp", "The kind of file is not known"), new(
        $"Nội dung tệp không thuộc loại nào được nhận. Các loại được nhận: {Accepted}.", $"Its content is of none of the kinds that are taken: {Accepted}."));

    /// <summary>422 <c>mediaEncoding</c>.</summary>
    public static Problem CaptionsEncoding => new(422, "mediaEncoding", new("Phụ đề không phải UTF-8", "The captions are not UTF-8"), new(
        "Hãy lưu lại tệp phụ đề với bảng mã UTF-8.", "Save the captions with the encoding UTF-8."));

    /// <summary>422 <c>mediaDamaged</c>: captions without a cue.</summary>
    public static Problem NoCues => new(422, "mediaDamaged", new("Phụ đề không có câu nào", "The captions hold no cue"), new(
        "Tệp không có dòng thời gian nào ('-->').", "No line of it has times ('-->')."));

    /// <summary>507 <c>mediaDiskFull</c>.</summary>
    public static Problem DiskFull => new(507, "mediaDiskFull", new("Máy chủ không đủ chỗ trên đĩa", "There is no room on the server's disk"), new(
        "Tệp chưa được lưu. Hãy báo quản trị dọn đĩa rồi tải lên lại.", "The file was not stored. Ask the administrator to make room, then upload it again."));

    /// <summary>422 <c>mediaNotAllowed</c>: it is known, and not taken.</summary>
    public static Problem NotAllowed(string vi, string en) => new(422, "mediaNotAllowed", new("Không nhận loại tệp này", "This kind of file is not taken"), new(
        $"Tệp là {vi}. Các loại được nhận: {Accepted}.", $"The file is {en}. What is taken: {Accepted}."));

    /// <summary>422 <c>mediaUnsafe</c>.</summary>
    public static Problem Unsafe(string vi, string en) => new(422, "mediaUnsafe", new("Tệp không an toàn", "The file is not safe"), new(
        $"Không nhận: {vi}.", $"It is not taken: {en}."));

    /// <summary>422 <c>mediaDamaged</c>.</summary>
    public static Problem Damaged(MediaFormat format) => new(422, "mediaDamaged", new("Tệp hỏng", "The file is damaged"), new(
        $"Tệp {format} bị hỏng hoặc thiếu một phần; hãy lưu lại rồi tải lên lại.", $"The {format} file is damaged, or a part of it is missing; save it anew and upload it again."));

    /// <summary>413 <c>mediaTooLarge</c>.</summary>
    public static Problem TooLarge(MediaKind kind, long most) => new(413, "mediaTooLarge", new("Tệp quá lớn", "The file is too large"), new(
        $"{KindVi(kind)} nhiều nhất {Size(most)}.", $"A file of the kind {kind.ToString().ToLowerInvariant()} has at most {Size(most)}."))
    {
        Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["maxBytes"] = most },
    };

    /// <summary>422 <c>mediaKindDiffers</c>: a file is replaced by one of another kind.</summary>
    public static Problem KindDiffers(MediaKind now, MediaKind given) => new(422, "mediaKindDiffers", new("Tệp thay thế khác loại", "The new file is of another kind"), new(
        $"{KindVi(now)} chỉ thay được bằng tệp cùng loại, không phải {KindVi(given).ToLowerInvariant()}.", $"A file of the kind {now} can only be replaced by one of the same kind, not {given}."));

    /// <summary>409 <c>mediaExists</c>: the same bytes are in the library already.</summary>
    public static Problem Exists(string id) => Problem.Conflict("mediaExists", new("Tệp này đã có trong thư viện", "This file is in the library already"), new(
        $"Cùng nội dung với '{id}'.", $"Its content is that of '{id}'.")) with
    {
        Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["id"] = id },
    };

    /// <summary>409 <c>mediaNotFailed</c>: there is nothing to try again.</summary>
    public static Problem NotFailed => Problem.Conflict("mediaNotFailed", new("Không có việc nào để làm lại", "There is nothing to try again"), new(
        "Mọi bản nhỏ của tệp đã xong, hoặc đang được tạo.", "All that is made of the file is there, or is being made."));

    /// <summary>422 <c>captionsNotForKind</c>: only what plays has captions.</summary>
    public static Problem NoCaptionsFor(MediaKind kind) => new(422, "captionsNotForKind", new("Loại tệp này không có phụ đề", "This kind of file has no captions"), new(
        $"{KindVi(kind)} không có phụ đề; chỉ clip và âm thanh mới có.", $"A file of the kind {kind.ToString().ToLowerInvariant()} has no captions; clips and sound do."));

    /// <summary>422 <c>posterNotForKind</c>: only clips have one.</summary>
    public static Problem NoPosterFor(MediaKind kind) => new(422, "posterNotForKind", new("Loại tệp này không có ảnh bìa", "This kind of file has no poster"), new(
        $"{KindVi(kind)} không có ảnh bìa; chỉ clip mới có.", $"A file of the kind {kind.ToString().ToLowerInvariant()} has no poster; clips do."));

    /// <summary>404: there are none in the language.</summary>
    public static Problem NoCaptions(string lang) => Problem.NotFound($"Tệp không có phụ đề hay chương bằng '{lang}'.", $"The file has no captions or chapters in '{lang}'.");

    /// <summary>404.</summary>
    public static Problem NoMedia(string id) => Problem.NotFound($"Không có tệp '{id}'.", $"There is no file '{id}'.");

    /// <summary>404 of the public address: nothing is told of what there is.</summary>
    public static Problem NotPublic => Problem.NotFound("Không có tệp này.", "There is no such file.");

    /// <summary>412 <c>stale</c>, with both revisions.</summary>
    public static Problem Stale(int seen, int current) => new(412, "stale", new("Người khác đã lưu trước", "Somebody else was faster"), new(
        $"Bạn sửa từ lần lưu {seen}, nay đã là {current}.", $"You edited revision {seen}; it is now {current}."))
    {
        Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["yourRevision"] = seen, ["currentRevision"] = current },
    };

    /// <summary>A kind as it stands at the beginning of a sentence.</summary>
    public static string KindVi(MediaKind kind) => kind switch
    {
        MediaKind.Image => "Ảnh",
        MediaKind.Video => "Clip",
        MediaKind.Audio => "Âm thanh",
        MediaKind.Document => "Tài liệu",
        _ => "Phụ đề",
    };

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024):0.##} MB");
}
