using Nq72.Scheduler.Platform.Problems;
using Nq72.Theming;

namespace Nq72.Cms.Posters;

/// <summary>Why there is no such poster.</summary>
internal static class PosterProblems
{
    /// <summary>404 <c>noPosterTemplate</c>.</summary>
    public static Problem NoTemplate(string key, IEnumerable<PosterTemplate> known) => new(404, "noPosterTemplate", new("Không có mẫu áp phích này", "There is no such poster template"), new(
        $"Không có mẫu '{key}'. Giao diện có: {string.Join(", ", known.Select(template => template.Key))}.", $"There is no template '{key}'. The theme has: {string.Join(", ", known.Select(template => template.Key))}."));

    /// <summary>404 <c>noPosterFormat</c>.</summary>
    public static Problem NoFormat(PosterTemplate template, string format) => new(404, "noPosterFormat", new("Mẫu không có ở định dạng này", "The template does not come in this format"), new(
        $"Mẫu '{template.Key}' có: {string.Join(", ", template.Formats)}; không có '{format}'.", $"The template '{template.Key}' comes as {string.Join(", ", template.Formats)}, not as '{format}'."));

    /// <summary>404 <c>noPosterTranslation</c>.</summary>
    public static Problem NoTranslation(string lang, IEnumerable<string> known) => new(404, "noPosterTranslation", new("Không có bản ở ngôn ngữ này", "There is no version in this language"), new(
        $"Khẩu hiệu chưa có bản '{lang}'. Đang có: {string.Join(", ", known)}.", $"The slogan has no version in '{lang}'. It has: {string.Join(", ", known)}."));

    /// <summary>409 <c>retracted</c>.</summary>
    public static Problem Retracted => Problem.Conflict("retracted", new("Nội dung đã bị thu hồi", "The item was retracted"), new(
        "Nội dung đã thu hồi không in thành áp phích. Muốn dùng lại, hãy sửa, duyệt và đăng một phiên bản mới.", "What was taken back is not made into posters. To use it again, edit, approve and publish a new version."));

    /// <summary>422 <c>posterTooLong</c>, with the template, the text that does not fit, and the size below which it is not made.</summary>
    public static Problem TooLong(PosterTemplate template, PosterField shows, string text, double least)
    {
        var (unitVi, name) = (template.Unit == PosterUnit.Mm ? "mm" : "điểm ảnh", Name(shows));
        return new(422, "posterTooLong", new($"{name.Vi} quá dài cho mẫu này", $"The {name.En} is too long for this template"), new(
            $"{name.Vi} có {text.Length} ký tự; với mẫu '{template.Name.Vi}' chữ sẽ nhỏ hơn {least:0.#} {unitVi}, đứng xa không đọc được. Hãy rút gọn, hoặc chọn mẫu rộng hơn.",
            $"The {name.En} has {text.Length} characters; with the template '{template.Name.En}' its letters would be smaller than {least:0.#} {(template.Unit == PosterUnit.Mm ? "mm" : "px")}, too small to be read from where people stand. Shorten it, or choose a wider template."))
        {
            Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["template"] = template.Key, ["text"] = shows, ["characters"] = text.Length, ["minSize"] = least },
        };
    }

    /// <summary>422 <c>posterGlyphs</c>, with the letters that the fonts lack.</summary>
    public static Problem Glyphs(PosterTemplate template, IReadOnlyList<string> letters)
    {
        var named = string.Join(" ", letters.Select(Show));
        return new(422, "posterGlyphs", new("Phông chữ thiếu ký tự", "The font lacks letters"), new(
            $"Phông chữ của mẫu '{template.Name.Vi}' không có: {named}. Hãy kiểm tra chính tả và bảng mã (Unicode dựng sẵn); chữ viết khác cần mẫu có phông chữ của nó.",
            $"The fonts of the template '{template.Name.En}' lack: {named}. Check the spelling and that letters are composed (NFC); other scripts need a template with their font."))
        {
            Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["template"] = template.Key, ["letters"] = letters },
        };
    }

    /// <summary>422 <c>posterNoAuthority</c>: who publishes stands on every poster that has a place for it.</summary>
    public static Problem NoAuthority(PosterTemplate template) => new(422, "posterNoAuthority", new("Chưa rõ cơ quan phát hành", "Who publishes is not known"), new(
        $"Mẫu '{template.Name.Vi}' ghi cơ quan phát hành. Hãy điền “Cơ quan phát hành” của nội dung, hoặc đơn vị phát hành của trang.",
        $"The template '{template.Name.En}' names who publishes. Fill in the item's authority, or the site's publisher."));

    private static LocalText Name(PosterField shows) => shows switch
    {
        PosterField.Slogan => new("Khẩu hiệu", "slogan"),
        PosterField.Authority => new("Tên cơ quan phát hành", "authority"),
        PosterField.Campaign => new("Tên chiến dịch", "campaign's name"),
        _ => new("Tên ngày, dịp", "occasion's name"),
    };

    // a letter that nobody sees alone is named by its number
    private static string Show(string letter) => $"“{letter}” (U+{char.ConvertToUtf32(letter, 0):X4})";
}
