using System.Globalization;
using Nq72.Theming;

namespace ChuyenTrang;

/// <summary>The theme's own words in one interface language.</summary>
internal sealed record Texts
{
    public required CultureInfo Culture { get; init; }
    public required string DateFormat { get; init; }
    public required string SkipToContent { get; init; }
    public required string Sections { get; init; }
    public required string PublishedBy { get; init; }
    public required string Rehearsal { get; init; }
    public required string RehearsalClock { get; init; }
    public required string Preview { get; init; }
    public required string PreviewAhead { get; init; }
    public required string PreviewPast { get; init; }
    public required string PreviewVersion { get; init; }
    public required string PreviewExpires { get; init; }
    public required string PreviewNotPublished { get; init; }
    public required string PreviewLeave { get; init; }
    public required string InterfaceLanguage { get; init; }
    public required string Feeds { get; init; }
    public required string OpenData { get; init; }
    public required string ReuseNote { get; init; }
    public required string Campaign { get; init; }
    public required string SpanFrom { get; init; }
    public required string SpanTo { get; init; }
    public required string NextOccasion { get; init; }
    public required string LaterOccasions { get; init; }
    public required string OneDayLeft { get; init; }
    public required string DaysLeft { get; init; }
    public required string Today { get; init; }
    public required string UnderWay { get; init; }
    public required string Articles { get; init; }
    public required string NoArticles { get; init; }
    public required string OlderArticles { get; init; }
    public required string NewerArticles { get; init; }
    public required string Slogans { get; init; }
    public required string ModelProfiles { get; init; }
    public required string Clips { get; init; }
    public required string Bulletins { get; init; }
    public required string Documents { get; init; }
    public required string NoNumber { get; init; }
    public required string NoDate { get; init; }
    public required string FileOf { get; init; }
    public required string Corrected { get; init; }
    public required string Correction { get; init; }
    public required string Corrections { get; init; }
    public required string Watch { get; init; }
    public required string Listen { get; init; }
    public required string Minutes { get; init; }
    public required string Seconds { get; init; }
    public required string Published { get; init; }
    public required string NotPlanned { get; init; }
    public required string Updated { get; init; }
    public required string MadeBy { get; init; }
    public required string AlsoIn { get; init; }
    public required string Fallback { get; init; }
    public required string Claims { get; init; }
    public required string Fact { get; init; }
    public required string Target { get; init; }
    public required string Source { get; init; }
    public required string Credits { get; init; }
    public required string Related { get; init; }
    public required string Photo { get; init; }
    public required string Transcript { get; init; }
    public required string RecordingIn { get; init; }
    public required string CannotPlay { get; init; }
    public required string Retracted { get; init; }
    public required string Reason { get; init; }
    public required string RetractedBy { get; init; }
    public required string BackHome { get; init; }
    public required string Reference { get; init; }
    public required IReadOnlyDictionary<CreditRole, string> Roles { get; init; }

