using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Notices;

/// <summary>What a notice says, and where it leads.</summary>
internal static class NoticeWords
{
    /// <summary>What is the matter.</summary>
    public static LocalText Title(Notice notice) => notice.Kind switch
    {
        NoticeKind.DeliveryFailed => new($"{notice.Count} lượt gửi lỗi tới {notice.Name}", $"{notice.Count} failed deliveries to {notice.Name}"),
        NoticeKind.DeliveryHeld => new($"{notice.Count} lượt gửi tạm giữ tới {notice.Name}", $"{notice.Count} deliveries held for {notice.Name}"),
        NoticeKind.DeliveryExpired => new($"{notice.Count} lượt gửi hết hạn tới {notice.Name}", $"{notice.Count} deliveries to {notice.Name} expired"),
        NoticeKind.DeliveryUnknown => new($"{notice.Count} lượt gửi chưa rõ đã nhận ở {notice.Name}", $"{notice.Count} deliveries that {notice.Name} may have"),
        NoticeKind.DestinationStopped => new($"Nơi nhận {notice.Name} đã ngừng nhận", $"The destination {notice.Name} has stopped"),
        NoticeKind.DestinationOpen => new($"Nơi nhận {notice.Name} không nhận được, đang thử lại mỗi phút", $"The destination {notice.Name} fails and is probed once a minute"),
        NoticeKind.RetractionOpen => new($"{notice.Name} chưa xác nhận {notice.Count} lượt thu hồi", $"{notice.Name} has not acknowledged {notice.Count} retractions"),
        NoticeKind.ReleaseBlocked => new($"Đợt phát đã chốt “{notice.Name}” nay bị chặn", $"The armed release “{notice.Name}” is blocked now"),
        NoticeKind.ReleaseHeld => new($"Đợt phát “{notice.Name}” có {notice.Count} nội dung tạm giữ", $"The release “{notice.Name}” has {notice.Count} items on hold"),
        NoticeKind.HubFailing => new($"Không báo được cho hub {notice.Name} rằng nguồn tin đã đổi", $"The hub {notice.Name} cannot be told that feeds have changed"),
        _ => new($"Đợt phát “{notice.Name}” đã qua giờ mà chưa chốt", $"The release “{notice.Name}” passed its instant unarmed"),
    };

    /// <summary>What to do about it.</summary>
    public static LocalText Remedy(Notice notice) => notice.Kind switch
    {
        NoticeKind.DeliveryFailed => new("Xem lý do trong sổ gửi, sửa rồi gửi lại hoặc hủy.", "Read the reason in the ledger; mend it, then retry or cancel."),
        NoticeKind.DeliveryHeld => new("Quyết định gửi hay hủy từng lượt.", "Decide for each whether it is sent or cancelled."),
        NoticeKind.DeliveryExpired => new("Báo nơi nhận, hoặc lập đợt phát mới nếu vẫn cần gửi.", "Tell the receiver, or plan a new release if it must still go."),
        NoticeKind.DeliveryUnknown => new("Hỏi nơi nhận rồi ghi xác nhận hoặc gửi lại.", "Ask the receiver, then record a receipt or retry."),
        NoticeKind.DestinationStopped => new("Hỏi nơi nhận; đặt lại kênh khi họ nhận trở lại.", "Ask the receiver; set the channel again once they take it."),
        NoticeKind.DestinationOpen => new("Hỏi nơi nhận; khi họ nhận lại, mọi lượt đến hạn được gửi ngay.", "Ask the receiver; what is due goes at once when it is back."),
        NoticeKind.RetractionOpen => new("Gọi nơi nhận để chắc rằng nội dung đã được gỡ.", "Call the receiver and make sure that it was taken down."),
        NoticeKind.ReleaseBlocked => new("Xem kết quả kiểm tra của đợt phát và sửa trước giờ phát.", "Read the release's preflight and mend it before the instant."),
        NoticeKind.ReleaseHeld => new("Quyết định từng nội dung: phát, dời hay hủy.", "Decide for each item: release, move or cancel."),
        NoticeKind.HubFailing => new("Kiểm tra địa chỉ trong Nq72:Feeds:Hubs hoặc hỏi nơi vận hành hub; hệ thống tự thử lại.", "Check the address in Nq72:Feeds:Hubs or ask who runs the hub; it is tried again by itself."),
        _ => new("Chọn giờ khác và chốt, hoặc hủy đợt phát.", "Choose another instant and arm it, or cancel it."),
    };

    /// <summary>The desk's page about it.</summary>
    public static string Link(Notice notice) => notice.Kind switch
    {
        NoticeKind.DeliveryFailed => Deliveries(notice, "failed"),
        NoticeKind.DeliveryHeld => Deliveries(notice, "held"),
        NoticeKind.DeliveryExpired => Deliveries(notice, "expired"),
        NoticeKind.DeliveryUnknown => Deliveries(notice, "unknown"),
        NoticeKind.RetractionOpen => Deliveries(notice, "accepted"),
        NoticeKind.DestinationStopped or NoticeKind.DestinationOpen => $"/admin/channels#{Uri.EscapeDataString(Parts(notice).Channel)}",
        NoticeKind.HubFailing => "/admin/notices",
        _ => $"/admin/releases/{Uri.EscapeDataString(notice.Subject)}",
    };

    private static string Deliveries(Notice notice, string state)
    {
        var (channel, destination) = Parts(notice);
        return $"/admin/deliveries?channel={Uri.EscapeDataString(channel)}&destination={Uri.EscapeDataString(destination)}&state={state}";
    }

    private static (string Channel, string Destination) Parts(Notice notice) => notice.Subject.Split('/', 2) is [var channel, var destination] ? (channel, destination) : (notice.Subject, "");
}
