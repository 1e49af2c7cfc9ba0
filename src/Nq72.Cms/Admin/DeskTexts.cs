namespace Nq72.Cms.Admin;

/// <summary>The words of the shell and of the components.</summary>
internal static class DeskTexts
{
    public static readonly UiTextTable Table = new()
    {
        { "desk.name", "Bàn biên tập", "Newsroom desk" },
        { "desk.skip", "Đến nội dung chính", "Skip to content" },
        { "desk.nav", "Các màn hình", "Screens" },
        { "desk.menu", "Mục lục", "Menu" },
        { "desk.home", "Hôm nay", "Today" },
        { "desk.signOut", "Đăng xuất", "Sign out" },
        { "desk.language", "English", "Tiếng Việt" },
        { "desk.signedInAs", "Đang làm việc", "Signed in" },
        { "desk.rehearsal", "Bản diễn tập: không có gì được gửi ra ngoài.", "Rehearsal copy: nothing is sent outside." },
        { "desk.rehearsalClock", "Đồng hồ diễn tập:", "Its clock:" },
        { "desk.more", "Xem thêm", "More" },
        { "desk.first", "Về trang đầu", "First page" },
        { "desk.filter", "Lọc", "Filter" },
        { "desk.all", "Tất cả", "All" },
        { "desk.none", "Không có", "None" },
        { "desk.noCode", "Mã lỗi", "Code" },

        { "form.required", "(bắt buộc)", "(required)" },
        { "form.choose", "— chọn —", "— choose —" },
        { "form.reason", "Lý do", "Reason" },
        { "form.save", "Lưu", "Save" },

        { "other.see", "Xem như lúc…", "See as of…" },
        { "other.at", "Ngày, giờ muốn xem", "Day and time to look at" },
        { "other.help", "Chỉ để xem: không ghi được gì, và ai khác cũng không thấy khác đi.", "For looking only: nothing can be written, and nobody else sees anything else." },
        { "other.show", "Xem", "Show" },
        { "other.label", "Đang xem lúc khác", "Looking at another time" },
        { "other.ahead", "Như sẽ hiện lúc {0}", "As it will be at {0}" },
        { "other.past", "Như lúc {0}", "As it was at {0}" },
        { "other.readOnly", "Chỉ xem, không ghi được gì.", "For looking only: nothing can be written." },
        { "other.now", "Về hiện tại", "Back to now" },
        { "other.back", "Về lúc đang xem", "Back to the time looked at" },
        { "other.changes", "Có gì đổi", "What changes" },
        { "other.public", "Trang công khai", "Public page" },
        { "other.screens", "Các màn hình của lúc này", "Screens of this time" },
        { "other.passedOver", "Màn hình này chỉ cho xem hiện tại, không phải {0}.", "This screen shows now, not {0}." },
        { "other.notTurned", "Những gì vẫn là của hiện tại", "What is still of now" },
        { "other.notTurned.review", "Bản nháp, trạng thái duyệt, nhãn, tên gọi, chiến dịch, ngày dịp, thời gian tạm dừng: như bây giờ.", "Drafts, review, terms, names, campaigns, occasions and blackouts: as they are now." },
        { "other.notTurned.plan", "Kế hoạch như bây giờ: đợt còn nháp hoặc đang tạm giữ chưa tính là sẽ phát; hẹn thêm hay rút đi thì sẽ khác.", "The plan as it is now: releases that are drafts or held do not count; what is planned or withdrawn later changes it." },
        { "other.notTurned.past", "Lúc đã qua: cái gì đã hiện là đúng như đã hiện. Kế hoạch khi ấy thì không còn: hẹn rồi rút không để lại dấu, giờ hết hạn là giờ ghi sau cùng, đợt phát mang trạng thái hiện tại.", "For a past time: what was visible is what was visible. What was planned then is gone: what was planned and withdrawn left nothing, ends are as last written, releases are in their state of now." },
        { "error.400.title", "Yêu cầu không dùng được", "The request could not be used" },
        { "error.400.text", "Trang có thể đã mở quá lâu. Hãy quay lại, tải lại trang rồi thử lần nữa; chữ đã viết vẫn còn trong trình duyệt.", "The page may have been open for too long. Go back, reload it and try again; what you typed is still in the browser." },
        { "error.403.title", "Bạn chưa có quyền làm việc này", "You may not do this" },
        { "error.403.text", "Tài khoản của bạn không có quyền cần thiết. Người quản trị có thể cấp quyền.", "Your account lacks the permission. An administrator can grant it." },
        { "error.404.title", "Không có trang này", "There is no such page" },
        { "error.404.text", "Địa chỉ sai, hoặc nội dung không còn.", "The address is wrong, or what it led to is gone." },
        { "error.500.title", "Hệ thống gặp lỗi", "Something broke" },
        { "error.500.text", "Việc vừa rồi chưa được ghi. Hãy thử lại; nếu vẫn lỗi, báo người quản trị kèm mã dưới đây.", "What you did was not recorded. Try again; if it fails again, tell an administrator, with the code below." },
        { "error.home", "Về Hôm nay", "To Today" },

        { "span.now", "bây giờ", "now" },
        { "span.in.days", "còn {0} ngày", "in {0} days" },
        { "span.in.hours", "còn {0} giờ", "in {0} hours" },
        { "span.in.minutes", "còn {0} phút", "in {0} minutes" },
        { "span.ago.days", "{0} ngày trước", "{0} days ago" },
        { "span.ago.hours", "{0} giờ trước", "{0} hours ago" },
        { "span.ago.minutes", "{0} phút trước", "{0} minutes ago" },

        { "timeline.strip", "Dòng thời gian hiển thị; danh sách ngay bên dưới", "Timeline of what is visible; the list below says the same" },
        { "timeline.now", "bây giờ", "now" },
    };
}
