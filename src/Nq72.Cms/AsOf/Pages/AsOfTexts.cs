using Nq72.Cms.Admin;

namespace Nq72.Cms.AsOf.Pages;

/// <summary>The words of the page of another instant.</summary>
internal static class AsOfTexts
{
    public static readonly UiTextTable Table = new()
    {
        { "asOf.title", "Xem như lúc khác", "Another time" },
        { "asOf.lead", "Chọn một lúc đã qua hay sắp tới để xem trang công khai, nội dung và lịch như lúc ấy.", "Choose a time, past or to come, and see the public page, items and calendar as of it." },
        { "asOf.ahead", "Từ bây giờ đến {0}", "From now until {0}" },
        { "asOf.past", "Từ {0} đến bây giờ", "From {0} until now" },
        { "asOf.seeThen", "Xem như lúc ấy", "See it as of then" },
        { "asOf.items", "Nội dung đang hiện lúc ấy", "Items visible then" },
        { "asOf.scheduled", "Nội dung còn chờ giờ", "Items still to come then" },
        { "asOf.calendar", "Lịch", "Calendar" },
        { "asOf.public", "Trang công khai", "Public page" },
        { "asOf.api", "API công khai (JSON)", "Public API (JSON)" },
        { "asOf.link", "Gửi cho người không có tài khoản: tạo liên kết xem trước", "For people without an account: make a preview link" },
        { "asOf.channel", "Kênh", "Channel" },
        { "asOf.channelHelp", "Chỉ những nội dung còn phải gửi qua kênh này.", "Only items that are still to be sent by this channel." },
        { "asOf.byLang", "Theo ngôn ngữ", "By language" },
        { "asOf.kind.Appears", "Hiện ra", "Appear" },
        { "asOf.kind.Corrected", "Đổi bản", "Change" },
        { "asOf.kind.Expires", "Hết hạn", "Expire" },
        { "asOf.kind.Retracted", "Thu hồi", "Were taken back" },
        { "asOf.deliveries", "Lượt gửi theo kênh", "Deliveries by channel" },
        { "asOf.operation.publish", "Phát", "Publish" },
        { "asOf.operation.correct", "Đính chính", "Correct" },
        { "asOf.operation.retract", "Thu hồi", "Retract" },
        { "asOf.noDeliveries", "Không có lượt gửi nào.", "No deliveries." },
        { "asOf.pastDeliveries", "Lượt gửi đã qua nằm trong sổ gửi.", "Deliveries of the past stand in the ledger." },
        { "asOf.ledger", "Mở sổ gửi", "Open the ledger" },
        { "asOf.changes", "Lần lượt", "One after the other" },
        { "asOf.when", "Lúc", "When" },
        { "asOf.what", "Nội dung", "Item" },
        { "asOf.happens", "Thay đổi", "Change" },
        { "asOf.none", "Không có gì đổi", "Nothing changes" },
        { "asOf.noneHelp", "Trong khoảng này không có nội dung nào hiện ra, đổi, hết hạn hay bị thu hồi.", "Nothing appears, changes, expires or is taken back in this span." },
        { "asOf.cut", "Chỉ cho xem {0} thay đổi đầu của mỗi loại; chọn lúc gần hơn hoặc lọc.", "Only the first {0} changes of a kind are shown; choose a nearer time, or filter." },
        { "asOf.uncounted", "Chưa tính {0} đợt phát trong khoảng này, vì còn nháp hoặc đang tạm giữ:", "{0} releases in this span are not counted, being drafts or held:" },
    };
}
