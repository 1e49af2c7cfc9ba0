using Nq72.Cms.Admin;

namespace Nq72.Cms.CampaignCalendar.Pages;

/// <summary>The words of the year.</summary>
internal static class CalendarTexts
{
    public static readonly UiTextTable Table = new()
    {
        { "peaks.nav", "Cao điểm", "Peaks" },
        { "peaks.title", "Cao điểm năm {0}", "Peaks of {0}" },
        { "peaks.lead", "Các đợt cao điểm quanh ngày, dịp của chiến dịch, và những gì đã lập cho từng đợt.", "The campaign's high seasons around occasions, and what is planned for each." },
        { "peaks.year", "Cả năm", "The year" },
        { "peaks.years", "Năm khác", "Other years" },
        { "peaks.none", "Năm {0} không có cao điểm", "No peaks in {0}" },
        { "peaks.noneHelp", "Cao điểm lấy từ chiến dịch và ngày, dịp; chọn năm khác hoặc thêm vào chiến dịch bằng API.", "Peaks come from campaigns and occasions; choose another year, or add rules to a campaign by the API." },
        { "peaks.strip", "Cả năm", "The year" },
        { "peaks.stripLabel", "Các cao điểm theo tháng; bảng bên dưới ghi đủ ngày", "The peaks by month; the table below has all dates" },
        { "peaks.table", "Các đợt cao điểm", "Peaks" },
        { "peaks.name", "Cao điểm", "Peak" },
        { "peaks.day", "Ngày, dịp", "Occasion" },
        { "peaks.from", "Thời gian cao điểm", "Span" },
        { "peaks.span", "{0} – {1}", "{0} – {1}" },
        { "peaks.on", "ngày {0}", "on {0}" },
        { "peaks.noReleases", "chưa có đợt phát", "no releases yet" },
        { "peaks.occasions", "Ngày, dịp trong năm {0}", "Occasions of {0}" },
        { "peaks.undated", "Chưa có ngày chính thức", "Without a date yet" },
        { "peaks.undatedHelp", "Được ghi nhận nhưng chưa có văn bản nêu ngày; không tạo cao điểm cho đến khi có ngày.", "Known, but no document gives the day; no peak until there is one." },
    };
}
