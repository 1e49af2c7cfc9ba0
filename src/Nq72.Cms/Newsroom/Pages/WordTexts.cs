using Nq72.Cms.Admin;

namespace Nq72.Cms.Newsroom.Pages;

/// <summary>The words of taking a Word document over.</summary>
internal static class WordTexts
{
    public static readonly UiTextTable Table = new()
    {
        { "word.import", "Nhập từ Word", "Take over a Word document" },
        { "word.help", "Tệp .docx, nhiều nhất 20 MB. Chữ đặt dưới phần đã có, giữ đề mục, danh sách, bảng và ảnh; chưa lưu gì trước khi bấm Lưu. Ảnh vào kho tệp ngay.",
            "A .docx file of 20 MB at most. Its text goes under what is there, with headings, lists, tables and pictures; nothing is saved until you save. Pictures go into the library at once." },
        { "word.file", "Tệp Word (.docx)", "Word document (.docx)" },
        { "word.take", "Nhập", "Take over" },
        { "word.done", "Đã nhập từ Word, chưa lưu", "Taken over from Word, not saved" },
        { "word.look", "Xem lại rồi lưu:", "Look at it, then save:" },
        { "word.pictures", "{0} ảnh đã vào kho tệp; còn phải ghi ai có trong ảnh.", "{0} pictures are in the library; who is in them is still to be said." },
        { "word.library", "Mở kho tệp (trang khác)", "Open the library (another page)" },
        { "word.left", "Không đi theo, hoặc khác trong Word:", "What did not come along, or is not as in Word:" },
        { "word.times", "({0} chỗ)", "({0} places)" },
        { "word.left.alignment", "Căn giữa, căn phải: đã bỏ", "Alignment: taken off" },
        { "word.left.boxes", "Khung chữ: thành đoạn thường", "Text boxes: now plain paragraphs" },
        { "word.left.charts", "Biểu đồ: đã bỏ; chụp thành ảnh rồi chèn", "Charts: left out; insert a picture of them" },
        { "word.left.colour", "Màu chữ, tô nền: đã bỏ", "Colours: taken off" },
        { "word.left.comments", "Ghi chú bên lề: đã bỏ", "Comments: left out" },
        { "word.left.contents", "Mục lục: đã bỏ", "Table of contents: left out" },
        { "word.left.deleted", "Chữ đã xoá khi theo dõi thay đổi: đã bỏ", "Text deleted under tracked changes: left out" },
        { "word.left.diagrams", "Sơ đồ: đã bỏ; chụp thành ảnh rồi chèn", "Diagrams: left out; insert a picture of them" },
        { "word.left.formulas", "Công thức: chỉ còn chữ, hãy xem lại", "Formulas: only their letters are left, look at them" },
        { "word.left.headers", "Đầu trang, chân trang: đã bỏ", "Headers and footers: left out" },
        { "word.left.headingNumbers", "Số của đề mục: đã bỏ", "Numbers of headings: taken off" },
        { "word.left.hidden", "Chữ ẩn: đã bỏ", "Hidden text: left out" },
        { "word.left.links", "Liên kết trong tệp, hay không mở được trên trang: chỉ còn chữ", "Links within the file, or that pages do not open: only the words are left" },
        { "word.left.mergedCells", "Ô gộp: đã tách, chữ ở ô đầu", "Merged cells: split, the text is in the first" },
        { "word.left.nestedTables", "Bảng trong bảng: chỉ còn chữ", "Tables within tables: only the words are left" },
        { "word.left.numberLooks", "Danh sách a, b, c hay I, II, III: thành 1, 2, 3", "Lists by letters or Roman figures: now 1, 2, 3" },
        { "word.left.objects", "Tệp nhúng: đã bỏ", "Embedded files: left out" },
        { "word.left.pictures", "Ảnh không lấy được: ngoài tệp, quá 60 ảnh, hay kiểu kho tệp không nhận", "Pictures that could not be taken: outside of the file, beyond 60, or of a kind that the library does not take" },
        { "word.left.shapes", "Hình vẽ: đã bỏ", "Shapes: left out" },
        { "word.left.symbols", "Ký hiệu của phông riêng: đã bỏ, hãy xem lại", "Symbols of special fonts: left out, look at the text" },
        { "word.left.underline", "Gạch chân: đã bỏ", "Underlining: taken off" },
    };
}
