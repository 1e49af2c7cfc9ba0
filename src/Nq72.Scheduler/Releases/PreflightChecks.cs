using Nq72.Scheduler.Channels;

namespace Nq72.Scheduler.Releases;

/// <summary>The registry of checks: each looks for one thing.</summary>
internal static class PreflightChecks
{
    private static readonly Func<PreflightFacts, IEnumerable<Finding>>[] All =
    [
        EmptyRelease, PastInstant, UnknownItem, NotApproved, UnverifiedClaim, RetractedItem, ChannelNotConfigured, StoppedDestination, ChangedSinceApproval,
    ];

    /// <summary>Runs every check; blocks come first.</summary>
    public static IReadOnlyList<Finding> Run(PreflightFacts facts) => [.. All.SelectMany(check => check(facts)).OrderBy(finding => finding.Severity)];

    private static IEnumerable<Finding> EmptyRelease(PreflightFacts facts)
    {
        if (facts.Items.Count == 0)
            yield return Finding.Warn("emptyRelease", new("Đợt phát chưa có nội dung.", "The release holds nothing."), new("Thêm nội dung.", "Add items."));
    }

    private static IEnumerable<Finding> PastInstant(PreflightFacts facts)
    {
        if (facts.Release.At < facts.Now + ReleaseEdit.ClosingMargin)
            yield return Finding.Block("pastInstant", new("Giờ phát đã qua.", "The instant has passed."), new("Chọn giờ khác.", "Choose another instant."));
    }

    private static IEnumerable<Finding> UnknownItem(PreflightFacts facts) =>
        from pinned in facts.Items
        where !pinned.Facts.Exists
        select Finding.Block("unknownItem", new($"Nội dung {pinned.Item.ItemId} không còn.", $"The item {pinned.Item.ItemId} is gone."), new("Bỏ nội dung này khỏi đợt phát.", "Take it out of the release.")) with { Item = pinned.Item.ItemId };

    private static IEnumerable<Finding> NotApproved(PreflightFacts facts) =>
        from pinned in facts.Items
        where pinned.Facts is { Exists: true, Approved: false }
        select Finding.Block("notApproved", new($"'{pinned.Facts.Title}' (bản {pinned.Item.Version}) chưa được duyệt.", $"'{pinned.Facts.Title}' (version {pinned.Item.Version}) is not approved."), new("Duyệt bản này, hoặc chọn bản đã duyệt.", "Approve this version, or pin an approved one.")) with { Item = pinned.Item.ItemId };

    private static IEnumerable<Finding> UnverifiedClaim(PreflightFacts facts) =>
        from pinned in facts.Items
        where pinned.Facts is { Exists: true, HasUnverifiedClaim: true }
        select Finding.Block("unverifiedClaim", new($"'{pinned.Facts.Title}' có thông tin cần kiểm chứng chưa xác nhận.", $"'{pinned.Facts.Title}' holds a claim that is not verified."), new("Xác nhận thông tin cùng nguồn.", "Verify the claim with its source.")) with { Item = pinned.Item.ItemId };

    private static IEnumerable<Finding> RetractedItem(PreflightFacts facts) =>
        from pinned in facts.Items
        where pinned.Facts is { Exists: true, Retracted: true }
        select Finding.Block("retractedItem", new($"'{pinned.Facts.Title}' đã bị thu hồi.", $"'{pinned.Facts.Title}' was retracted."), new("Bỏ nội dung này khỏi đợt phát.", "Take it out of the release.")) with { Item = pinned.Item.ItemId };

    private static IEnumerable<Finding> ChannelNotConfigured(PreflightFacts facts)
    {
        foreach (var name in NamedChannels(facts))
        {
            if (!facts.Channels.TryGetValue(name, out var channel))
            {
                yield return Finding.Block("channelNotConfigured", new($"Không còn kênh '{name}'.", $"The channel '{name}' is gone."), new("Chọn kênh khác.", "Choose another channel.")) with { Channel = name };
                continue;
            }

            if (channel.State != ChannelState.NotConfigured)
                continue;
            var missing = channel.Destinations.Where(destination => destination.State == DestinationState.NotConfigured).ToList();
            foreach (var destination in missing)
                yield return Finding.Block("channelNotConfigured", new($"Kênh '{channel.DisplayName}': nơi nhận '{destination.Name}' chưa có địa chỉ.", $"Channel '{channel.DisplayName}': the destination '{destination.Name}' has no address."), new("Nhập địa chỉ, hoặc bỏ kênh này.", "Give it an address, or leave the channel out.")) with { Channel = name, Destination = destination.Key };
            if (missing.Count == 0)
                yield return Finding.Block("channelNotConfigured", new($"Kênh '{channel.DisplayName}' chưa có nơi nhận.", $"The channel '{channel.DisplayName}' has no destination."), new("Thêm nơi nhận, hoặc bỏ kênh này.", "Add a destination, or leave the channel out.")) with { Channel = name };
        }
    }

    private static IEnumerable<Finding> StoppedDestination(PreflightFacts facts) =>
        from name in NamedChannels(facts)
        where facts.Channels.ContainsKey(name)
        from destination in facts.Channels[name].Destinations
        where destination.State == DestinationState.Stopped
        select Finding.Warn("destinationStopped", new($"Nơi nhận '{destination.Name}' đang dừng: {destination.StoppedReason}", $"The destination '{destination.Name}' is stopped: {destination.StoppedReason}"), new("Liên hệ nơi nhận rồi bật lại; lượt gửi sẽ tạm giữ.", "Talk to the receiver and start it again; its deliveries are held.")) with { Channel = name, Destination = destination.Key };

    private static IEnumerable<Finding> ChangedSinceApproval(PreflightFacts facts) =>
        from pinned in facts.Items
        where pinned.Facts is { Exists: true, Approved: true } && pinned.Facts.NewestVersion > pinned.Item.Version
        select (pinned.Facts.NewestApproved > pinned.Item.Version
            ? Finding.Warn("changedSinceApproval", new($"'{pinned.Facts.Title}' đã có bản {pinned.Facts.NewestApproved} được duyệt; đợt phát giữ bản {pinned.Item.Version}.", $"Version {pinned.Facts.NewestApproved} of '{pinned.Facts.Title}' is approved; the release keeps version {pinned.Item.Version}."), new($"Sửa đợt phát, chọn bản {pinned.Facts.NewestApproved}, nếu muốn phát bản mới.", $"Edit the release and name version {pinned.Facts.NewestApproved} if that is to go out."))
            : Finding.Warn("changedSinceApproval", new($"'{pinned.Facts.Title}' đã có bản {pinned.Facts.NewestVersion} chưa duyệt; đợt phát giữ bản {pinned.Item.Version}.", $"'{pinned.Facts.Title}' has a version {pinned.Facts.NewestVersion} that is not approved; the release keeps version {pinned.Item.Version}."), new("Duyệt bản mới và sửa đợt phát, nếu muốn phát bản mới.", "Approve the new version and edit the release if that is to go out."))) with { Item = pinned.Item.ItemId };

    private static IEnumerable<string> NamedChannels(PreflightFacts facts) => facts.Items.SelectMany(pinned => pinned.Item.Channels).Distinct(StringComparer.Ordinal);
}

/// <summary>What the checks look at: read once, then only reckoned with.</summary>
internal sealed record PreflightFacts(Release Release, IReadOnlyList<PinnedItem> Items, IReadOnlyDictionary<string, Channel> Channels, DateTimeOffset Now);

/// <summary>An item of a release and what the host knows of it.</summary>
internal sealed record PinnedItem(ReleaseItem Item, ContentFacts Facts);
