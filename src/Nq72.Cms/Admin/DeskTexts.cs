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
