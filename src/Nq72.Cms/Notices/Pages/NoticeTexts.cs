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
        { "notices.see", "Đã xem", "Mark as seen" },
        { "notices.seeThis", "Đã xem: {0}", "Mark as seen: {0}" },
        { "notices.noted", "Đã ghi nhận.", "Noted." },
        { "notices.more", "Xem tiếp", "More" },
        { "notices.openN", "{0} chưa xem", "{0} not seen" },
        { "notices.sent", "đã báo lúc", "told at" },
        { "notices.sendFailed", "Không báo được: {0}", "Could not be told: {0}" },
        { "state.notice.open", "Chưa xem", "Not seen" },
        { "state.notice.seen", "Đã xem", "Seen" },
        { "state.notice.resolved", "Đã xong", "Resolved" },
        { "state.notice.warn", "Lưu ý", "Warning" },
        { "state.notice.bad", "Hỏng hẹn", "Broken promise" },
    };
}
