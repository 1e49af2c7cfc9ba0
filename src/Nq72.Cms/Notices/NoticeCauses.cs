using Microsoft.EntityFrameworkCore;
using Nq72.Cms.Feeds.Hubs;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Releases;

namespace Nq72.Cms.Notices;

/// <summary>What is the matter now, read off the state of deliveries, destinations and releases. Changes nothing.</summary>
public sealed class NoticeCauses(SchedulerDb db, CmsDb cms, ToldDeliveries told)
{
    private static readonly TimeSpan MissedRemembered = TimeSpan.FromDays(14);

    /// <summary>Everything, each kind and subject once.</summary>
    public async Task<IReadOnlyList<NoticeCause>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        IReadOnlyList<NoticeCause> ofDestinations =
            [.. await DeliveriesAsync(now, cancellationToken), .. await RetractionsAsync(now, cancellationToken), .. await DestinationsAsync(cancellationToken)];
        return [.. await NamedAsync(ofDestinations, cancellationToken), .. await ReleasesAsync(now, cancellationToken), .. await BlockedAsync(now, cancellationToken), .. await HubsAsync(cancellationToken)];
    }

    // people know receivers by their names; one that was taken out keeps its key
    private async Task<IEnumerable<NoticeCause>> NamedAsync(IReadOnlyList<NoticeCause> causes, CancellationToken cancellationToken)
    {
        if (causes.Count == 0)
            return causes;
        var names = await db.Set<Channel>()
            .Join(db.Set<Destination>(), channel => channel.Name, destination => destination.Channel, (channel, destination) => new { channel, destination })
            .Where(pair => pair.destination.Name != "" && pair.channel.DisplayName != "")
            .ToDictionaryAsync(pair => $"{pair.channel.Name}/{pair.destination.Key}", pair => $"{pair.channel.DisplayName} / {pair.destination.Name}", cancellationToken);
        return causes.Select(cause => cause with { Name = names.GetValueOrDefault(cause.Subject, cause.Name) });
    }

    private async Task<IEnumerable<NoticeCause>> DeliveriesAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var first = ToldDeliveries.FirstId(now);
        var groups = await db.Set<Delivery>()
            .Where(delivery => delivery.Id.CompareTo(first) > 0 && (delivery.State == DeliveryState.Failed || delivery.State == DeliveryState.Held || delivery.State == DeliveryState.Expired || delivery.State == DeliveryState.Unknown))
            // these wait for the decision about their item, which the release's own notice asks for, or for the rest of their release
            .Where(delivery => delivery.State != DeliveryState.Held
                || (delivery.LastCode != DeliveryCode.Blackout && delivery.LastCode != DeliveryCode.ItemHeld && delivery.LastCode != DeliveryCode.Arming))
            .GroupBy(delivery => new { delivery.Channel, delivery.Destination, delivery.State })
            .Select(group => new { group.Key.Channel, group.Key.Destination, group.Key.State, Count = group.Count() }).ToListAsync(cancellationToken);
        return groups.Select(group => group.State switch
        {
            DeliveryState.Failed => NoticeCause.OfDestination(NoticeKind.DeliveryFailed, NoticeSeverity.Bad, Scopes.Publish, group.Channel, group.Destination, group.Count),
            DeliveryState.Held => NoticeCause.OfDestination(NoticeKind.DeliveryHeld, NoticeSeverity.Warn, Scopes.Publish, group.Channel, group.Destination, group.Count),
            DeliveryState.Expired => NoticeCause.OfDestination(NoticeKind.DeliveryExpired, NoticeSeverity.Bad, Scopes.Publish, group.Channel, group.Destination, group.Count),
            _ => NoticeCause.OfDestination(NoticeKind.DeliveryUnknown, NoticeSeverity.Warn, Scopes.Publish, group.Channel, group.Destination, group.Count),
        });
    }

    private async Task<IEnumerable<NoticeCause>> RetractionsAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        // one that was not even accepted is told of as a delivery that failed or is held
        var groups = await told.Read(now)
            .Where(row => row.Delivery.Operation == DeliveryOperation.Retract && row.Delivery.State == DeliveryState.Accepted && row.IsOpen && row.IsLate)
            .GroupBy(row => new { row.Delivery.Channel, row.Delivery.Destination })
            .Select(group => new { group.Key.Channel, group.Key.Destination, Count = group.Count() }).ToListAsync(cancellationToken);
        return groups.Select(group => NoticeCause.OfDestination(NoticeKind.RetractionOpen, NoticeSeverity.Bad, Scopes.Publish, group.Channel, group.Destination, group.Count));
    }

    private async Task<IEnumerable<NoticeCause>> DestinationsAsync(CancellationToken cancellationToken)
    {
        var troubled = await db.Set<Destination>().Where(destination => destination.State == DestinationState.Stopped || destination.State == DestinationState.Open)
            .Select(destination => new { destination.Channel, destination.Key, destination.State }).ToListAsync(cancellationToken);
        return troubled.Select(destination => destination.State == DestinationState.Stopped
            ? NoticeCause.OfDestination(NoticeKind.DestinationStopped, NoticeSeverity.Bad, Scopes.Admin, destination.Channel, destination.Key, 1)
            : NoticeCause.OfDestination(NoticeKind.DestinationOpen, NoticeSeverity.Warn, Scopes.Publish, destination.Channel, destination.Key, 1));
    }

    private async Task<IEnumerable<NoticeCause>> ReleasesAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var since = now - MissedRemembered;
        var waiting = await db.Set<Release>().AsNoTracking().Include(release => release.Items)
            .Where(release => release.State == StoredReleaseState.Held || release.Items.Any(item => item.State == ReleaseItemState.Held)
                || (release.State == StoredReleaseState.Draft && release.At >= since && release.At <= now)).ToListAsync(cancellationToken);
        return waiting.Select(release => release.State == StoredReleaseState.Draft
            ? NoticeCause.OfRelease(NoticeKind.ReleaseMissed, NoticeSeverity.Bad, release, null, 1)
            : NoticeCause.OfRelease(NoticeKind.ReleaseHeld, NoticeSeverity.Warn, release, null, release.HeldItems.Count()));
    }

    // what the preflights found that run by themselves after the arming
    private async Task<IEnumerable<NoticeCause>> BlockedAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var runs = await db.Set<Release>().AsNoTracking().Where(release => release.State == StoredReleaseState.Armed && release.At > now)
            .Join(db.Set<ReleasePreflight>(), release => release.Id, run => run.ReleaseId, (release, run) => new { release, run.NewBlocks }).ToListAsync(cancellationToken);
        return runs.Where(run => run.NewBlocks.Count > 0)
            .Select(run => NoticeCause.OfRelease(NoticeKind.ReleaseBlocked, NoticeSeverity.Bad, run.release, run.NewBlocks[0].Finding.Code, run.NewBlocks.Count));
    }

    private async Task<IEnumerable<NoticeCause>> HubsAsync(CancellationToken cancellationToken)
    {
        var failing = await cms.Set<HubTopic>().Where(topic => topic.FailingSince != null && topic.Attempts >= HubQueries.Troubling)
            .GroupBy(topic => topic.Hub).Select(hub => new { Hub = hub.Key, Count = hub.Count() }).ToListAsync(cancellationToken);
        return failing.Select(hub => new NoticeCause(NoticeKind.HubFailing, NoticeSeverity.Warn, Scopes.Admin, hub.Hub, hub.Hub, null, hub.Count));
    }
}

/// <summary>Something that is the matter now.</summary>
public sealed record NoticeCause(NoticeKind Kind, NoticeSeverity Severity, string Scope, string Subject, string Name, string? Code, int Count)
{
    internal static NoticeCause OfDestination(NoticeKind kind, NoticeSeverity severity, string scope, string channel, string destination, int count) =>
        new(kind, severity, scope, $"{channel}/{destination}", $"{channel} / {destination}", null, count);

    internal static NoticeCause OfRelease(NoticeKind kind, NoticeSeverity severity, Release release, string? code, int count) => new(kind, severity, Scopes.Publish, release.Id, release.Name, code, count);
}
