using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Deliveries;

internal static class DeliveryProblems
{
    public static Problem NotFound => Problem.NotFound("Không có lượt gửi này.", "There is no such delivery.");

    public static Problem WrongState(DeliveryState state) => Problem.Conflict(
        "wrongState", new("Trạng thái lượt gửi không cho phép việc này", "The delivery's state does not allow this"),
        new($"Lượt gửi đang ở trạng thái '{state.ToString().ToLowerInvariant()}'.", $"The delivery is '{state.ToString().ToLowerInvariant()}'."));

    public static Problem Overtaken => Problem.Conflict(
        "overtaken", new("Đã có lượt gửi mới hơn", "A later delivery took its place"),
        new("Nơi nhận đã hoặc sẽ nhận bản mới hơn của nội dung này.", "The destination got or will get a later operation on this item."));

    /// <summary>409: personal data was blacked out of its item, and what was to be sent is gone.</summary>
    public static Problem Redacted => Problem.Conflict(
        "redacted", new("Nội dung của lượt gửi đã bị xóa vì dữ liệu cá nhân", "What the delivery would send was removed for a person's sake"),
        new("Hãy gửi phiên bản mới của nội dung.", "Send a new version of the item."));

    /// <summary>409: its item is held in the release, or the release is not whole yet; what is decided there is about all of it, not about one delivery.</summary>
    public static Problem ItemHeld => Problem.Conflict(
        "itemHeld", new("Nội dung đang tạm giữ", "The item is held"), new("Quyết định về nội dung trong đợt phát của nó.", "Decide about the item in its release."));
}
