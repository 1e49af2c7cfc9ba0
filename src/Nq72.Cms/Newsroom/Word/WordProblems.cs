using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Newsroom.Word;

/// <summary>Why a Word document is not taken over. 422, but for what is too large (413).</summary>
internal static class WordProblems
{
    private static readonly LocalText Title = new("Không đọc được tệp Word", "The Word document cannot be read");

    /// <summary>No file was chosen.</summary>
    public static Problem NoFile => new(StatusCodes.Status422UnprocessableEntity, "wordNoFile", Title, new("Hãy chọn một tệp .docx.", "Choose a .docx file."));

    /// <summary>413: more bytes than are taken.</summary>
    public static Problem TooLarge(long most) => new(StatusCodes.Status413PayloadTooLarge, "wordTooLarge", Title, new(
        $"Tệp lớn hơn {most / 1_000_000} MB. Hãy bỏ bớt ảnh trong tệp, hoặc chép chữ rồi dán.", $"The file is larger than {most / 1_000_000} MB. Take pictures out of it, or copy the text and paste it."));

    /// <summary>It is something else.</summary>
    public static Problem NotWord => new(StatusCodes.Status422UnprocessableEntity, "wordNotDocx", Title, new("Đây không phải tệp .docx của Word.", "This is not Word's .docx."));

    /// <summary>The format of Word 2003 and before.</summary>
    public static Problem Old => new(StatusCodes.Status422UnprocessableEntity, "wordOld", Title, new(
        "Đây là tệp Word kiểu cũ (.doc). Mở trong Word hoặc LibreOffice rồi lưu thành .docx.", "This is an old Word file (.doc). Open it in Word or LibreOffice and save it as .docx."));

    /// <summary>It asks for a password.</summary>
    public static Problem Encrypted => new(StatusCodes.Status422UnprocessableEntity, "wordEncrypted", Title, new("Tệp có mật khẩu. Bỏ mật khẩu rồi chọn lại.", "It has a password. Take that off and choose it again."));

    /// <summary>It is built to cost more than a text does.</summary>
    public static Problem Unsafe(string vi, string en) => new(StatusCodes.Status422UnprocessableEntity, "wordUnsafe", Title, new($"Tệp không an toàn: {vi}.", $"The file is not safe: {en}."));

    /// <summary>It broke off, or its parts are not what they say.</summary>
    public static Problem Damaged => new(StatusCodes.Status422UnprocessableEntity, "wordDamaged", Title, new(
        "Tệp bị hỏng hoặc bị cắt. Mở trong Word, lưu lại rồi chọn lại.", "The file is damaged or cut off. Open it in Word, save it again and choose it again."));

    /// <summary>There is nothing in it.</summary>
    public static Problem Empty => new(StatusCodes.Status422UnprocessableEntity, "wordEmpty", Title, new("Tệp không có chữ, bảng hay ảnh nào.", "There is no text, table or picture in it."));
}
