using Nq72.Cms.Admin;

namespace Nq72.Cms.Loudspeaker.Pages;

/// <summary>The words of spoken texts.</summary>
internal static class SpokenTexts
{
    public static readonly UiTextTable Table = new()
    {
        { "spoken.title", "Đọc thành lời", "Read aloud" },
        { "spoken.lead", "Dán một đoạn văn bản để xem loa truyền thanh sẽ đọc thế nào. Chỗ nào không chắc thì hỏi, không đoán.", "Paste a text to see how loudspeakers will read it. What is not sure is asked, not guessed." },
        { "spoken.text", "Văn bản", "Text" },
        { "spoken.textHelp", "Chữ thường hoặc Markdown; nhiều nhất {0} ký tự. Không lưu lại.", "Plain or Markdown; at most {0} characters. It is not kept." },
        { "spoken.lang", "Ngôn ngữ", "Language" },
        { "spoken.read", "Đọc thử", "Read it" },
        { "spoken.length", "{0} âm tiết, khoảng {1} giây (mỗi phút {2} âm tiết)", "{0} syllables, about {1} seconds ({2} syllables a minute)" },
        { "spoken.written", "Như viết", "As written" },
        { "spoken.spoken", "Như đọc", "As read out" },
        { "spoken.changed", "Đã đổi", "Changed" },
        { "spoken.asked", "Cần hỏi", "Asked" },
        { "spoken.questions", "Cần cho biết cách đọc ({0})", "To be answered ({0})" },
        { "spoken.noQuestions", "Không còn chỗ nào phải hỏi.", "Nothing is left to ask." },
        { "spoken.times", "{0} lần trong bài", "{0} times in the text" },
        { "spoken.candidates", "Cách đọc “{0}”", "How “{0}” is read" },
        { "spoken.own", "Cách đọc khác, viết bằng chữ", "Another reading, in words" },
        { "spoken.keep", "Lưu cho mọi người", "Keep for everyone" },
        { "spoken.keepHelp", "Cách đọc đã lưu dùng cho mọi văn bản, đúng những chữ này, từ lần đọc sau.", "A reading that is kept counts for these very words in all texts, from the next reading on." },
        { "spoken.kept", "Đã lưu: “{0}” đọc là “{1}”.", "Kept: “{0}” is read “{1}”." },
        { "spoken.remarks", "Nên biết ({0})", "To be known ({0})" },
        { "spoken.changes", "Những chỗ đã đổi ({0})", "What was changed ({0})" },
        { "spoken.noChanges", "Không có chỗ nào phải đổi.", "Nothing was changed." },
        { "spoken.rule", "Vì sao", "Why" },
        { "spoken.leftOut", "không đọc", "left out" },
        { "spoken.ours", "Cách đọc đã lưu cho mọi người", "Readings kept for everyone" },
        { "spoken.noneKept", "Chưa có cách đọc nào được lưu.", "No reading is kept yet." },
        { "spoken.keptBy", "Người lưu", "Kept by" },
        { "spoken.drop", "Bỏ", "Drop" },
        { "spoken.dropped", "Đã bỏ cách đọc.", "The reading was dropped." },
        { "field.text", "Văn bản", "Text" },
        { "field.spoken", "Cách đọc", "Reading" },
        { "field.written", "Chữ viết", "Written" },
    };
}
