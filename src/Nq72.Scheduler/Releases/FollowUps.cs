using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;

namespace Nq72.Scheduler.Releases;

/// <summary>Sends corrections and retractions after what went out, to exactly who has it or may have it. Runs in the caller's transaction.</summary>
internal sealed class FollowUps(ChannelQueries channels, IContentGateway gateway, DeliveryPlan deliveries)
{
    private static readonly TimeSpan Window = TimeSpan.FromDays(7);

    /// <summary>Writes the deliveries. Returns how many.</summary>
    /// <param name="sent">Who has it.</param>
    /// <param name="operation">Correct or retract.</param>
    /// <param name="version">The version that corrects; null for the one that they have.</param>
    /// <param name="releaseId">The release that is taken back; null for a single item.</param>
    /// <param name="note">Public note or reason.</param>
    /// <param name="dueAt">From when on it holds, and when it is sent.</param>
    /// <param name="now">Now.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<int> SendAsync(
        IReadOnlyList<SentDelivery> sent, DeliveryOperation operation, int? version, string? releaseId, string note, DateTimeOffset dueAt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var known = await channels.FindAsync(sent.Select(delivery => delivery.Channel).ToHashSet(StringComparer.Ordinal), cancellationToken);
        var parcels = new List<PlannedDelivery>();
        var payloads = new PayloadShelf(gateway);
        foreach (var delivery in sent)
        {
            // a channel or destination that was taken out meanwhile has no address any more; that it got the item stands in the ledger
            if (!known.TryGetValue(delivery.Channel, out var channel) || channel.Destinations.Find(destination => destination.Key == delivery.Destination) is not { } destination)
                continue;
            var request = new RenderRequest(channel.Format, delivery.ItemId, version ?? delivery.Version, operation, dueAt, null, destination.Place, note);
            parcels.Add(new PlannedDelivery(releaseId, delivery.ItemId, version ?? delivery.Version, channel.Name, destination.Key, operation)
            {
                DueAt = dueAt,
                SendAt = dueAt,
                WindowEndsAt = dueAt + Window,
                // nobody may forget it: a person is asked
                OnWindowEnd = WindowEnd.Hold,
                Payload = await payloads.GetAsync(request, cancellationToken),
            });
        }

        await deliveries.AddAsync(parcels, missingOnly: false, now, cancellationToken);
        return parcels.Count;
    }
}
