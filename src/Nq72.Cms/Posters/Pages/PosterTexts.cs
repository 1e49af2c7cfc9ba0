using Nq72.Cms.Admin;

namespace Nq72.Cms.Posters.Pages;

/// <summary>The words of posters.</summary>
internal static class PosterTexts
{
    public static readonly UiTextTable Table = new()
    {
        { "item.tab.posters", "Áp phích", "Posters" },
        { "posters.lead", "Khẩu hiệu tự vừa khổ theo từng mẫu của giao diện. Cùng một khẩu hiệu luôn cho đúng một tệp; chữ trong PDF và SVG là nét vẽ, nhà in không cần phông.", "The slogan fits itself to each template of the theme. The same slogan always gives the same file; letters in PDF and SVG are outlines, so a print shop needs no font." },
        { "posters.unapproved", "Phiên bản này chưa được duyệt", "This version is not approved" },
        { "posters.unapprovedHelp", "Xem thì được; chỉ in và phát sau khi duyệt.", "Look at it; print and hand out only what is approved." },
        { "posters.lang", "Ngôn ngữ", "Language" },
        { "posters.occasion", "Ngày, dịp ghi kèm", "Occasion to name" },
        { "posters.noOccasion", "Không ghi", "None" },
        { "posters.show", "Xem", "Show" },
        { "posters.none", "Giao diện không có mẫu áp phích", "The theme has no poster templates" },
        { "posters.noneHelp", "Hãy chọn giao diện khác, hoặc thêm mẫu vào giao diện.", "Choose another theme, or add templates to it." },
        { "posters.fits", "Vừa khổ", "Fits" },
        { "posters.fitsDetail", "{0} dòng, cỡ chữ {1} {2}", "{0} lines, size {1} {2}" },
        { "posters.size.mm", "{0} × {1} mm", "{0} × {1} mm" },
        { "posters.size.px", "{0} × {1} điểm ảnh", "{0} × {1} pixels" },
        { "posters.bleed", "PDF có tràn lề {0} mm", "PDF with {0} mm bleed" },
        { "posters.unit.mm", "mm", "mm" },
        { "posters.unit.px", "điểm ảnh", "px" },
        { "posters.notMade", "Không làm được với mẫu này", "Cannot be made with this template" },
        { "posters.picture", "{0}: {1}", "{0}: {1}" },
        { "posters.save", "Tải {0}", "Download {0}" },
        { "posters.saveOf", "Tải {0} – {1}", "Download {0} – {1}" },
        { "posters.instead", "Không có áp phích", "There are no posters" },
    };
}
