using Nq72.Cms.Admin;

namespace Nq72.Cms.Taxonomies.Pages;

/// <summary>The words of the taxonomies' pages.</summary>
internal static class TaxonomyTexts
{
    public static readonly UiTextTable Table = new()
    {
        { "taxonomies.title", "Phân loại", "Taxonomies" },
        { "taxonomies.lead", "Các bảng mục mà nội dung được xếp vào và báo cáo đếm theo.", "The lists that items are sorted by and reports count." },
        { "taxonomies.name", "Bảng phân loại", "Taxonomy" },
        { "taxonomies.terms", "Mục đang dùng", "Terms offered" },
        { "taxonomies.retired", "Đã ngừng", "Retired" },
        { "taxonomies.alias", "Tên trong dữ liệu: {0}. Nội dung ghi khóa của mục, người đọc thấy tên.", "Name in the data: {0}. Items carry a term's key, readers see its title." },
        { "taxonomies.none", "Chưa có bảng phân loại", "No taxonomies" },
        { "taxonomies.noneHelp", "Bảng phân loại đến từ công thức cài đặt.", "Taxonomies come with a recipe." },
        { "terms.add", "Thêm mục", "Add a term" },
        { "terms.none", "Chưa có mục nào", "No terms" },
        { "terms.noneHelp", "Thêm mục để người viết chọn được.", "Add one for writers to choose." },
        { "terms.title", "Tên mục", "Title" },
        { "terms.key", "Khóa", "Key" },
        { "terms.keyHelp", "Chữ không dấu, chữ số, dấu gạch, dấu chấm; không đổi được về sau. Để trống: lấy từ tên.", "Letters without accents, digits, hyphens, dots; it never changes. Empty: taken from the title." },
        { "terms.description", "Giải thích cho người viết", "Help for writers" },
        { "terms.descriptionHelp", "Khi nào chọn mục này.", "When to choose it." },
        { "terms.place", "Vị trí trong danh sách", "Place in the list" },
        { "terms.placeHelp", "1 là đầu danh sách; để trống: cuối.", "1 is the first; empty: the last." },
        { "terms.consequence", "Tên mới hiện ngay ở mọi nội dung mang mục này, kể cả trang công khai và nguồn tin.", "A new title shows at once wherever the term is carried, on the public page and in feeds too." },
        { "terms.saved", "Đã lưu mục “{0}”.", "Saved the term “{0}”." },
        { "terms.retired", "Đã ngừng dùng", "Retired" },
        { "terms.retire", "Ngừng dùng", "Retire" },
        { "terms.retireTitle", "Ngừng dùng mục này?", "Retire this term?" },
        { "terms.retireHelp", "Người viết không chọn được nữa. Nội dung đang mang mục này giữ nguyên, báo cáo vẫn đếm.", "Writers cannot choose it any more. Items that carry it keep it, reports go on counting it." },
        { "terms.retireYes", "Ngừng dùng", "Retire it" },
        { "terms.revive", "Dùng lại", "Bring back" },
        { "terms.reviveTitle", "Dùng lại mục này?", "Bring this term back?" },
        { "terms.reviveHelp", "Người viết lại chọn được mục này.", "Writers can choose it again." },
        { "terms.retiredDone", "Đã ngừng dùng mục “{0}”.", "Retired the term “{0}”." },
        { "terms.revivedDone", "Dùng lại mục “{0}”.", "Brought back the term “{0}”." },
    };
}
