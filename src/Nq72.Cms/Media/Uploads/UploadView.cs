using System.ComponentModel;

namespace Nq72.Cms.Media.Uploads;

/// <summary>An upload in parts, as its owner sees it.</summary>
public sealed record UploadView
{
    public required string Id { get; init; }

    [Description("Tên tệp đã báo. / The name that it came with.")]
    public required string Name { get; init; }

    [Description("Tổng số byte. / Bytes in all.")]
    public required long Length { get; init; }

    [Description("Số byte máy chủ đã có; gửi tiếp từ đây. / Bytes that are here; it goes on from there.")]
    public required long Offset { get; init; }

    [Description("Từ lúc này phần đã gửi không còn giữ. / From when on what was sent is not kept any more.")]
    public required DateTimeOffset ExpiresAt { get; init; }

    [Description("Tệp mà nó thay; null cho tệp mới. / The file whose place it takes; null for a new one.")]
    public required string? Replaces { get; init; }

    [Description("Tệp trong kho; null khi chưa xong hoặc đã bị xóa. / The file that was made of it; null while it is not finished, or when it was deleted.")]
    public required MediaView? Media { get; init; }

    [Description("Cùng nội dung đã có trong kho từ trước; tệp là tệp đó. / Whether the same bytes were in the library already; the file is that one.")]
    public required bool Existing { get; init; }
}
