using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Nq72.Cms.Media.Kinds;

namespace Nq72.Cms.Media;

/// <summary>A file of the library as the desk shows it.</summary>
public record MediaView
{
    public required string Id { get; init; }

    public required MediaKind Kind { get; init; }

    public required MediaFormat Format { get; init; }

    [Description("Loại nội dung khi gửi ra (MIME). / The media type that it is sent with.")]
    public required string Type { get; init; }

    public required string Sha256 { get; init; }

    public required long Bytes { get; init; }

    [Description("Tên khi tải lên. / The name that it came with.")]
    public required string Name { get; init; }

    public required int? Width { get; init; }

    public required int? Height { get; init; }

    public required long? DurationMs { get; init; }

    [Description("uploaded (đã lưu, chờ xử lý), processing, ready, failed.")]
    public required MediaState State { get; init; }

    [Description("Vì sao không xử lý được, bằng ngôn ngữ của người hỏi. / Why it failed, in the reader's language.")]
    public required string? Failure { get; init; }

    [Description("Mã ổn định của lý do. / Stable code of why it failed.")]
    public required string? FailureCode { get; init; }

    [Description("Việc còn đang chờ, đang làm hay đã hỏng. / What is still being made of it, or could not be.")]
    public required IReadOnlyList<MediaWorkView> Work { get; init; }

    [Description("Các bản đã tạo: bản để phát, rồi ảnh (của clip: ảnh bìa); chỉ những bản này ra ngoài. / What was made of it: what plays, then pictures (of a clip: its poster); only these go out.")]
    public required IReadOnlyList<MediaRenditionView> Renditions { get; init; }

    [Description("Ảnh mờ rất nhỏ (data:) để hiện trong lúc chờ. / A tiny blurred picture, as a data address.")]
    public required string? Placeholder { get; init; }

    [Description("Màu chủ đạo, #rrggbb. / The colour that most of it has.")]
    public required string? Colour { get; init; }

    [Description("Phụ đề và chương, theo ngôn ngữ. / Captions and chapters.")]
    public required IReadOnlyList<MediaCaptionsView> Captions { get; init; }

    [Description("Ảnh bìa của clip nằm ở mili giây nào. / Where in a clip its poster is.")]
    public required long? PosterAtMs { get; init; }

    [Description("Ảnh bìa do người chọn. / Whether somebody chose the poster.")]
    public required bool PosterChosen { get; init; }

    [Description("Tệp gốc có ghi vị trí hay không; bản nhỏ không bao giờ ghi. / Whether what came tells where it was made; renditions never do.")]
    public required bool? HadPosition { get; init; }

    [Description("Mục lấy từ trong tệp, chưa ai xác nhận: caption, credit, licence. / What was found inside the file and confirmed by nobody yet.")]
    public required IReadOnlyList<string> FromFile { get; init; }

    [Description("Mô tả cho người không nhìn thấy, theo ngôn ngữ. / What it shows, by language.")]
    public required IReadOnlyDictionary<string, string> Alt { get; init; }

    [Description("Chú thích, theo ngôn ngữ. / Caption, by language.")]
    public required IReadOnlyDictionary<string, string> Caption { get; init; }

    public required string? Credit { get; init; }

    public required string? Licence { get; init; }

    [Description("Từ lúc này không còn quyền sử dụng. / From when on there is no right to show it.")]
    public required DateTimeOffset? RightsUntil { get; init; }

    public required FocalPoint? FocalPoint { get; init; }

    [Description("Có ai trong đó: none, adult, child; null khi chưa ai khai. / Who is in it; null while nobody said.")]
    public required MediaPeople? People { get; init; }

    public required MediaConsent? Consent { get; init; }

    [Description("Người ngoài xem được lúc này nếu có nội dung đang đăng dùng nó. / Whether everyone may see it now where a visible item uses it.")]
    public required bool IsPublishable { get; init; }

    [Description("Từ lúc này tự ẩn: hết quyền hoặc hết hạn đồng ý. / From when on it hides by itself.")]
    public required DateTimeOffset? PublicUntil { get; init; }

    [Description("Điều còn thiếu hay cản trở. / What is missing or in the way.")]
    public required IReadOnlyList<MediaFinding> Findings { get; init; }

