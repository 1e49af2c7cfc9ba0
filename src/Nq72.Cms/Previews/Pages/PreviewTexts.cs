using Nq72.Cms.Admin;

namespace Nq72.Cms.Previews.Pages;

/// <summary>The words of preview links.</summary>
internal static class PreviewTexts
{
    public static readonly UiTextTable Table = new()
    {
        { "previews.title", "Liên kết xem trước", "Preview links" },
        { "previews.lead", "Cho người không có tài khoản xem những gì chưa công bố: bác sĩ kiểm chứng, lãnh đạo, kỹ sư của đối tác.", "They show what is not published to people without an account: a doctor who checks, a leader, a partner's engineer." },
        { "previews.none", "Không có liên kết nào đang dùng được", "No link holds" },
        { "previews.noneHelp", "Ai có liên kết đều xem được, cho đến khi hết hạn hoặc bị thu hồi.", "Whoever has a link sees what it opens, until it expires or is withdrawn." },
        { "previews.make", "Tạo liên kết xem trước", "Make a preview link" },
        { "previews.makeTitle", "Liên kết hiện một lần duy nhất sau khi tạo", "The link is shown once, after this" },
        { "previews.makeYes", "Tạo liên kết", "Make it" },
        { "previews.itemHelp", "Chỉ mở nội dung này. Ai nhận được liên kết đều xem được, không cần tài khoản; liên kết hiện một lần sau khi tạo.", "It opens this item only. Whoever gets the link sees it without an account; the link is shown once." },
        { "previews.itemsElsewhere", "Cho xem một nội dung, kể cả bản nháp: mở nội dung đó, thẻ “Xem trước”.", "To show one item, drafts too: open it and choose “Preview”." },
        { "previews.version", "Cho xem", "Show" },
        { "previews.newest", "Bản mới nhất lúc mở, cả bản nháp", "The newest version when it is opened, drafts too" },
        { "previews.newestShort", "Phiên bản mới nhất", "The newest version" },
        { "previews.asOfShort", "Theo lịch hiển thị", "By the timeline" },
        { "previews.orAsOf", "Hoặc như người đọc sẽ thấy lúc", "Or as readers will see it at" },
        { "previews.orAsOfHelp", "Giờ {0}; bỏ trống nếu cho xem một phiên bản.", "In {0}; empty to show a version." },
        { "previews.what", "Cho xem", "Show" },
        { "previews.what.site", "Cả trang công khai và API", "All public pages and the API" },
        { "previews.what.page", "Một trang công khai", "One public page" },
        { "previews.what.item", "Một nội dung", "One item" },
        { "previews.path", "Đường dẫn của trang", "The page's path" },
        { "previews.pathHelp", "Khi cho xem một trang: '/' là trang chủ, hoặc như /article/kham-suc-khoe.", "For one page: '/' is the front page, or such as /article/its-slug." },
        { "previews.asOf", "Như lúc", "As at" },
        { "previews.asOfHelp", "Giờ {0}; bỏ trống là lúc tạo liên kết. Những gì đã bị thu hồi không hiện lại ở thời điểm nào.", "In {0}; empty for now. What was retracted is shown at no instant." },
        { "previews.asAt", "như lúc", "as at" },
        { "previews.expiresAt", "Hết hạn lúc", "Expires at" },
        { "previews.expiresAtHelp", "Giờ {0}; nhiều nhất {1} ngày.", "In {0}; {1} days at most." },
        { "previews.note", "Ghi chú", "Note" },
        { "previews.noteHelp", "Gửi cho ai, để làm gì. Người xem không thấy.", "Whom it is for. Visitors do not see it." },
        { "previews.column.opens", "Mở", "Opens" },
        { "previews.column.made", "Tạo lúc", "Made" },
        { "previews.made", "Liên kết xem trước – chỉ hiện lần này", "The preview link – shown this once" },
        { "previews.link", "Liên kết để gửi", "The link to send" },
        { "previews.api", "Địa chỉ API, cho kỹ sư của đối tác", "Address of the API, for a partner's engineer" },
        { "previews.copy", "Chép liên kết", "Copy the link" },
        { "previews.copyApi", "Chép địa chỉ API", "Copy the API address" },
        { "previews.copied", "Đã chép", "Copied" },
        { "previews.open", "Mở thử", "Try it" },
        { "previews.madeHelp", "Chép ngay và gửi cho người cần xem; rời trang này thì không xem lại được. Hết hạn lúc", "Copy it now; it cannot be shown again. It expires at" },
        { "previews.withdraw", "Thu hồi", "Withdraw" },
        { "previews.withdrawHelp", "Liên kết bị thu hồi thôi dùng được ngay, không khôi phục được; có thể tạo liên kết khác.", "A link that is withdrawn ends at once, for good; another one can be made." },
        { "previews.withdrawn", "Đã thu hồi liên kết.", "The link was withdrawn." },
        { "field.asOf", "Như lúc", "As at" },
        { "field.expiresAt", "Hết hạn lúc", "Expires at" },
        { "field.version", "Cho xem", "Show" },
        { "field.note", "Ghi chú", "Note" },
        { "field.path", "Đường dẫn của trang", "The page's path" },
    };
}
