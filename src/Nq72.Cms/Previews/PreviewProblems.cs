using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Previews;

/// <summary>Why a preview link shows nothing. What nobody made is told from what is over, but not from what was never there.</summary>
internal static class PreviewProblems
{
    /// <summary>404, for the desk.</summary>
    public static Problem NoLink => Problem.NotFound("Không có liên kết xem trước này.", "There is no such preview link.");

    /// <summary>404 <c>noPreview</c>: forged, cut off, of another installation, or from before a restore.</summary>
    public static Problem Unknown => new(404, "noPreview", new("Không có bản xem trước này", "There is no such preview"), new(
        "Liên kết không đúng, có thể bị cắt mất một phần khi gửi. Hãy chép lại cả liên kết, hoặc xin người gửi một liên kết mới.",
        "The link is not right; it may have lost a part on its way. Copy the whole link again, or ask for a new one."));

    /// <summary>404 <c>previewNotCovered</c>: the link holds, and opens something else.</summary>
    public static Problem NotCovered => new(404, "previewNotCovered", new("Liên kết không mở trang này", "The link does not open this"), new(
        "Liên kết xem trước chỉ mở đúng những gì người gửi cho xem. Hãy mở lại liên kết như đã nhận.",
        "A preview link opens just what its sender shows. Open the link as you got it."));

    /// <summary>410 <c>previewExpired</c>.</summary>
    public static Problem Expired(DateTimeOffset at) => new(410, "previewExpired", new("Liên kết xem trước đã hết hạn", "The preview link has expired"), new(
        "Hãy xin người gửi một liên kết mới nếu còn cần xem.", "Ask its sender for a new one if you still need it."))
    {
        Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["expiredAt"] = at },
    };

    /// <summary>410 <c>previewWithdrawn</c>.</summary>
    public static Problem Withdrawn(DateTimeOffset at) => new(410, "previewWithdrawn", new("Liên kết xem trước đã bị thu hồi", "The preview link was withdrawn"), new(
        "Người gửi không còn cho xem bằng liên kết này. Hãy hỏi lại người gửi.", "Its sender no longer shows this. Ask them."))
    {
        Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["withdrawnAt"] = at },
    };
}
