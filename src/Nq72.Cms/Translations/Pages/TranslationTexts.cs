using Nq72.Cms.Admin;

namespace Nq72.Cms.Translations.Pages;

/// <summary>Words of the languages' board and of sign-offs.</summary>
internal static class TranslationTexts
{
    public static readonly UiTextTable Table = new()
    {
        { "parity.title", "Các thứ tiếng", "Languages" },
        { "parity.lead", "Mỗi dòng một nội dung gốc, mỗi cột một thứ tiếng: có gì, thiếu gì, cái gì phải làm lại.", "A line for each source, a column for each language: what there is, what is missing, what is behind." },
        { "parity.without", "Chưa có tiếng", "Without" },
        { "parity.translate", "Dịch “{0}” sang tiếng {1}", "Translate “{0}” into {1}" },
        { "parity.noneYet", "Nội dung gốc hiện ở đây khi có bài đầu tiên.", "Sources appear here with the first item." },
        { "parity.oneLanguage", "Hệ thống chỉ có một thứ tiếng", "There is only one language" },
        { "parity.oneLanguageHelp", "Các thứ tiếng do công thức thiết lập khai báo.", "The set-up recipe names the languages." },
        { "parity.Done", "Xong", "Done" },
        { "parity.Submitted", "Chờ duyệt", "To approve" },
        { "parity.AwaitsNative", "Chờ người bản ngữ", "Awaits a native speaker" },
        { "parity.Draft", "Đang dịch", "Being translated" },
        { "parity.Stale", "Cũ hơn bản gốc", "Behind its source" },
        { "parity.Missing", "Chưa có", "Missing" },
        { "native.title", "Người bản ngữ duyệt", "Native speaker" },
        { "native.text", "Lời của phiên bản {0}", "The words of version {0}" },
        { "native.source", "Bản gốc, phiên bản {0}", "Source, version {0}" },
        { "native.translation", "Bản dịch, phiên bản {0}", "Translation, version {0}" },
        { "native.noSource", "Nội dung này không dịch từ nội dung khác; đọc ở màn hình Viết.", "It is no translation; read it on the screen Write." },
        { "native.open", "Mở để sửa hoặc nghe tệp", "Open it to edit or to hear its files" },
        { "native.notAsked", "Thứ tiếng này không cần người bản ngữ duyệt.", "This language asks for no native speaker." },
        { "native.signed", "{0} đã duyệt phiên bản {1}.", "{0} stands for version {1}." },
        { "native.recorded", "{0} ghi nhận,", "Recorded by {0}," },
        { "native.waits", "Phiên bản {0} chưa có người bản ngữ duyệt.", "No native speaker stands for version {0} yet." },
        { "native.speaker", "Họ tên người bản ngữ", "The native speaker" },
        { "field.speaker", "Họ tên người bản ngữ", "The native speaker" },
        { "native.speakerHelp", "Người nói thứ tiếng này từ nhỏ, đã đọc hoặc nghe đúng phiên bản này; khác người viết, người dịch.", "Who has spoken it from childhood, and read or heard exactly this version; not who wrote or translated it." },
        { "native.note", "Đã duyệt thế nào", "How" },
        { "native.noteHelp", "Ví dụ: nghe tệp âm thanh, ký bản giấy.", "For example: heard the recording, signed on paper." },
        { "native.yes", "Ghi nhận cho phiên bản {0}", "Record it for version {0}" },
        { "native.done", "Đã ghi nhận người bản ngữ duyệt phiên bản {0}: {1}.", "Recorded for version {0}: {1}." },
        { "native.before", "Các phiên bản trước", "Earlier versions" },
    };
}
