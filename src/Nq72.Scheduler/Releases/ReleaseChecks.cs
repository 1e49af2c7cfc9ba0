using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Releases;

/// <summary>Checks of the release as a whole.</summary>
internal static class ReleaseChecks
{
    public static IEnumerable<Found> PastInstant(PreflightFacts facts)
    {
        if (facts.Release.At < facts.Now + ReleaseEdit.ClosingMargin)
            yield return new(new("Giờ phát đã qua.", "The instant has passed."), new("Chọn giờ khác.", "Choose another instant."));
    }

    public static IEnumerable<Found> Empty(PreflightFacts facts)
    {
        if (facts.Items.Count == 0)
            yield return new(new("Đợt phát chưa có nội dung.", "The release holds nothing."), new("Thêm nội dung.", "Add items."));
    }

    public static IEnumerable<Found> Blackout(PreflightFacts facts) =>
        from pinned in facts.Known
        let blackout = pinned.HeldBy(facts.Blackouts)
        where blackout is not null
        select new Found(
            new($"'{pinned.Facts.Title}' rơi vào thời gian tạm dừng '{blackout.Name}'.", $"'{pinned.Facts.Title}' falls into the blackout '{blackout.Name}'."),
            new($"Phát sau {blackout.To.ToWire()}, bỏ nội dung này, hoặc cho phép nó trong thời gian tạm dừng.", $"Release it after {blackout.To.ToWire()}, leave it out, or let the blackout allow it."))
        { Item = pinned.Item.ItemId };

    public static IEnumerable<Found> AlsoInRelease(PreflightFacts facts) =>
        from elsewhere in facts.Elsewhere
        let pinned = facts.Known.FirstOrDefault(known => known.Item.ItemId == elsewhere.ItemId)
        where pinned is not null
        select new Found(
            new($"'{pinned.Facts.Title}' cũng ở trong đợt phát đã chốt '{elsewhere.Name}', lúc {elsewhere.At.ToWire()}.", $"'{pinned.Facts.Title}' is also in the armed release '{elsewhere.Name}' at {elsewhere.At.ToWire()}."),
            new("Nếu không định phát hai lần, bỏ khỏi một đợt; đợt sau thay bản của đợt trước.", "Take it out of one of them unless both are meant; the later one replaces what the earlier one shows."))
        { Item = pinned.Item.ItemId };
}
