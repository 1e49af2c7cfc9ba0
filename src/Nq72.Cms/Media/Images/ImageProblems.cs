using System.Globalization;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Media.Images;

/// <summary>Why an image is not taken, or not now: one stable code each, with what was found and what to do.</summary>
internal static class ImageProblems
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);
    private static readonly LocalText NotTaken = new("Không nhận được ảnh này", "This image cannot be taken");
    private static readonly LocalText NotNow = new("Chưa xử lý được ảnh lúc này", "Images cannot be worked on right now");

    /// <summary>The problem that a refusal of the child process means.</summary>
    public static Problem Of(ImageRefusal refusal) => refusal.Code switch
    {
        ImageRefusalCode.ImageEmpty => Wrong(refusal, "Tệp trống.", "The file is empty."),
        ImageRefusalCode.ImageKindUnknown => Wrong(refusal,
            "Nội dung tệp không phải ảnh JPEG, PNG, WebP, GIF, HEIC hay AVIF.", "By its content the file is no JPEG, PNG, WebP, GIF, HEIC or AVIF image."),
        ImageRefusalCode.ImageKindNotAllowed => Wrong(refusal,
            $"Nội dung tệp là {refusal.What}, dù tên tệp là gì; hãy gửi ảnh JPEG, PNG, WebP, GIF, HEIC hay AVIF.", $"By its content the file is {refusal.What}, whatever its name says; send a JPEG, PNG, WebP, GIF, HEIC or AVIF image."),
        ImageRefusalCode.ImageTruncated => Wrong(refusal,
            "Ảnh bị cắt cụt, có lẽ do tải lên dở dang; hãy gửi lại từ bản gốc.", "The image is cut off, perhaps by a broken upload; send it again from the original."),
        ImageRefusalCode.ImageBroken => Wrong(refusal,
            $"Ảnh bị hỏng ({refusal.What}); hãy mở bằng phần mềm ảnh và lưu lại.", $"The image is damaged ({refusal.What}); open it with an image program and save it anew."),
        ImageRefusalCode.ImageTooManyPixels => Wrong(refusal,
            $"Ảnh có {Millions(refusal.Found)} triệu điểm ảnh, nhiều nhất {Millions(refusal.Allowed)}; hãy thu nhỏ.", $"The image has {Millions(refusal.Found)} million pixels, at most {Millions(refusal.Allowed)} are allowed; make it smaller."),
        ImageRefusalCode.ImageTooLong => Wrong(refusal,
            $"Ảnh có cạnh dài {refusal.Found} điểm ảnh, nhiều nhất {refusal.Allowed}; hãy thu nhỏ hoặc cắt bớt.", $"A side of the image has {refusal.Found} pixels, at most {refusal.Allowed} are allowed; make it smaller or crop it."),
        ImageRefusalCode.ImageTooManyFrames => Wrong(refusal,
            $"Ảnh động có {refusal.Found} khung hình, nhiều nhất {refusal.Allowed}; hãy gửi dưới dạng clip.", $"The animation has {refusal.Found} frames, at most {refusal.Allowed} are allowed; send it as a clip."),
        ImageRefusalCode.ImageDecoderMissing => Wrong(refusal,
            "Máy chủ này không giải mã được HEIC/AVIF; hãy gửi JPEG, hoặc nhờ quản trị viên cài libheif có bộ giải mã.", "This server cannot decode HEIC/AVIF; send a JPEG, or have the administrator install a libheif that decodes it."),
        ImageRefusalCode.ImageEncoderMissing => new(503, Name(refusal.Code), NotNow,
            new($"Thư viện ảnh trên máy chủ không ghi được {refusal.What}.", $"The server's image library cannot write {refusal.What}.")),
        ImageRefusalCode.ImageTimeLimit => Wrong(refusal,
            $"Xử lý ảnh quá {refusal.Allowed} giây nên đã dừng; hãy thu nhỏ ảnh hoặc lưu lại bằng phần mềm ảnh.", $"Working on the image took more than {refusal.Allowed} seconds and was stopped; make it smaller or save it anew."),
        ImageRefusalCode.ImageMemoryLimit => Wrong(refusal,
            $"Xử lý ảnh cần hơn {refusal.Allowed >> 20} MB bộ nhớ nên đã dừng; hãy thu nhỏ ảnh hoặc lưu lại dạng JPEG thường.", $"Working on the image took more than {refusal.Allowed >> 20} MB of memory and was stopped; make it smaller or save it as a plain JPEG."),
        ImageRefusalCode.ImageOutputLimit => Wrong(refusal,
            $"Bản thu nhỏ vượt quá {refusal.Allowed >> 20} MB.", $"A rendition would have more than {refusal.Allowed >> 20} MB."),
        ImageRefusalCode.ImageFileMissing => new(404, Name(refusal.Code), NotTaken, new("Không còn tệp ảnh trên máy chủ.", "The image's file is no longer on the server.")),
        ImageRefusalCode.ImageProcessorMissing => new(503, Name(refusal.Code), NotNow, new(
            "Máy chủ chưa có thư viện ảnh libvips. Trên Debian/Ubuntu: apt-get install libvips42; nơi khác: đặt Nq72:Media:Images:VipsLibrary.",
            "The server has no image library libvips. On Debian and Ubuntu: apt-get install libvips42; elsewhere set Nq72:Media:Images:VipsLibrary.")) { RetryAfter = TimeSpan.FromMinutes(5) },
        ImageRefusalCode.ImageQueueFull => new(503, Name(refusal.Code), NotNow,
            new($"Đã có {refusal.Found} ảnh đang chờ xử lý.", $"{refusal.Found} images are waiting already.")) { RetryAfter = Soon },
        ImageRefusalCode.ImageNotWritten => new(503, Name(refusal.Code), NotNow,
            new($"Không ghi được bản thu nhỏ ({refusal.What}); hãy kiểm tra ổ đĩa.", $"Renditions could not be written ({refusal.What}); look after the disk.")) { RetryAfter = Soon },
        ImageRefusalCode.ImageWorkerDied => new(503, Name(refusal.Code), NotNow,
            new($"Tiến trình xử lý ảnh đã dừng giữa chừng ({refusal.What}).", $"The process that works on images ended half-way ({refusal.What}).")) { RetryAfter = Soon },
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal.Code, "Not a refusal."),
    };

    /// <summary>The stable code.</summary>
    public static string Name(ImageRefusalCode code) => char.ToLowerInvariant(code.ToString()[0]) + code.ToString()[1..];

    private static Problem Wrong(ImageRefusal refusal, string vi, string en) => new(422, Name(refusal.Code), NotTaken, new(vi, en));

    // a bound is never said to be kept by what breaks it: 50.04 is more than 50
    private static string Millions(long pixels) => (Math.Ceiling(pixels / 100_000m) / 10).ToString("0.#", CultureInfo.InvariantCulture);
}
