using Nq72.Cms.Admin;

namespace Nq72.Cms.Notices.Pages;

/// <summary>The words of the page of notices.</summary>
internal static class NoticeTexts
{
    public static readonly UiTextTable Table = new()
    {
        { "notices.title", "Thông báo", "Notices" },
        { "notices.lead", "Việc không diễn ra như đã hẹn. Thông báo tự hết khi nguyên nhân không còn.", "What does not go as promised. A notice resolves itself when its cause is gone." },
        { "notices.filter", "Lọc thông báo", "Filter notices" },
        { "notices.lasting", "Chưa xong", "Lasting" },
        { "notices.none", "Không có thông báo", "No notices" },
        { "notices.noneHelp", "Mọi việc đang diễn ra như đã hẹn.", "Everything goes as promised." },
        { "notices.what", "Việc", "What" },
        { "notices.since", "Từ lúc", "Since" },
        { "notices.last", "thêm lúc", "more at" },
        { "notices.do", "Thao tác", "Action" },
        { "notices.see", "Có người lo", "Taken note of" },
        { "notices.seeThis", "Báo mọi người là đã có người lo: {0}", "Tell everyone that somebody took note: {0}" },
        { "notices.read", "Đã đọc", "Mark as read" },
        { "notices.readThis", "Đã đọc: {0}", "Mark as read: {0}" },
        { "notices.readAll", "Đánh dấu đã đọc tất cả", "Mark all as read" },
        { "notices.readN", "Đã đọc {0} thông báo.", "Marked {0} notices as read." },
        { "notices.unread", "Chưa đọc", "Unread" },
        { "notices.solve", "Xử lý", "Solve" },
        { "notices.solveThis", "Đến nơi xử lý: {0}", "Go where it is solved: {0}" },
        { "notices.notYours", "(người có quyền khác xử lý)", "(others solve it)" },
        { "notices.kind", "Loại việc", "Kind" },
        { "notices.kind.deliveryFailed", "Lượt gửi lỗi", "Failed deliveries" },
        { "notices.kind.deliveryHeld", "Lượt gửi tạm giữ", "Held deliveries" },
        { "notices.kind.deliveryExpired", "Lượt gửi hết hạn", "Expired deliveries" },
        { "notices.kind.deliveryUnknown", "Lượt gửi chưa rõ đã nhận", "Deliveries of unknown outcome" },
        { "notices.kind.destinationStopped", "Nơi nhận đã ngừng nhận", "Stopped destinations" },
        { "notices.kind.destinationOpen", "Nơi nhận không nhận được", "Failing destinations" },
        { "notices.kind.retractionOpen", "Thu hồi chưa xác nhận", "Open retractions" },
        { "notices.kind.releaseBlocked", "Đợt phát bị chặn", "Blocked releases" },
        { "notices.kind.releaseHeld", "Đợt phát có nội dung tạm giữ", "Releases with held items" },
        { "notices.kind.releaseMissed", "Đợt phát đã qua giờ", "Missed releases" },
        { "notices.kind.hubFailing", "Hub không báo được", "Failing hubs" },
        { "notices.noted", "Đã ghi nhận.", "Noted." },
        { "notices.more", "Xem tiếp", "More" },
        { "notices.unreadN", "{0} chưa đọc", "{0} unread" },
        { "notices.sent", "đã báo lúc", "told at" },
        { "notices.sendFailed", "Không báo được: {0}", "Could not be told: {0}" },
        { "state.notice.unread", "Tôi chưa đọc", "Unread by me" },
        { "state.notice.open", "Chưa ai lo", "Nobody took note" },
        { "state.notice.seen", "Có người lo", "Taken note of" },
        { "state.notice.resolved", "Đã xong", "Resolved" },
        { "state.notice.warn", "Lưu ý", "Warning" },
        { "state.notice.bad", "Hỏng hẹn", "Broken promise" },
    };
}
