using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Scheduler.Releases;

/// <summary>Checks of the items.</summary>
internal static class ContentChecks
{
    public static IEnumerable<Found> UnknownItem(PreflightFacts facts) =>
        from pinned in facts.Items
        where !pinned.Facts.Exists
        select new Found(
            new($"Nội dung {pinned.Item.ItemId} không còn.", $"The item {pinned.Item.ItemId} is gone."),
            new("Bỏ nội dung này khỏi đợt phát.", "Take it out of the release."))
        { Item = pinned.Item.ItemId };

    public static IEnumerable<Found> NotApproved(PreflightFacts facts) =>
        from pinned in facts.Known
        where !pinned.Facts.Approved
        select new Found(
            new($"'{pinned.Facts.Title}' (bản {pinned.Item.Version}) chưa được duyệt.", $"'{pinned.Facts.Title}' (version {pinned.Item.Version}) is not approved."),
            new("Duyệt bản này, hoặc chọn bản đã duyệt.", "Approve this version, or pin an approved one."))
        { Item = pinned.Item.ItemId };

    public static IEnumerable<Found> UnverifiedClaim(PreflightFacts facts) =>
        from pinned in facts.Known
        where pinned.Facts.HasUnverifiedClaim
        select new Found(
            new($"'{pinned.Facts.Title}' có thông tin chưa có nguồn hoặc chưa được kiểm chứng.", $"'{pinned.Facts.Title}' holds a claim without a source, or not verified."),
            new("Ghi nguồn, rồi để người khác kiểm chứng.", "Give its source, and let somebody else verify it."))
        { Item = pinned.Item.ItemId };

    public static IEnumerable<Found> RetractedItem(PreflightFacts facts) =>
        from pinned in facts.Known
        where pinned.Facts.Retracted
        select new Found(
            new($"'{pinned.Facts.Title}' đã bị thu hồi.", $"'{pinned.Facts.Title}' was retracted."),
            new("Bỏ nội dung này khỏi đợt phát.", "Take it out of the release."))
        { Item = pinned.Item.ItemId };

    public static IEnumerable<Found> ChangedSinceApproval(PreflightFacts facts)
    {
        foreach (var (item, known, _) in facts.Known.Where(pinned => pinned.Facts.Approved && pinned.Facts.NewestVersion > pinned.Item.Version))
        {
            yield return known.NewestApproved > item.Version
                ? new(
                    new($"'{known.Title}' đã có bản {known.NewestApproved} được duyệt; đợt phát giữ bản {item.Version}.", $"Version {known.NewestApproved} of '{known.Title}' is approved; the release keeps version {item.Version}."),
                    new($"Sửa đợt phát, chọn bản {known.NewestApproved}, nếu muốn phát bản mới.", $"Edit the release and name version {known.NewestApproved} if that is to go out."))
                { Item = item.ItemId }
                : new(
                    new($"'{known.Title}' đã có bản {known.NewestVersion} chưa duyệt; đợt phát giữ bản {item.Version}.", $"'{known.Title}' has a version {known.NewestVersion} that is not approved; the release keeps version {item.Version}."),
                    new("Duyệt bản mới và sửa đợt phát, nếu muốn phát bản mới.", "Approve the new version and edit the release if that is to go out."))
                { Item = item.ItemId };
        }
    }

    public static IEnumerable<Found> SourceMovedOn(PreflightFacts facts) =>
        from pinned in facts.Known
        where pinned.Around.SourceMovedOn
        select new Found(
            new($"'{pinned.Facts.Title}' dịch từ một bản cũ: bản gốc đã có bản mới được duyệt.", $"'{pinned.Facts.Title}' was translated from an older version: its source has a newer approved one."),
            new("Cập nhật bản dịch theo bản gốc.", "Bring the translation up to its source."))
        { Item = pinned.Item.ItemId };

    public static IEnumerable<Found> NativeSignOffMissing(PreflightFacts facts) =>
        from pinned in facts.Known
        where pinned.Around.LacksNativeSignOff
        select new Found(
            new($"Chưa có người bản ngữ duyệt bản {pinned.Item.Version} của '{pinned.Facts.Title}'.", $"No native speaker stands for version {pinned.Item.Version} of '{pinned.Facts.Title}'."),
            new("Nhờ người bản ngữ đọc hoặc nghe, rồi ghi nhận ở màn hình Người bản ngữ của nội dung.", "Have a native speaker read or hear it, and record that on the item's screen Native speaker."))
        { Item = pinned.Item.ItemId };

    public static IEnumerable<Found> TranslationStale(PreflightFacts facts) =>
        from pinned in facts.Known
        where pinned.Around.StaleTranslations.Count > 0
        select new Found(
            new($"Bản dịch của '{pinned.Facts.Title}' chưa theo kịp bản {pinned.Item.Version}: {Names(pinned.Around.StaleTranslations, "vi")}.", $"Translations of '{pinned.Facts.Title}' are behind version {pinned.Item.Version}: {Names(pinned.Around.StaleTranslations, "en")}."),
            new("Cập nhật bản dịch.", "Bring the translations up to date."))
        { Item = pinned.Item.ItemId };

