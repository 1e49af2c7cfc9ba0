using Nq72.Cms.Admin;

namespace Nq72.Cms.Previews.Pages;

/// <summary>The words of what channels make of a text.</summary>
internal static class AlongsideTexts
{
    public static readonly UiTextTable Table = new()
    {
        { "alongside.title", "Trên các kênh", "On the channels" },
        { "alongside.pageLead", "Bài như đang gõ, chưa lưu. Đóng trang này để viết tiếp.", "The text as typed, not saved. Close this page to go on writing." },
        { "alongside.findings", "Cần xem lại", "To look at" },
        { "alongside.newspaper", "Báo", "Newspaper" },
        { "alongside.portal", "Cổng thông tin", "Portal" },
        { "alongside.card", "Thẻ trong bảng tin", "Feed card" },
        { "alongside.script", "Bản đọc loa", "Loudspeaker script" },
        { "alongside.posts", "Độ dài khi đăng mạng xã hội", "Length of social posts" },
        { "alongside.nothing", "Không có gì: lưu, gửi duyệt và duyệt được.", "Nothing: it can be saved, handed in and approved." },
        { "alongside.at.save", "Khi lưu:", "On saving:" },
        { "alongside.at.submit", "Khi gửi duyệt:", "On handing in:" },
        { "alongside.at.approve", "Khi duyệt:", "On approval:" },
        { "alongside.at.release", "Trước khi phát:", "Before it goes out:" },
        { "alongside.field", "Đến ô này", "Go to the field" },
        { "alongside.length", "{0} âm tiết, khoảng {1:0} giây khi đọc.", "{0} syllables, about {1:0} seconds when read out." },
        { "alongside.fits", "Vừa {0} giây của một mục, còn {1:0} giây.", "Fits the {0} seconds of an item, {1:0} to spare." },
        { "alongside.tooLong", "Dài hơn {0} giây của một mục: thừa {1:0} giây.", "Longer than the {0} seconds of an item, by {1:0}." },
        { "alongside.estimate", "Ước tính theo tốc độ đọc đã đặt, gồm lời chào và lời kết; số và chữ viết tắt tính như khi đọc ra.", "An estimate at the rate that is set, greeting and closing included; numbers and abbreviations as they are read out." },
        { "alongside.asked", "{0} chỗ cần cho biết cách đọc:", "{0} places need somebody to say how they are read:" },
        { "alongside.answer", "Cho biết cách đọc", "Say how" },
        { "alongside.otherLanguage", "Không phải tiếng Việt: không ước tính được thời lượng.", "Not Vietnamese: no length can be estimated." },
        { "alongside.noLimits", "Chưa có giới hạn nào trong cài đặt.", "No limits are set." },
        { "alongside.part.title", "tiêu đề", "title" },
        { "alongside.part.summary", "mô tả (tóm tắt)", "description (summary)" },
        { "alongside.part.authority", "tác giả (cơ quan công bố)", "author (authority)" },
        { "alongside.within", "{0}/{1} ký tự", "{0}/{1} characters" },
        { "alongside.over", "{0}/{1} ký tự: thừa {2}", "{0}/{1} characters: {2} too many" },
        { "alongside.source", "(nguồn: {0})", "(source: {0})" },
        { "alongside.open", "Xem trước trên các kênh (trang khác)", "Preview on the channels (another page)" },
        { "alongside.loading", "Đang dựng bản xem trước…", "Making the previews…" },
    };
}
