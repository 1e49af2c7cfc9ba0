using Nq72.Cms.Admin;

namespace Nq72.Cms.DeskSettings.Pages;

/// <summary>The words of the settings.</summary>
internal static class SettingsTexts
{
    public static readonly UiTextTable Table = new()
    {
        { "settings.title", "Cài đặt", "Settings" },
        { "settings.lead", "Lịch, địa bàn, phân loại và những gì áp dụng cho cả hệ thống. Mọi thay đổi đều ghi vào nhật ký.", "Calendar, communes, taxonomies and what counts for the whole installation. Every change stands in the audit log." },

        { "site.title", "Cài đặt trang", "Site settings" },
        { "site.lead", "Tên trang, cơ quan, ngôn ngữ, câu cố định của kịch bản phát thanh.", "Name, publisher, languages, fixed sentences of scripts." },
        { "site.general", "Trang công khai", "The public page" },
        { "site.siteName", "Tên trang", "Name of the site" },
        { "site.tagline", "Câu dưới tên trang", "A sentence below it" },
        { "site.publisher", "Cơ quan phát hành", "Publisher" },
        { "site.publisherHelp", "Đứng trên mọi trang.", "Stands on every page." },
        { "site.campaign", "Chiến dịch của trang", "The page's campaign" },
        { "site.campaignFirst", "— chiến dịch đầu tiên —", "— the first one —" },
        { "site.defaultLanguage", "Ngôn ngữ mặc định", "Default language" },
        { "site.tag", "Mã ngôn ngữ", "Tag" },
        { "site.tagHelp", "Mã BCP 47, ví dụ vi, tyz.", "BCP 47, for example vi, tyz." },
        { "site.festive", "Nội dung chúc mừng, hội hè", "Festive content" },
        { "site.festiveHelp", "Thời gian tạm dừng giữ nội dung mang một trong các dấu này.", "A blackout holds content with one of these marks." },
        { "site.festiveAll", "Mọi nội dung đều bị tạm dừng", "Everything counts as festive" },
        { "site.script", "Kịch bản phát thanh", "Loudspeaker scripts" },
        { "site.scriptHelp", "Điền được: {place} xã phường, {authority} cơ quan, {title} tiêu đề. Kịch bản đã chốt giữ nguyên.", "Filled in: {place}, {authority}, {title}. Armed scripts stay as they are." },
        { "site.itemSeconds", "Một nội dung dài nhất (giây)", "Longest item (seconds)" },
        { "site.itemSecondsHelp", "0: không so. 300 là giả định, chưa có quy định nào nêu.", "0: not compared. 300 is an assumption; no rule gives one." },
        { "site.heading", "Dòng đầu tờ kịch bản", "First line of the sheet" },
        { "site.greeting", "Lời chào", "Greeting" },
        { "site.attribution", "Câu nêu cơ quan phát hành", "Who publishes" },
        { "site.attributionHelp", "Người nghe phải được biết: giữ {authority}.", "Listeners must be told: keep {authority}." },
        { "site.correction", "Trước lời đính chính", "Before a correction" },
        { "site.closing", "Lời kết", "Closing" },
        { "site.languages", "Ngôn ngữ", "Languages" },
        { "site.languagesHelp", "Bỏ một ngôn ngữ: xóa cả mã và tên. Ngôn ngữ còn nội dung thì không bỏ được.", "To take one out empty its tag and name. One that items are written in stays." },
        { "site.languageNew", "Thêm ngôn ngữ", "Another language" },
        { "site.languageName", "Tên", "Name" },
        { "site.nativeSignOff", "Cần người bản ngữ xác nhận", "A native speaker must stand for it" },
        { "site.nativeSignOffHelp", "Mỗi phiên bản chờ một người nói tiếng này xác nhận.", "Each version waits for one." },
        { "site.note", "Điều chưa chắc", "Doubts" },
        { "site.evidence", "Căn cứ", "Evidence" },
        { "site.serves", "Phục vụ các tiếng", "Serves" },
        { "site.servesHelp", "Chương trình chung: các mã, cách nhau bằng dấu phẩy.", "For a joint programme: tags with commas between." },
        { "site.limits", "Giới hạn khi đăng tay", "Limits where people post by hand" },
        { "site.limitsHelp", "Số chữ nhiều nhất của kênh; bỏ một dòng: xóa tên kênh.", "The most characters of a channel; to take a row out empty its channel." },
        { "site.limitNew", "Thêm giới hạn", "Another limit" },
        { "site.limitChannel", "Kênh", "Channel" },
        { "site.limitPart", "Phần", "Part" },
        { "site.limitMost", "Nhiều nhất (ký tự)", "At most (characters)" },
        { "site.limitSource", "Nơi nêu giới hạn", "Where it is said" },
        { "site.part.title", "Tiêu đề", "Title" },
        { "site.part.summary", "Tóm tắt", "Summary" },
        { "site.part.authority", "Cơ quan", "Authority" },
        { "site.consequence", "Hiện ngay trên trang công khai.", "Shows on the public page at once." },
        { "site.saved", "Đã lưu cài đặt trang.", "Saved the site settings." },
    };
}
