namespace Nq72.Cms.Loudspeaker.Spoken;

/// <summary>Words by which a reader tells what stands beside them; capitals do not count. Thread-safe.</summary>
internal sealed class WordSet
{
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> words;

    private WordSet(string words) =>
        this.words = new HashSet<string>(words.Split(' '), StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Before a day.</summary>
    public static WordSet Day { get; } = new("ngày mùng mồng hôm");

    /// <summary>Before a day and month: nothing else follows these.</summary>
    public static WordSet DayComing { get; } = new("ngày mùng mồng hôm sáng trưa chiều tối đêm dịp lễ khánh nhi");

    /// <summary>'Each day': the number after it counts something.</summary>
    public static WordSet Each { get; } = new("mỗi một hằng hàng mấy nhiều vài cả các những");

    /// <summary>After a day and month.</summary>
    public static WordSet AfterDate { get; } = new("hằng hàng tới này");

    /// <summary>After a day alone.</summary>
    public static WordSet AfterDay { get; } = new("tháng đến tới");

    /// <summary>The word for month.</summary>
    public static WordSet Month { get; } = new("tháng");

    /// <summary>The word for year.</summary>
    public static WordSet Year { get; } = new("năm");

    /// <summary>Spans shorter than a month.</summary>
    public static WordSet ShortSpan { get; } = new("ngày tuần");

    /// <summary>Before an ordinal.</summary>
    public static WordSet Nth { get; } = new("thứ");

    /// <summary>Before a number that is a name.</summary>
    public static WordSet Numbered { get; } = new("số");

    /// <summary>Before a house's number.</summary>
    public static WordSet House { get; } = new("số ngõ ngách hẻm nhà kiệt");

    /// <summary>Near a telephone number.</summary>
    public static WordSet Calls { get; } = new("gọi thoại đài nóng hotline cứu");

    /// <summary>Kinds of documents.</summary>
    public static WordSet DocumentKind { get; } = new("quyết định thị luận hoạch báo cáo văn lệnh luật lịch tư");

    /// <summary>Before a section's number or a version.</summary>
    public static WordSet Section { get; } = new("mục điều khoản điểm phần chương bảng hình biểu lục tiết bản nghiệp");

    /// <summary>Before a Roman numeral.</summary>
    public static WordSet Roman { get; } = new("kỷ kỉ quý khóa khoá hội thứ phần chương mục cấp loại hạng độ tuyến vực kỳ kì nhóm đợt tập bài bậc đoạn lục vùng");

    /// <summary>Before a comparison of two numbers.</summary>
    public static WordSet Ratio { get; } = new("lệ điểm áp");

    /// <summary>After a part of a whole.</summary>
    public static WordSet Whole { get; } = new("dân số tổng diện lượng chiều thời quãng giá sản thu chi ngân khối");

    /// <summary>After so many of so many.</summary>
    public static WordSet Counted { get; } = new(
        "xã phường thôn bản khối hộ trường trạm người đơn huyện tỉnh đại bác ca trẻ bệnh học cán đồng cơ chỉ tiêu nhiệm mục nội mô điểm cụm gia phụ thành đảng chi giáo y điều nhân phiếu tổ câu bài");

    /// <summary>Before a time, of whatever form.</summary>
    public static WordSet When { get; } = new("từ đến vào trước sau tới đầu cuối");

    /// <summary>After 'dịch vụ', round the clock.</summary>
    public static WordSet RoundTheClock { get; } = new("trực vụ động nhận trợ cứu sóng viện");

    /// <summary>After a number that counts nothing.</summary>
    public static WordSet NotCounted { get; } = new("hằng hàng tới này vừa và là của tại đến thì được sẽ có ở để khi nhân do theo với trong trên như cũng đã năm nghiêng hoặc về từ");

    /// <summary>'a …' after a slash.</summary>
    public static WordSet Per { get; } = new("ngày tuần tháng quý năm giờ phút giây người lần hộ suất đợt ca buổi đêm vụ xã thôn trường");

    /// <summary>Large numbers in words.</summary>
    public static WordSet Scale { get; } = new("nghìn ngàn triệu tỷ tỉ vạn");

    /// <summary>Whether a word is one of these.</summary>
    public bool Has(ReadOnlySpan<char> word) => words.Contains(word);
}
