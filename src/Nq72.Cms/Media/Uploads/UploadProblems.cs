using System.Globalization;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Media.Uploads;

/// <summary>What can be wrong with an upload in parts, said the same way everywhere.</summary>
internal static class UploadProblems
{
    /// <summary>Of a go whose bytes are not those that were meant. Source: tus 1.0.0, Checksum.</summary>
    public const int ChecksumMismatch = 460;

    /// <summary>412 <c>tusVersion</c>.</summary>
    public static Problem Version => new(412, "tusVersion", new("Cần tus 1.0.0", "tus 1.0.0 is needed"), new(
        $"Gửi kèm 'Tus-Resumable: {Tus.Version}'.", $"Send 'Tus-Resumable: {Tus.Version}'."));

    /// <summary>415 <c>notOffsetStream</c>.</summary>
    public static Problem NotOffsetStream => new(415, "notOffsetStream", new($"Thân yêu cầu phải là {Tus.ContentType}", $"The body must be {Tus.ContentType}"));

    /// <summary>400 <c>uploadLength</c>.</summary>
    public static Problem Length => Problem.Malformed("uploadLength", new("Thiếu Upload-Length", "Upload-Length is missing"), new(
        "Gửi tổng số byte của tệp trong Upload-Length, là một số nguyên.", "Send how many bytes the file has in Upload-Length, as a whole number."));

    /// <summary>400 <c>uploadOffset</c>.</summary>
    public static Problem Offset => Problem.Malformed("uploadOffset", new("Thiếu Upload-Offset", "Upload-Offset is missing"), new(
        "Gửi số byte máy chủ đã có trong Upload-Offset; hỏi bằng HEAD.", "Send how many bytes the server has in Upload-Offset; HEAD tells."));

    /// <summary>400 <c>uploadMetadata</c>.</summary>
    public static Problem Metadata => Problem.Malformed("uploadMetadata", new("Không đọc được Upload-Metadata", "Upload-Metadata cannot be read"), new(
        $"Upload-Metadata là các cặp 'tên giá-trị-base64' cách nhau bằng dấu phẩy, mỗi tên một lần, nhiều nhất {PendingUploadMapping.MetadataLength} ký tự.",
        $"Upload-Metadata holds pairs 'name base64-value' with commas between them, each name once, at most {PendingUploadMapping.MetadataLength} characters."));

    /// <summary>400 <c>uploadChecksum</c>.</summary>
    public static Problem Checksum => Problem.Malformed("uploadChecksum", new("Không đọc được Upload-Checksum", "Upload-Checksum cannot be read"), new(
        $"Upload-Checksum là 'sha256 giá-trị-base64'. Các loại được nhận: {Tus.Checksums}.", $"Upload-Checksum is 'sha256 base64-value'. What is taken: {Tus.Checksums}."));

    /// <summary>460 <c>checksumDiffers</c>.</summary>
    public static Problem ChecksumDiffers(long offset) => new(ChecksumMismatch, "checksumDiffers", new("Dữ liệu bị sai trên đường truyền", "The bytes were changed on their way"), new(
        "Phần vừa gửi đã bị bỏ; hãy gửi lại phần đó.", "What was just sent was thrown away; send it again."))
    {
        Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["offset"] = offset },
    };

    /// <summary>409 <c>offsetDiffers</c>.</summary>
    public static Problem OffsetDiffers(long given, long here) => Problem.Conflict("offsetDiffers", new("Gửi tiếp không đúng chỗ", "It goes on at the wrong place"), new(
        $"Bạn gửi từ byte {given}, máy chủ đã có {here} byte; hãy gửi tiếp từ đó.", $"You send from byte {given}, the server has {here} bytes; go on from there.")) with
    {
        Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["offset"] = here },
    };

    /// <summary>409 <c>uploadFinished</c>.</summary>
    public static Problem Finished => Problem.Conflict("uploadFinished", new("Tệp này đã tải lên xong", "This upload is finished"), new(
        "Không gửi thêm được; tệp đã vào kho.", "Nothing can be added; the file is in the library."));

    /// <summary>423 <c>uploadBusy</c>.</summary>
    public static Problem Busy => new(423, "uploadBusy", new("Tệp này đang được gửi", "This upload is being added to"), new(
        "Một yêu cầu khác đang gửi hoặc đang hoàn tất tệp này; hãy thử lại sau vài giây.", "Another request is sending or finishing it; try again in some seconds."))
    {
        RetryAfter = TimeSpan.FromSeconds(2),
    };

    /// <summary>410 <c>uploadExpired</c>.</summary>
    public static Problem Expired => new(410, "uploadExpired", new("Đã quá lâu không gửi tiếp", "It waited too long"), new(
        "Phần đã gửi không còn giữ; hãy tải lên lại từ đầu.", "What was sent is not kept any more; upload it from the beginning."));

    /// <summary>413 <c>uploadTooLong</c>.</summary>
    public static Problem TooLong(long length) => new(413, "uploadTooLong", new("Gửi nhiều hơn đã báo", "More came than was said"), new(
        $"Đã báo tệp có {length} byte; phần vừa gửi bị bỏ.", $"The file was said to have {length} bytes; what was just sent was thrown away."));

    /// <summary>413 <c>mediaTooLarge</c>, before a byte is sent.</summary>
    public static Problem TooLarge(long most) => new(413, "mediaTooLarge", new("Tệp quá lớn", "The file is too large"), new(
        string.Create(CultureInfo.InvariantCulture, $"Không loại tệp nào được lớn hơn {most / (1024.0 * 1024):0.##} MB."), string.Create(CultureInfo.InvariantCulture, $"No file may have more than {most / (1024.0 * 1024):0.##} MB.")))
    {
        Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["maxBytes"] = most },
    };

    /// <summary>409 <c>uploadsTooMany</c>.</summary>
    public static Problem TooMany(int most) => Problem.Conflict("uploadsTooMany", new("Quá nhiều tệp đang tải dở", "Too many uploads are unfinished"), new(
        $"Nhiều nhất {most} tệp đang tải dở; hãy gửi tiếp hoặc bỏ bớt.", $"At most {most} may be unfinished; go on with some, or drop them."));

    /// <summary>404.</summary>
    public static Problem NoUpload(string id) => Problem.NotFound($"Không có lần tải lên '{id}'.", $"There is no upload '{id}'.");
}