    [Description("Địa chỉ tệp hiện tại; người ngoài chỉ mở được khi có nội dung đang đăng dùng nó. / Address of the file; open to everyone only while a visible item uses it.")]
    public required string Url { get; init; }

    public required DateTimeOffset UploadedAt { get; init; }

    public required string UploadedBy { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    public required string ChangedBy { get; init; }

    [Description("Tệp thứ mấy ở chỗ này, từ 1. / Which of the files that stood in this place.")]
    public required int Number { get; init; }

    public required int Revision { get; init; }

    [Description("ETag cho If-Match. / For If-Match.")]
    public required string Etag { get; init; }
}

/// <summary>A file with where it is used and what stood in its place before.</summary>
public sealed record MediaDetails : MediaView
{
    [SetsRequiredMembers]
    public MediaDetails(MediaView view, IReadOnlyList<MediaUsedIn> usedIn, IReadOnlyList<MediaHistory> history)
        : base(view) => (UsedIn, History) = (usedIn, history);

    [Description("Nội dung dùng tệp này, lấy từ các phiên bản. / The items that use it.")]
    public IReadOnlyList<MediaUsedIn> UsedIn { get; init; }

    [Description("Các tệp từng ở chỗ này, mới nhất trước. / The files that stood in this place, newest first.")]
    public IReadOnlyList<MediaHistory> History { get; init; }
}

/// <summary>A point of an upright picture that must be seen, as fractions of its width and height, 0–1 from the upper left corner.</summary>
public sealed record FocalPoint(double X, double Y);

/// <summary>Something that is still being made of a file, or could not be.</summary>
/// <param name="Kind">renditions, crops, avif; of clips and sound: poster, clip, sound.</param>
/// <param name="State">waiting, working, failed.</param>
/// <param name="Attempts">How often it was refused for the same reason, one time after the other.</param>
/// <param name="NotBefore">When it is tried next; null while it is worked on, and when it failed.</param>
/// <param name="Code">Stable code of the last refusal; null for none.</param>
/// <param name="Reason">Why it was refused last, in the reader's language; null for none.</param>
public sealed record MediaWorkView(string Kind, string State, int Attempts, DateTimeOffset? NotBefore, string? Code, string? Reason)
{
    /// <summary>How far it is, in percent; null while nobody can say. Told every few seconds.</summary>
    public int? Percent { get; init; }
}

/// <summary>Something that was made of a file.</summary>
/// <param name="Shape">whole, 16:9, 4:3, 1:1.</param>
/// <param name="Type">Its media type.</param>
/// <param name="Width">Pixels across; 0 for sound.</param>
/// <param name="Height">Pixels down; 0 for sound.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Url">Where it is read; open to everyone only while a visible item uses the file.</param>
public sealed record MediaRenditionView(string Shape, string Type, int Width, int Height, long Bytes, string Url)
{
    /// <summary>Milliseconds that it plays; null for what does not.</summary>
    public long? DurationMs { get; init; }
}

/// <summary>A file that stood in a place.</summary>
public sealed record MediaHistory(int Number, MediaFormat Format, long Bytes, string Name, string Sha256, DateTimeOffset At, string By);

/// <summary>Something that is missing, or in the way of showing a file.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Blocks">Whether it keeps the file from being shown.</param>
/// <param name="Message">What it is and what to do, in the reader's language.</param>
public sealed record MediaFinding(string Code, bool Blocks, string Message);

/// <summary>What became of the files of one upload, in their order.</summary>
public sealed record MediaUploads(IReadOnlyList<MediaUploadResult> Items);

/// <summary>What became of one file.</summary>
/// <param name="Name">The name that it came with.</param>
/// <param name="Media">The file; null when it was not taken.</param>
/// <param name="Existing">Whether the same bytes were in the library already; the file is that one.</param>
/// <param name="Problem">Why it was not taken (status, code, title, detail); null when it was.</param>
public sealed record MediaUploadResult(string Name, MediaView? Media, bool Existing, MediaRefusal? Problem);

/// <summary>Why a file was not taken.</summary>
public sealed record MediaRefusal(int Status, string Code, string Title, string? Detail);
