using Nq72.Cms.Loudspeaker.Spoken;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Loudspeaker;

/// <summary>Rules and doubts in words, for people who never saw the code.</summary>
internal static class SpokenWords
{
    private static readonly Dictionary<SpokenRule, LocalText> Rules = new()
    {
        [SpokenRule.Kept] = new("Biên tập viên đã cho biết cách đọc.", "An editor said how it is read."),
        [SpokenRule.Number] = new("Số đọc bằng chữ.", "A number in words."),
        [SpokenRule.DecimalComma] = new("Dấu phẩy thập phân đọc là 'phẩy'.", "A decimal comma is 'phẩy'."),
        [SpokenRule.Digits] = new("Đọc từng chữ số.", "Digit by digit."),
        [SpokenRule.NumberList] = new("Các số liền nhau, cách bằng dấu phẩy.", "Numbers of a list."),
        [SpokenRule.Range] = new("Gạch nối giữa hai giá trị đọc là 'đến'.", "A dash between two values is 'đến'."),
        [SpokenRule.Unit] = new("Đơn vị đo, tiền tệ, phần trăm đọc đủ chữ.", "A unit, a currency or per cent in full."),
        [SpokenRule.Date] = new("Ngày, tháng, năm đọc đủ chữ.", "A day in full."),
        [SpokenRule.Month] = new("Tháng đọc đủ chữ.", "A month in full."),
        [SpokenRule.Time] = new("Giờ đọc đủ chữ.", "A time in full."),
        [SpokenRule.Phone] = new("Số điện thoại đọc từng chữ số.", "A telephone number, digit by digit."),
        [SpokenRule.Roman] = new("Số La Mã đọc như số thường.", "A Roman numeral as a number."),
        [SpokenRule.Ordinal] = new("Số thứ tự.", "An ordinal."),
        [SpokenRule.Abbreviation] = new("Chữ viết tắt đọc đủ chữ, theo bảng.", "An abbreviation in full, by the table."),
        [SpokenRule.Document] = new("Số, ký hiệu văn bản đọc theo tên đọc của văn bản đó.", "A document's number by the spoken name of that document."),
        [SpokenRule.Fraction] = new("Phân số.", "A fraction."),
        [SpokenRule.OutOf] = new("Dấu gạch chéo đọc là 'trên'.", "A slash is 'trên'."),
        [SpokenRule.Per] = new("Dấu gạch chéo đọc là 'một': mỗi lần, mỗi ngày, mỗi người.", "A slash is 'một': each time, day or person."),
        [SpokenRule.Sign] = new("Dấu, ký hiệu đọc thành chữ.", "A sign in words."),
        [SpokenRule.Power] = new("Lũy thừa đọc là 'mũ'.", "A power is 'mũ'."),
        [SpokenRule.Section] = new("Số mục: dấu chấm đọc là 'chấm'.", "The number of a section."),
        [SpokenRule.ListNumber] = new("Số hoặc chữ ở đầu mục.", "A number or letter in front of a list's item."),
        [SpokenRule.NumberLetter] = new("Số có chữ đi kèm.", "A number with a letter."),
        [SpokenRule.Markup] = new("Dấu trình bày không đọc.", "Marks of layout are not read."),
        [SpokenRule.Address] = new("Địa chỉ mạng, thư điện tử không đọc.", "An address of the web or of mail is not read."),
        [SpokenRule.Emoji] = new("Biểu tượng không đọc.", "A picture sign is not read."),
        [SpokenRule.Picture] = new("Ảnh trong bài và lời mô tả ảnh không đọc.", "A picture in the text is not read, nor is its description."),
    };

