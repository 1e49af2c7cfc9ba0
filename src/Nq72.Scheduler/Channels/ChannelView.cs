using System.Text.Json.Serialization;
using Nq72.Scheduler.Platform.Http;

namespace Nq72.Scheduler.Channels;

/// <summary>A channel as it is read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DisplayName">For people to read.</param>
/// <param name="Format">What is sent.</param>
/// <param name="Transport">How.</param>
/// <param name="Lead">How long before the instant, ISO 8601.</param>
/// <param name="Limits">Null members mean the defaults.</param>
/// <param name="Note">For people.</param>
/// <param name="State">Whether it can be used.</param>
/// <param name="Deduplicates">Whether receivers tell repeats by <c>webhook-id</c>.</param>
/// <param name="Destinations">Who gets it.</param>
public sealed record ChannelView(
    string Name, string DisplayName, string Format, TransportKind Transport, [property: JsonConverter(typeof(DurationConverter))] TimeSpan? Lead, ChannelLimits Limits, string? Note,
    ChannelState State, bool Deduplicates, IReadOnlyList<DestinationView> Destinations)
{
    internal static ChannelView Of(Channel channel, IReadOnlyDictionary<string, string>? newSecrets = null) => new(
        channel.Name, channel.DisplayName, channel.Format, channel.Transport, channel.LeadSeconds == 0 ? null : TimeSpan.FromSeconds(channel.LeadSeconds),
        new ChannelLimits(channel.Concurrency, channel.PerMinute, channel.TimeoutSeconds), channel.Note, channel.State, channel.Deduplicates,
        [.. channel.Destinations.OrderBy(destination => destination.Position).Select(destination => DestinationView.Of(destination, newSecrets))]);
}

/// <summary>A destination as it is read.</summary>
/// <param name="Key">Its key in the channel.</param>
/// <param name="Name">For people to read.</param>
/// <param name="Url">Where a webhook posts to.</param>
/// <param name="Place">Code of the place it stands for.</param>
/// <param name="State">Whether it can be sent to.</param>
/// <param name="Since">Since when it is in that state; null when that was never noted.</param>
/// <param name="Failures">Failed attempts in a row; five open the circuit.</param>
/// <param name="LastError">Why the last attempt or probe failed; null after a success.</param>
/// <param name="LastStatus">HTTP status of the last failure.</param>
/// <param name="NextProbe">When an open circuit is probed next.</param>
/// <param name="StoppedReason">Why it is stopped.</param>
/// <param name="Secrets">How many secrets sign its deliveries; they are never shown again.</param>
/// <param name="Secret">The secret that was made for it, shown this once.</param>
public sealed record DestinationView(
    string Key, string Name, string? Url, string? Place, DestinationState State, DateTimeOffset? Since, int Failures, DeliveryCode? LastError, int? LastStatus, DateTimeOffset? NextProbe,
    string? StoppedReason, int Secrets,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Secret)
{
    internal static DestinationView Of(Destination destination, IReadOnlyDictionary<string, string>? newSecrets) => new(
        destination.Key, destination.Name, destination.Url, destination.Place, destination.State, destination.Since, destination.Failures, destination.LastError,
        destination.LastStatus, destination.NextProbeAt, destination.StoppedReason, destination.Secrets.Count,
        newSecrets?.GetValueOrDefault(destination.Key));
}

/// <summary>What a channel's destinations are spared.</summary>
/// <param name="Concurrency">Requests at a time to one destination, 1–32; null for 2 (webhook) or 4 (file drop).</param>
/// <param name="PerMinute">Requests a minute to one destination, 1–6000; null for no limit.</param>
/// <param name="TimeoutSeconds">Until a request is given up, 1–25; null for 15.</param>
public sealed record ChannelLimits(int? Concurrency = null, int? PerMinute = null, int? TimeoutSeconds = null);
