using Nq72.Cms.Admin;

namespace Nq72.Cms.Today.Pages;

/// <summary>The words of the home page.</summary>
internal static class TodayTexts
{
    public static readonly UiTextTable Table = new()
    {
        { "today.waits", "Đang chờ", "Waiting" },
        { "today.nothingWaits", "Không có gì đang chờ ai.", "Nothing waits for anybody." },
        { "today.otherTime", "Việc chờ duyệt, tạm giữ và lượt gửi lỗi là của hiện tại nên không hiện ở đây.", "What waits for approval, is held or failed is of now, and so not shown here." },
        { "today.figure.submitted", "chờ duyệt", "wait for approval" },
        { "today.figure.returned", "bị trả lại", "were returned" },
        { "today.figure.approved", "đã duyệt, chưa hẹn giờ", "approved, not scheduled" },
        { "today.figure.heldItems", "nội dung tạm giữ, chờ quyết định", "items held, waiting for a decision" },
        { "today.figure.blocked", "đợt phát đã chốt vừa có mục chặn", "armed releases with a new block" },
        { "today.figure.late", "đợt phát đã qua giờ, chưa chốt", "releases past their instant, never armed" },
        { "today.figure.failed", "lượt gửi lỗi", "deliveries failed" },
        { "today.figure.held", "lượt gửi tạm giữ", "deliveries held" },
        { "today.byHour", "Hôm nay theo giờ", "Today by the hour" },
        { "today.nothingToday", "Hôm nay không có đợt phát nào.", "No release goes out today." },
        { "today.share", "{0} trên {1} lượt gửi đã nhận", "{0} of {1} deliveries accepted" },
        { "today.channels", "Kênh", "Channels" },
        { "today.channelsOk", "Mọi kênh đều ổn.", "Every channel is well." },
        { "today.peakEmpty", "Chưa có đợt phát nào.", "No release yet." },
        { "today.peakMake", "Lập đợt phát", "Make one" },
        { "today.peakBlocks", "{0} mục chặn mới xuất hiện sau khi chốt", "{0} new blocks since arming" },
        { "today.next", "Sắp phát", "Next" },
        { "today.allReleases", "Các đợt đã chốt", "Armed releases" },
        { "today.nothingNext", "Hai tuần tới chưa có gì được hẹn.", "Nothing is planned for the next two weeks." },
        { "today.approval", "Chờ duyệt", "Waiting for approval" },
        { "today.noApproval", "Không có bài nào chờ duyệt.", "Nothing waits for approval." },
        { "today.troubled", "Lượt gửi cần để ý", "Deliveries to look into" },
        { "today.peaks", "Cao điểm sắp tới", "Coming peaks" },
        { "today.noPeaks", "Hai tháng tới không có cao điểm.", "No peaks in the next two months." },
        { "today.itemsN", "{0} nội dung", "{0} items" },
        { "today.noPlans", "Tài khoản này không xem kế hoạch", "This account does not see plans" },
        { "today.noPlansHelp", "Việc của bạn nằm ở màn hình khác; hỏi người quản trị nếu thiếu.", "Your work is on other screens; ask an administrator if one is missing." },
    };
}
