using System.Globalization;
using Nq72.Scheduler.Rehearsals;

namespace Nq72.Cms.Rehearsal;

/// <summary>A partner's behaviour in a sentence.</summary>
internal static class PartnerWords
{
    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");

    /// <summary>'cong-tinh-day / cong-tinh, từ 07/04/2027 06:55:00 đến 07/04/2027 09:00:00: không kết nối được'.</summary>
    public static string Of(PartnerRule rule, TimeZoneInfo zone)
    {
        var who = $"{rule.Channel ?? "mọi kênh"} / {rule.Destination ?? "mọi nơi nhận"}";
        var from = rule.From is { } begin ? $", từ {Wall(begin, zone)}" : "";
        var until = rule.Until is { } end ? $" đến {Wall(end, zone)}" : "";
        return $"{who}{from}{until}: {Does(rule)}";
    }

    private static string Does(PartnerRule rule) => rule switch
    {
        { Up: { } up, Down: { } down } => string.Create(Vietnamese, $"chập chờn: {up.TotalSeconds:0} giây nhận, {down.TotalSeconds:0} giây không kết nối được"),
        { Mood.Act: PartnerAct.Down } => "không kết nối được",
        { Mood.Act: PartnerAct.WrongCertificate } => "chứng chỉ không hợp lệ",
        { Mood: { Status: 410 } } => "ngừng nhận (HTTP 410)",
        { Mood: { Status: 200, Seconds: var seconds } } => string.Create(Vietnamese, $"trả lời chậm {seconds} giây"),
        { Mood: { Status: var status, Seconds: var seconds, RetryAfter: var after } } => string.Create(Vietnamese, $"trả lời HTTP {status}")
            + (after is null ? "" : string.Create(Vietnamese, $", hẹn lại sau {after} giây")) + (seconds == 0 ? "" : string.Create(Vietnamese, $", chậm {seconds} giây")),
    };

    private static string Wall(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString("dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture);
}
