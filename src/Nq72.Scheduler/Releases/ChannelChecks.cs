using Nq72.Scheduler.Channels;

namespace Nq72.Scheduler.Releases;

/// <summary>Checks of the channels and destinations that the items go to.</summary>
internal static class ChannelChecks
{
    // further names would only hide the sentence
    private const int MostNamed = 5;

    public static IEnumerable<Found> NotConfigured(PreflightFacts facts)
    {
        foreach (var name in facts.ChannelNames)
        {
            if (!facts.Channels.TryGetValue(name, out var channel))
            {
                yield return new(new($"Không còn kênh '{name}'.", $"The channel '{name}' is gone."), new("Chọn kênh khác.", "Choose another channel.")) { Channel = name };
                continue;
            }

            if (channel.State != ChannelState.NotConfigured)
                continue;
            var missing = channel.Destinations.Where(destination => destination.State == DestinationState.NotConfigured).ToList();
            foreach (var destination in missing)
            {
                yield return new(
                    new($"Kênh '{channel.DisplayName}': nơi nhận '{destination.Name}' chưa có địa chỉ.", $"Channel '{channel.DisplayName}': the destination '{destination.Name}' has no address."),
                    new("Nhập địa chỉ, hoặc bỏ kênh này.", "Give it an address, or leave the channel out."))
                { Channel = name, Destination = destination.Key };
            }

            if (missing.Count == 0)
            {
                yield return new(
                    new($"Kênh '{channel.DisplayName}' chưa có nơi nhận.", $"The channel '{channel.DisplayName}' has no destination."),
                    new("Thêm nơi nhận, hoặc bỏ kênh này.", "Add a destination, or leave the channel out."))
                { Channel = name };
            }
        }
    }

    public static IEnumerable<Found> Stopped(PreflightFacts facts) =>
        from channel in facts.NamedChannels
        from destination in channel.Destinations
        where destination.State == DestinationState.Stopped
        select new Found(
            new($"Nơi nhận '{destination.Name}' đang dừng: {destination.StoppedReason}", $"The destination '{destination.Name}' is stopped."),
            new("Liên hệ nơi nhận rồi bật lại; lượt gửi sẽ tạm giữ.", "Talk to the receiver and start it again; its deliveries are held."))
        { Channel = channel.Name, Destination = destination.Key };

    public static IEnumerable<Found> Failing(PreflightFacts facts) =>
        from channel in facts.NamedChannels
        from destination in channel.Destinations
        where destination.State == DestinationState.Open
            || (destination.State is DestinationState.Ok or DestinationState.Unprobed && facts.Failing.Contains((channel.Name, destination.Key)))
        select new Found(
            new($"Nơi nhận '{destination.Name}' đang có lượt gửi chưa nhận được.", $"Deliveries to the destination '{destination.Name}' fail just now."),
            new("Xem sổ gửi và liên hệ nơi nhận.", "Look at the ledger and talk to the receiver."))
        { Channel = channel.Name, Destination = destination.Key };

    public static IEnumerable<Found> Unprobed(PreflightFacts facts) =>
        from channel in facts.NamedChannels
        where channel.Transport != TransportKind.Pull && channel.State != ChannelState.NotConfigured
        let untried = channel.Destinations.Where(destination => destination.State == DestinationState.Unprobed && !facts.Failing.Contains((channel.Name, destination.Key))).OrderBy(destination => destination.Position).ToList()
        where untried.Count > 0
        // one finding a channel: one of 65 communes is all new on its first day
        let names = string.Join(", ", untried.Take(MostNamed).Select(destination => $"'{destination.Name}'")) + (untried.Count > MostNamed ? ", …" : "")
        select new Found(
            new($"Kênh '{channel.DisplayName}': {untried.Count} nơi nhận chưa từng nhận gì và chưa được thử: {names}.", $"Channel '{channel.DisplayName}': {untried.Count} destinations have never taken anything and were not tested: {names}."),
            new("Bấm 'Thử kết nối' ở màn hình Kênh, hoặc gửi thử.", "Probe the channel on the screen Channels, or send it a test."))
        { Channel = channel.Name, Destination = untried.Count == 1 ? untried[0].Key : null };

    public static IEnumerable<Found> LeadPassed(PreflightFacts facts) =>
        from channel in facts.NamedChannels
        where channel.LeadSeconds > 0 && facts.Release.State != StoredReleaseState.Armed && facts.Release.At.AddSeconds(-channel.LeadSeconds) < facts.Now
        select new Found(
            new($"Kênh '{channel.DisplayName}' cần nhận trước; giờ gửi trước đã qua, nên sẽ gửi ngay khi chốt.", $"The channel '{channel.DisplayName}' gets things ahead of time; that time has passed, so it is sent at once when armed."),
            new("Báo nơi nhận, hoặc chọn giờ phát muộn hơn.", "Tell the receivers, or choose a later instant."))
        { Channel = channel.Name };
}