    private static readonly Texts Vietnamese = new()
    {
        Culture = CultureInfo.GetCultureInfo("vi-VN"),
        DateFormat = "dd/MM/yyyy",
        SkipToContent = "Đến nội dung chính",
        Sections = "Các mục của chuyên trang",
        PublishedBy = "Cơ quan chủ quản",
        Rehearsal = "Diễn tập",
        RehearsalClock = "Đây không phải trang thật. Đồng hồ diễn tập: {0}.",
        Preview = "Bản xem trước",
        PreviewAhead = "như sẽ hiện lúc {0}",
        PreviewPast = "như lúc {0}",
        PreviewVersion = "phiên bản {0}",
        PreviewExpires = "liên kết hết hạn lúc {0}",
        PreviewNotPublished = "chưa công bố, xin không trích dẫn",
        PreviewLeave = "về hiện tại",
        InterfaceLanguage = "Ngôn ngữ giao diện",
        Feeds = "Theo dõi tin mới",
        OpenData = "Dữ liệu mở (API)",
        ReuseNote = "Khi dẫn lại, xin ghi rõ nguồn và ngày đăng.",
        Campaign = "Chuyên trang",
        SpanFrom = "Từ {0}",
        SpanTo = "{0} – {1}",
        NextOccasion = "Dịp sắp tới",
        LaterOccasions = "Tiếp theo",
        OneDayLeft = "Còn 1 ngày",
        DaysLeft = "Còn {0} ngày",
        Today = "Hôm nay",
        UnderWay = "Đang diễn ra",
        Articles = "Tin, bài",
        NoArticles = "Chưa có tin, bài nào được đăng. Tin mới sẽ hiện ở đây ngay khi đến giờ đăng.",
        OlderArticles = "Tin, bài cũ hơn",
        NewerArticles = "Tin, bài mới hơn",
        Slogans = "Khẩu hiệu",
        ModelProfiles = "Mô hình, điển hình",
        Clips = "Clip",
        Bulletins = "Bản tin tiếng dân tộc",
        Documents = "Văn bản",
        NoNumber = "Chưa có số",
        NoDate = "chưa ghi ngày",
        FileOf = "Tệp {0}",
        Corrected = "Đã đính chính",
        Correction = "Đính chính",
        Corrections = "Các lần đính chính",
        Watch = "Xem clip",
        Listen = "Nghe",
        Minutes = "{0} phút {1} giây",
        Seconds = "{0} giây",
        Published = "Đăng",
        NotPlanned = "Chưa đăng, chưa hẹn giờ",
        Updated = "Cập nhật",
        MadeBy = "Đơn vị thực hiện",
        AlsoIn = "Đọc bằng ngôn ngữ khác",
        Fallback = "Nội dung này chưa có bản {0}. Dưới đây là bản {1}.",
        Claims = "Thông tin, số liệu trong bài và nguồn",
        Fact = "Thông tin",
        Target = "Mục tiêu",
        Source = "Nguồn",
        Credits = "Người thực hiện",
        Related = "Cùng chủ đề",
        Photo = "Ảnh",
        Transcript = "Lời đọc",
        RecordingIn = "Bản ghi âm {0}",
        CannotPlay = "Trình duyệt không phát được. Tải tệp về máy",
        Retracted = "Đã thu hồi",
        Reason = "Lý do",
        RetractedBy = "Cơ quan thu hồi",
        BackHome = "Về chuyên trang",
        Reference = "Mã tra cứu",
        Roles = new Dictionary<CreditRole, string>
        {
            [CreditRole.Author] = "Tác giả",
            [CreditRole.Photographer] = "Hình ảnh",
            [CreditRole.Translator] = "Người dịch",
            [CreditRole.NativeReviewer] = "Người bản ngữ duyệt",
            [CreditRole.Reader] = "Người đọc",
            [CreditRole.MedicalReviewer] = "Kiểm chứng y khoa",
        },
    };

