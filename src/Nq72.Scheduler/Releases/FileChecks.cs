using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Releases;

/// <summary>Checks of the files that items show.</summary>
internal static class FileChecks
{
    public static IEnumerable<Found> ConsentMissing(PreflightFacts facts) => Look(
        facts, FileFault.ConsentMissing,
        (title, file) => new($"'{title}': tệp “{file}” chưa khai có ai trong đó, hoặc thiếu đồng ý của họ.", $"'{title}': of the file “{file}” it is not said who is in it, or their consent is missing."),
        new("Mở tệp trong kho, khai người có mặt và ghi giấy đồng ý; hoặc bỏ tệp khỏi nội dung.", "Open the file in the library, say who is in it and record their consent; or take it out of the item."));

    public static IEnumerable<Found> ConsentExpired(PreflightFacts facts) => Look(
        facts, FileFault.ConsentExpired,
        (title, file) => new($"'{title}': đến lúc phát, đồng ý của người trong tệp “{file}” đã hết hạn.", $"'{title}': at the instant the consent of those in the file “{file}” has expired."),
        new("Xin đồng ý mới và ghi vào tệp, hoặc bỏ tệp khỏi nội dung.", "Ask for their consent anew and record it, or take the file out of the item."));

    public static IEnumerable<Found> AltMissing(PreflightFacts facts) => Look(
        facts, FileFault.AltMissing,
        (title, file) => new($"'{title}': ảnh “{file}” chưa có mô tả cho người không nhìn thấy.", $"'{title}': nobody said what the picture “{file}” shows, for those who do not see it."),
        new("Mở ảnh trong kho và viết mô tả.", "Open the picture in the library and describe it."));

    public static IEnumerable<Found> CaptionsMissing(PreflightFacts facts) => Look(
        facts, FileFault.CaptionsMissing,
        (title, file) => new($"'{title}': clip “{file}” chưa có phụ đề bằng ngôn ngữ của bài.", $"'{title}': the clip “{file}” has no captions in the item's language."),
        new("Mở clip trong kho và gửi tệp phụ đề WebVTT hoặc SRT.", "Open the clip in the library and send its captions as WebVTT or SRT."));

    public static IEnumerable<Found> RightsExpired(PreflightFacts facts) => Look(
        facts, FileFault.RightsExpired,
        (title, file) => new($"'{title}': đến lúc phát, quyền dùng tệp “{file}” đã hết; tệp sẽ không hiện.", $"'{title}': at the instant the right to use the file “{file}” has expired; it will not be shown."),
        new("Gia hạn quyền và ghi vào tệp, hoặc thay tệp khác.", "Extend the rights and record it, or use another file."));

    public static IEnumerable<Found> NotReady(PreflightFacts facts) => Look(
        facts, FileFault.NotReady,
        (title, file) => new($"'{title}': tệp “{file}” chưa có bản để đưa ra ngoài; tệp sẽ không hiện.", $"'{title}': there is nothing of the file “{file}” to give out yet; it will not be shown."),
        new("Chờ xử lý xong, hoặc thay tệp khác.", "Wait until it is ready, or use another file."));

    private static IEnumerable<Found> Look(PreflightFacts facts, FileFault fault, Func<string, string, LocalText> message, LocalText remedy) =>
        from pinned in facts.Known
        from found in pinned.Around.FileFaults
        where found.Fault == fault
        select new Found(message(pinned.Facts.Title, found.File), remedy) { Item = pinned.Item.ItemId, Field = found.Field };
}
