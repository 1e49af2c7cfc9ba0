using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Media;

/// <summary>What is missing of a file, or keeps it from being shown, for people.</summary>
internal static class MediaFindings
{
    /// <summary>All of it, what blocks first.</summary>
    public static IEnumerable<(string Code, bool Blocks, LocalText Message)> Of(MediaFile file, bool hasCaptions, DateTimeOffset now)
    {
        if (file.Obstacle is { } obstacle)
            yield return (obstacle == MediaObstacle.ConsentWithdrawn ? "consentWithdrawn" : "consentMissing", true, Obstacle(obstacle, file));
        if (file.People is MediaPeople.Adult or MediaPeople.Child && file.Consent?.Until <= now)
            yield return ("consentExpired", true, new("Đồng ý của người trong tệp đã hết hạn; cần giấy mới.", "The consent of those in it has expired; a new paper is needed."));
        if (file.RightsUntil <= now)
            yield return ("rightsExpired", true, new("Quyền sử dụng đã hết hạn.", "The right to use it has expired."));
        if (file.State == MediaState.Failed)
            yield return ("mediaFailed", true, new($"Xử lý không được: {file.Failure?.Vi}", $"It could not be worked on: {file.Failure?.En}"));
        else if (file is { Kind: Kinds.MediaKind.Image, State: not MediaState.Ready })
            yield return ("mediaNotReady", true, new("Đang tạo bản nhỏ; xong thì mới đưa ra ngoài được.", "Renditions are being made; it can be shown when they are there."));
        else if (file is { Kind: Kinds.MediaKind.Video or Kinds.MediaKind.Audio, State: not MediaState.Ready })
            yield return ("mediaNotReady", true, new("Đang tạo bản để phát; xong thì mới đưa ra ngoài được.", "What is to be played is being made; it can be shown when it is there."));
        else if (file.State != MediaState.Ready)
            yield return ("mediaNotReady", true, new(
                "Chưa có bản để đưa ra ngoài: tệp gốc có thể chứa vị trí và thông tin máy, nên chỉ bàn biên tập xem được.",
                "There is nothing of it to give out yet: what came may tell where it was made, so only the desk sees it."));
        if (file.FromFile.Count > 0)
            yield return ("foundInFile", false, new("Chú thích, nguồn hoặc bản quyền lấy từ trong tệp; hãy đọc lại rồi lưu.", "Caption, credit or copyright were found inside the file; read them, then save."));
        if (file.PosterIsDark && file.PosterMs is null)
            yield return ("posterDark", false, new("Không tìm được khung hình sáng làm ảnh bìa; hãy chọn bằng tay.", "No bright frame was found for the poster; choose one by hand."));
        if (file.Kind == Kinds.MediaKind.Video && !hasCaptions)
            yield return ("captionsMissing", false, new("Clip chưa có phụ đề cho người không nghe được.", "The clip has no captions, for those who do not hear it."));
        if (file.LacksAlt)
            yield return ("altMissing", false, new("Chưa mô tả ảnh cho người không nhìn thấy.", "Nobody said what the picture shows, for those who do not see it."));
    }

    private static LocalText Obstacle(MediaObstacle obstacle, MediaFile file) => obstacle switch
    {
        MediaObstacle.PeopleUnsaid => new("Chưa khai có ai trong tệp hay không.", "Nobody said whether there are people in it."),
        MediaObstacle.ConsentWithdrawn => new("Người trong tệp đã rút đồng ý; tệp không được hiện.", "Those in it took their consent back; it is not shown."),
        _ => file.People == MediaPeople.Child
            ? new("Có trẻ em: cần mục đích, số giấy đồng ý, người giám hộ, và ý kiến của trẻ từ bảy tuổi.", "There is a child in it: purpose, paper, guardian and, from seven years, the child's own consent are needed.")
            : new("Có người nhận ra được: cần mục đích và số giấy đồng ý.", "There are people in it: purpose and the paper of their consent are needed."),
    };
}
