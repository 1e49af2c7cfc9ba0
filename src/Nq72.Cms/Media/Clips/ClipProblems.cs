using System.Globalization;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Media.Clips;

/// <summary>Why a clip or sound is not taken, or not now: one stable code each, with what was found and what to do.</summary>
internal static class ClipProblems
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);
    private static readonly LocalText NotTaken = new("Không nhận được clip hoặc âm thanh này", "This clip or sound cannot be taken");
    private static readonly LocalText NotNow = new("Chưa xử lý được clip và âm thanh lúc này", "Clips and sound cannot be worked on right now");

    /// <summary>The problem that a refusal means.</summary>
    public static Problem Of(ClipRefusal refusal) => refusal.Code switch
    {
        ClipRefusalCode.ClipEmpty => Wrong(refusal, "Tệp trống.", "The file is empty."),
        ClipRefusalCode.ClipKindNotAllowed => Wrong(refusal,
            "Nội dung tệp không phải clip MP4, MOV, WebM hay âm thanh M4A, MP3, Opus, WAV, dù tên tệp là gì.", "By its content the file is no MP4, MOV or WebM clip and no M4A, MP3, Opus or WAV sound, whatever its name says."),
        ClipRefusalCode.ClipTruncated => Wrong(refusal,
            $"Tệp bị cắt cụt ({refusal.What}), có lẽ do tải lên dở dang hoặc máy quay tắt đột ngột; hãy gửi lại từ bản gốc.",
            $"The file is cut off ({refusal.What}), perhaps by a broken upload or a camera that was switched off; send it again from the original."),
        ClipRefusalCode.ClipBroken => Wrong(refusal,
            $"Tệp bị hỏng ({refusal.What}); hãy mở bằng phần mềm dựng phim và xuất lại thành MP4.", $"The file is damaged ({refusal.What}); open it with an editing program and export it as MP4."),
        ClipRefusalCode.ClipExternal => Wrong(refusal,
            "Clip trỏ tới tệp hoặc địa chỉ khác thay vì chứa hình và tiếng; hãy xuất thành một tệp MP4 trọn vẹn.", "The clip points to other files or addresses instead of holding its pictures and sound; export it as one whole MP4."),
        ClipRefusalCode.ClipCodecNotAllowed => Wrong(refusal,
            $"Clip dùng kiểu mã hóa {refusal.What} không được nhận; hãy xuất lại thành MP4 (H.264, AAC).", $"The clip uses the coding {refusal.What}, which is not taken; export it as MP4 (H.264, AAC)."),
        ClipRefusalCode.ClipNoStreams => Wrong(refusal, "Tệp không có hình cũng không có tiếng.", "The file holds neither pictures nor sound."),
        ClipRefusalCode.ClipNoPicture => Wrong(refusal, "Tệp chỉ có tiếng, không có hình.", "The file holds only sound, no pictures."),
        ClipRefusalCode.ClipNoSound => Wrong(refusal, "Clip không có tiếng.", "The clip has no sound."),
        ClipRefusalCode.ClipTooLarge => Wrong(refusal,
            $"Tệp có {Mega(refusal.Found)} MB, nhiều nhất {Mega(refusal.Allowed)} MB; hãy xuất lại nhỏ hơn.", $"The file has {Mega(refusal.Found)} MB, at most {Mega(refusal.Allowed)} MB are allowed; export it smaller."),
        ClipRefusalCode.ClipTooLong => Wrong(refusal,
            $"Clip dài {Clock(refusal.Found)}, nhiều nhất {Clock(refusal.Allowed)}; hãy cắt bớt hoặc chia thành nhiều phần.", $"It plays for {Clock(refusal.Found)}, at most {Clock(refusal.Allowed)} are allowed; shorten it or send it in parts."),
        ClipRefusalCode.ClipTooManyStreams => Wrong(refusal,
            $"Clip có {refusal.Found} luồng, nhiều nhất {refusal.Allowed}; hãy xuất lại với một luồng hình và một luồng tiếng.", $"The clip has {refusal.Found} tracks, at most {refusal.Allowed} are allowed; export it with one of pictures and one of sound."),
        ClipRefusalCode.ClipTooManyPixels => Wrong(refusal,
            $"Khung hình {refusal.What} có quá {refusal.Allowed / 1_000_000} triệu điểm ảnh; hãy xuất lại nhỏ hơn.", $"A frame of {refusal.What} has more than {refusal.Allowed / 1_000_000} million pixels; export it smaller."),
        ClipRefusalCode.ClipPosterOutside => Wrong(refusal,
            $"Thời điểm chọn ảnh bìa nằm ngoài clip (dài {Clock(refusal.Allowed)}).", $"The instant chosen for the poster is not in the clip (which plays for {Clock(refusal.Allowed)})."),
        ClipRefusalCode.ClipTimeLimit => Wrong(refusal,
            $"Xử lý tệp quá {refusal.Allowed} giây nên đã dừng; hãy xuất lại thành MP4 720p hoặc cắt bớt.", $"Working on the file took more than {refusal.Allowed} seconds and was stopped; export it as MP4 in 720p or shorten it."),
        ClipRefusalCode.ClipMemoryLimit => Wrong(refusal,
            $"Xử lý tệp cần hơn {refusal.Allowed >> 20} MB bộ nhớ nên đã dừng; hãy xuất lại thành MP4 720p.", $"Working on the file took more than {refusal.Allowed >> 20} MB of memory and was stopped; export it as MP4 in 720p."),
        ClipRefusalCode.ClipOutputLimit => Wrong(refusal, $"Bản để phát vượt quá {refusal.Allowed >> 20} MB.", $"What was made of it has more than {refusal.Allowed >> 20} MB."),
        ClipRefusalCode.ClipFileMissing => new(404, Name(refusal.Code), NotTaken, new("Không còn tệp trên máy chủ.", "The file is no longer on the server.")),
        ClipRefusalCode.ClipProcessorMissing => new(503, Name(refusal.Code), NotNow, new(
            "Máy chủ chưa có ffmpeg và ffprobe. Trên Debian/Ubuntu: apt-get install ffmpeg; nơi khác: đặt Nq72:Media:Clips:FfmpegFolder.",
            "The server has no ffmpeg and ffprobe. On Debian and Ubuntu: apt-get install ffmpeg; elsewhere set Nq72:Media:Clips:FfmpegFolder.")) { RetryAfter = TimeSpan.FromMinutes(5) },
        ClipRefusalCode.ClipEncoderMissing => new(503, Name(refusal.Code), NotNow, new(
            $"ffmpeg trên máy chủ không ghi được {refusal.What}; hãy cài bản đầy đủ (Debian/Ubuntu: apt-get install ffmpeg).",
            $"The server's ffmpeg cannot write {refusal.What}; install a full one (Debian and Ubuntu: apt-get install ffmpeg).")),
        ClipRefusalCode.ClipQueueFull => new(503, Name(refusal.Code), NotNow,
            new($"Đã có {refusal.Found} tệp đang chờ xử lý.", $"{refusal.Found} files are waiting already.")) { RetryAfter = Soon },
        ClipRefusalCode.ClipNotWritten => new(503, Name(refusal.Code), NotNow,
            new($"Không ghi được tệp ({refusal.What}); hãy kiểm tra ổ đĩa.", $"The file could not be written ({refusal.What}); look after the disk.")) { RetryAfter = Soon },
        ClipRefusalCode.ClipWorkerDied => new(503, Name(refusal.Code), NotNow,
            new($"Tiến trình ffmpeg đã dừng giữa chừng ({refusal.What}).", $"The ffmpeg process ended half-way ({refusal.What}).")) { RetryAfter = Soon },
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal.Code, "Not a refusal."),
    };

    /// <summary>The stable code.</summary>
    public static string Name(ClipRefusalCode code) => char.ToLowerInvariant(code.ToString()[0]) + code.ToString()[1..];

    private static Problem Wrong(ClipRefusal refusal, string vi, string en) => new(422, Name(refusal.Code), NotTaken, new(vi, en));

    // a bound is never said to be kept by what breaks it
    private static string Mega(long bytes) => Math.Ceiling(bytes / 1_048_576m).ToString(CultureInfo.InvariantCulture);

    private static string Clock(long seconds) => TimeSpan.FromSeconds(seconds).ToString(seconds >= 86_400 ? "d\\.hh\\:mm\\:ss" : "h\\:mm\\:ss", CultureInfo.InvariantCulture);
}