    private static readonly Texts English = new()
    {
        Culture = CultureInfo.GetCultureInfo("en-GB"),
        DateFormat = "d MMMM yyyy",
        SkipToContent = "Skip to main content",
        Sections = "Sections of this page",
        PublishedBy = "Published by",
        Rehearsal = "Rehearsal",
        RehearsalClock = "This is not the real page. Rehearsal clock: {0}.",
        Preview = "Preview",
        PreviewAhead = "as it will be at {0}",
        PreviewPast = "as at {0}",
        PreviewVersion = "version {0}",
        PreviewExpires = "the link expires at {0}",
        PreviewNotPublished = "not published, please do not quote",
        PreviewLeave = "back to now",
        InterfaceLanguage = "Interface language",
        Feeds = "Follow the news",
        OpenData = "Open data (API)",
        ReuseNote = "When quoting, please name the source and the date of publication.",
        Campaign = "Campaign",
        SpanFrom = "From {0}",
        SpanTo = "{0} – {1}",
        NextOccasion = "Next occasion",
        LaterOccasions = "After that",
        OneDayLeft = "1 day left",
        DaysLeft = "{0} days left",
        Today = "Today",
        UnderWay = "Under way",
        Articles = "News",
        NoArticles = "Nothing has been published yet. News will stand here from the minute it is published.",
        OlderArticles = "Older news",
        NewerArticles = "Newer news",
        Slogans = "Slogans",
        ModelProfiles = "Models and examples",
        Clips = "Clips",
        Bulletins = "Minority-language bulletins",
        Documents = "Documents",
        NoNumber = "No number yet",
        NoDate = "not dated",
        FileOf = "{0} file",
        Corrected = "Corrected",
        Correction = "Correction",
        Corrections = "Corrections",
        Watch = "Watch",
        Listen = "Listen",
        Minutes = "{0} min {1} s",
        Seconds = "{0} s",
        Published = "Published",
        NotPlanned = "Not published, no date set",
        Updated = "Updated",
        MadeBy = "Made by",
        AlsoIn = "Read in another language",
        Fallback = "There is no {0} version of this yet. Below is the {1} version.",
        Claims = "Claims in this text and their sources",
        Fact = "Fact",
        Target = "Target",
        Source = "Source",
        Credits = "Credits",
        Related = "More on this",
        Photo = "Photo",
        Transcript = "Transcript",
        RecordingIn = "Recording in {0}",
        CannotPlay = "Your browser cannot play this. Download the file",
        Retracted = "Retracted",
        Reason = "Reason",
        RetractedBy = "Retracted by",
        BackHome = "Back to the campaign page",
        Reference = "Reference",
        Roles = new Dictionary<CreditRole, string>
        {
            [CreditRole.Author] = "By",
            [CreditRole.Photographer] = "Pictures",
            [CreditRole.Translator] = "Translated by",
            [CreditRole.NativeReviewer] = "Approved by native speaker",
            [CreditRole.Reader] = "Read by",
            [CreditRole.MedicalReviewer] = "Medical review",
        },
    };

    /// <summary>English for <c>en</c> and its regions, otherwise Vietnamese.</summary>
    public static Texts For(string uiLanguage) =>
        uiLanguage == "en" || uiLanguage.StartsWith("en-", StringComparison.OrdinalIgnoreCase) ? English : Vietnamese;

    public string Fill(string format, params ReadOnlySpan<object?> values) => string.Format(Culture, format, values);

    public string Date(DateOnly date) => date.ToString(DateFormat, Culture);

    public string Span(DateOnly from, DateOnly? to) =>
        to is { } last ? Fill(SpanTo, Date(from), Date(last)) : Date(from);

    public string Left(NextOccasion occasion) => occasion.DaysLeft switch
    {
        > 1 => Fill(DaysLeft, occasion.DaysLeft),
        1 => OneDayLeft,
        _ => occasion.To is null ? Today : UnderWay,
    };

    /// <summary>Minutes and seconds as on a player: <c>4:05</c>.</summary>
    public static string Clock(TimeSpan length) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)length.TotalMinutes}:{length.Seconds:00}");

    /// <summary>The same in words.</summary>
    public string Spoken(TimeSpan length) => length.TotalMinutes < 1
        ? Fill(Seconds, length.Seconds)
        : Fill(Minutes, (int)length.TotalMinutes, length.Seconds);

    /// <summary>A label that stands alone instead of within a sentence.</summary>
    public string Capital(string label) => label.Length == 0 ? label : char.ToUpper(label[0], Culture) + label[1..];

    public string Size(long bytes) => bytes < 1024 * 1024
        ? Fill("{0:0} KB", Math.Max(1, bytes / 1024d))
        : Fill("{0:0.0} MB", bytes / (1024d * 1024d));
}