    private static readonly Dictionary<SpokenDoubt, LocalText> Doubts = new()
    {
        [SpokenDoubt.AmbiguousDate] = new("Là ngày tháng hay phân số? Câu chữ không cho biết.", "A day and month, or a fraction? The text does not tell."),
        [SpokenDoubt.InvalidDate] = new("Viết như ngày tháng nhưng lịch không có ngày này.", "Written like a day that no calendar has."),
        [SpokenDoubt.InvalidTime] = new("Viết như giờ nhưng đồng hồ không có giờ này.", "Written like a time that no clock shows."),
        [SpokenDoubt.AmbiguousRatio] = new("Dấu hai chấm giữa các số mà không phải giờ.", "A colon between numbers that are no time."),
        [SpokenDoubt.AmbiguousNumber] = new("Dấu chấm, dấu phẩy này ngăn hàng nghìn hay phần thập phân?", "Does the point or comma part thousands or decimals?"),
        [SpokenDoubt.AmbiguousRange] = new("Gạch nối giữa hai số: khoảng, ngày tháng hay tỷ số?", "A dash between numbers: a range, a day or a score?"),
        [SpokenDoubt.NumberTooLong] = new("Số quá dài, nghe không kịp.", "More digits than anyone can hear."),
        [SpokenDoubt.NumberOrCode] = new("Là số hay là mã? Câu chữ không cho biết.", "A number or a code? The text does not tell."),
        [SpokenDoubt.NumberOrPhone] = new("Là số hay số điện thoại? Câu chữ không cho biết.", "A number or a telephone number? The text does not tell."),
        [SpokenDoubt.UnknownDocument] = new("Chưa biết văn bản này đọc tên thế nào: điền 'Tên đọc trên loa' của văn bản, hoặc lưu cách đọc ở đây.", "How this document is named aloud is not known: fill in its spoken name, or keep a reading here."),
        [SpokenDoubt.IssuerDiffers] = new("Bài viết ghi cơ quan ban hành khác với văn bản.", "The text names another issuer than the document has."),
        [SpokenDoubt.UnknownAbbreviation] = new("Chữ viết tắt chưa có trong bảng.", "Capitals that no table explains."),
        [SpokenDoubt.AmbiguousAbbreviation] = new("Chữ viết tắt có nhiều cách đọc.", "An abbreviation with several readings."),
        [SpokenDoubt.UnknownToken] = new("Chữ và số đi liền, chưa có trong bảng.", "Letters and digits together that no table explains."),
        [SpokenDoubt.UnknownLetters] = new("Chữ của hệ chữ viết khác.", "Letters of another script."),
        [SpokenDoubt.UnknownSymbol] = new("Ký hiệu chưa có cách đọc.", "A sign that no rule reads."),
        [SpokenDoubt.Slash] = new("Dấu gạch chéo giữa các chữ: 'và', 'hoặc' hay 'trên'?", "A slash between words: and, or, per?"),
        [SpokenDoubt.RomanOrLetters] = new("Là số La Mã hay chữ cái? Câu chữ không cho biết.", "A Roman numeral or letters? The text does not tell."),
        [SpokenDoubt.MinusOrItem] = new("Dòng bắt đầu bằng '-' và số: đầu mục hay số âm?", "A line that begins with '-' and a number: an item of a list, or less than nought?"),
        [SpokenDoubt.ForeignWord] = new("Không phải chữ tiếng Việt: đọc nguyên như viết, số âm tiết là ước lượng.", "Not Vietnamese: it stays as written, its syllables are an estimate."),
        [SpokenDoubt.AddressLeftOut] = new("Địa chỉ bị bỏ qua; nếu người nghe cần thì nói bằng lời.", "An address was left out; say it in words if listeners need it."),
        [SpokenDoubt.EmojiLeftOut] = new("Biểu tượng bị bỏ qua.", "A picture sign was left out."),
        [SpokenDoubt.Table] = new("Có bảng: người nghe không nghe ra cột.", "Rows of a table: nobody can hear columns."),
        [SpokenDoubt.OtherLanguage] = new("Không phải tiếng Việt: giữ nguyên mọi chữ; cần người bản ngữ cho biết cách đọc.", "Not Vietnamese: nothing was changed; a native speaker must say how it reads."),
    };

    /// <summary>Why a wording was changed.</summary>
    public static LocalText Of(SpokenRule rule) => Rules[rule];

    /// <summary>What has to be looked at.</summary>
    public static LocalText Of(SpokenDoubt doubt) => Doubts[doubt];
}
