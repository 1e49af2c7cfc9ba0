using Nq72.Cms.Admin.Components;
using Nq72.Scheduler.Channels;

namespace Nq72.Cms.ReleaseRoom.Pages;

/// <summary>What people call channels and destinations. What was taken out keeps its key.</summary>
public sealed class ChannelNames(IReadOnlyList<ChannelView> channels)
{
    private readonly Dictionary<string, string> byChannel = channels.ToDictionary(channel => channel.Name, channel => Or(channel.DisplayName, channel.Name), StringComparer.Ordinal);

    private readonly Dictionary<(string Channel, string Key), string> byDestination =
        channels.SelectMany(channel => channel.Destinations.Select(destination => (channel.Name, Destination: destination)))
            .ToDictionary(pair => (pair.Name, pair.Destination.Key), pair => Or(pair.Destination.Name, pair.Destination.Key));

    /// <summary>The channels to choose from.</summary>
    public IReadOnlyList<Choice> Channels { get; } = [.. channels.Select(channel => new Choice(channel.Name, Or(channel.DisplayName, channel.Name)))];

    /// <summary>The destinations of all channels to choose from: key, and what people call it.</summary>
    public IReadOnlyList<(string Key, string Name)> Destinations { get; } =
        [.. channels.SelectMany(channel => channel.Destinations.Select(destination => (destination.Key, $"{Or(destination.Name, destination.Key)} · {Or(channel.DisplayName, channel.Name)}"))).DistinctBy(destination => destination.Key, StringComparer.Ordinal)];

    /// <summary>A channel's name.</summary>
    public string OfChannel(string channel) => byChannel.GetValueOrDefault(channel, channel);

    /// <summary>A destination's name.</summary>
    public string OfDestination(string channel, string key) => byDestination.GetValueOrDefault((channel, key), key);

    private static string Or(string name, string key) => name.Length > 0 ? name : key;
}