    public static IEnumerable<Found> TranslationMissing(PreflightFacts facts) =>
        // one finding for all items that lack the same languages: where few are served, nearly every item lacks most
        from lacking in facts.Known.Where(pinned => pinned.Around.MissingLanguages.Count > 0).GroupBy(pinned => Names(pinned.Around.MissingLanguages, "vi"), StringComparer.Ordinal)
        let titles = string.Join(", ", lacking.Select(pinned => $"'{pinned.Facts.Title}'"))
        select new Found(
            new($"Chưa có bản {lacking.Key}: {titles}.", $"No translation into {Names(lacking.First().Around.MissingLanguages, "en")}: {titles}."),
            new("Dịch, hoặc chấp nhận chưa có.", "Translate, or go without."))
        { Item = lacking.Count() == 1 ? lacking.Single().Item.ItemId : null };

    public static IEnumerable<Found> DeadLink(PreflightFacts facts) =>
        from pinned in facts.Known
        from link in pinned.Around.DeadLinks
        select new Found(
            link.Address is { } address
                ? new($"'{pinned.Facts.Title}' dẫn tới địa chỉ '{address}', nơi không có gì.", $"'{pinned.Facts.Title}' links to '{address}', where there is nothing.")
                : new($"'{pinned.Facts.Title}' dẫn tới nội dung {link.ItemId} không còn.", $"'{pinned.Facts.Title}' links to the item {link.ItemId}, which is gone."),
            new("Bỏ hoặc thay liên kết.", "Remove or replace the link."))
        { Item = pinned.Item.ItemId, Field = link.Field };

    public static IEnumerable<Found> LinkNotVisible(PreflightFacts facts)
    {
        var appearing = facts.Items.Where(pinned => pinned.Item.Public).Select(pinned => pinned.Item.ItemId).ToHashSet(StringComparer.Ordinal);
        return
            from pinned in facts.Known
            where pinned.Item.Public
            from link in pinned.Around.UnseenLinks
            where !appearing.Contains(link.ItemId)
            select new Found(
                new($"'{pinned.Facts.Title}' dẫn tới '{link.Title}', lúc đó chưa hiển thị.", $"'{pinned.Facts.Title}' links to '{link.Title}', which is not visible by then."),
                new("Đưa nội dung đó vào đợt phát, đăng trước, hoặc bỏ liên kết.", "Add that item to the release, publish it before, or remove the link."))
            { Item = pinned.Item.ItemId, Field = link.Field };
    }

    public static IEnumerable<Found> MediaWithoutAlt(PreflightFacts facts) =>
        from pinned in facts.Known
        from picture in pinned.Around.PicturesWithoutAlt
        select new Found(
            new($"'{pinned.Facts.Title}' có hình không có lời mô tả: {picture.Address}", $"'{pinned.Facts.Title}' shows a picture without an alternative text: {picture.Address}"),
            new("Viết lời mô tả giữa hai dấu ngoặc vuông: ![mô tả](địa chỉ).", "Describe it between the square brackets: ![description](address)."))
        { Item = pinned.Item.ItemId, Field = picture.Field };

    public static IEnumerable<Found> StillTrue(PreflightFacts facts) =>
        from pinned in facts.Known
        where facts.Copied.Contains((pinned.Item.ItemId, pinned.Item.Version))
        from claim in pinned.Around.Claims
        select new Found(
            new($"'{pinned.Facts.Title}' chép từ cao điểm trước; còn đúng không: “{claim.Text}”?", $"'{pinned.Facts.Title}' is copied from an earlier peak; is this still true: “{claim.Text}”?"),
            new("Kiểm tra lại; nếu đã khác, viết bản mới, duyệt và ghim bản đó.", "Check it; if it is not, write a new version, have it approved and pin that."))
        { Item = pinned.Item.ItemId, Field = claim.Field };

    public static IEnumerable<Found> SameText(PreflightFacts facts) =>
        from same in facts.Known.Where(pinned => pinned.Around.TextHash is not null).GroupBy(pinned => pinned.Around.TextHash, StringComparer.Ordinal)
        where same.Count() > 1
        from pinned in same.Skip(1)
        select new Found(
            new($"'{pinned.Facts.Title}' giống hệt '{same.First().Facts.Title}'.", $"'{pinned.Facts.Title}' says the same as '{same.First().Facts.Title}'."),
            new("Bỏ bớt một, nếu là nhầm.", "Take one of them out if that is a mistake."))
        { Item = pinned.Item.ItemId };

    private static string Names(IEnumerable<LocalText> names, string language) => string.Join(", ", names.Select(name => name.In(language)));
}
