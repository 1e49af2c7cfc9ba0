using Nq72.Cms.Admin;

namespace Nq72.Cms.Places.Pages;

/// <summary>The words of the communes' pages.</summary>
internal static class PlaceTexts
{
    public static readonly UiTextTable Table = new()
    {
        { "places.title", "Xã, phường", "Communes" },
        { "places.lead", "Địa bàn mà nội dung nói tới và loa truyền thanh được gửi tới.", "Where content is about and loudspeaker scripts go to." },
        { "places.add", "Thêm xã, phường", "Add a commune" },
        { "places.one", "Xã, phường", "The commune" },
        { "places.search", "Tìm theo tên, mã, tên cũ", "Find by name, code, former name" },
        { "places.none", "Không tìm thấy xã, phường nào", "No communes found" },
        { "places.showAll", "Xem tất cả", "Show all" },
        { "places.count", "{0} xã, phường", "{0} communes" },
        { "places.name", "Tên", "Name" },
        { "places.nameHelp", "Không kèm “xã”, “phường”.", "Without its kind." },
        { "places.kind", "Cấp", "Kind" },
        { "places.kindHelp", "xã hoặc phường; đọc trước tên trong kịch bản phát thanh.", "xã or phường; read before the name in scripts." },
        { "places.code", "Mã", "Code" },
        { "places.codeHelp", "Mã của Nhà nước, giữ cả số 0 ở đầu; không đổi được về sau.", "The state's code with its leading zeros; it never changes." },
        { "places.province", "Mã tỉnh", "Province's code" },
        { "places.facts", "Thông tin khác", "Further facts" },
        { "places.fact.formerDistrict", "Huyện cũ", "Former district" },
        { "places.fact.borderDerived", "Giáp biên giới", "At the border" },
        { "places.fact.aliases", "Cách viết khác", "Other spellings" },
        { "places.fact.mergedFrom", "Hợp nhất từ", "Merged from" },
        { "places.fact.languages", "Ngôn ngữ", "Languages" },
        { "places.doubtful", "Chưa kiểm chứng: tính ra hoặc ghi [U], chưa có danh sách chính thức. Sửa được.", "Not confirmed: reckoned, or marked [U]; no official list. It can be changed." },
        { "places.lines", "Mỗi dòng một mục.", "One a line." },
        { "places.yes", "Có", "Yes" },
        { "places.no", "Không", "No" },
        { "places.addFact", "Thêm một thông tin", "Add a fact" },
        { "places.factName", "Tên trong dữ liệu", "Name in the data" },
        { "places.factNameHelp", "Chữ không dấu viết liền, ví dụ languages.", "Letters without accents in one word, for example languages." },
        { "places.factValue", "Nội dung", "Value" },
        { "places.factValueHelp", "Chưa chắc chắn thì ghi [U] ở đầu.", "Begin with [U] when it is not certain." },
        { "places.consequence", "Tên mới hiện ngay trong kịch bản phát thanh soạn từ nay và trên trang công khai; kịch bản đã chốt giữ nguyên.", "A new name shows in scripts made from now on and on the public page; armed scripts stay." },
        { "places.saved", "Đã lưu {0}.", "Saved {0}." },
    };
}
