using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Releases;

namespace Nq72.Scheduler.Progress;

/// <summary>Reads how far releases and deliveries are, each by an index.</summary>
internal sealed class ProgressReader(SchedulerDb db)
{
    /// <summary>Releases that are watched when nobody names one: those with the latest instants.</summary>
    private const int MostReleases = 200;

    /// <summary>Number of the ledger's last link. Links have no gaps and are committed in order, whichever node writes them.</summary>
    public Task<long> HeadAsync(CancellationToken cancellationToken) => db.Set<LedgerHead>().Select(head => head.Seq).SingleOrDefaultAsync(cancellationToken);

    /// <summary>Whether there is such a release.</summary>
    public Task<bool> ExistsAsync(string release, CancellationToken cancellationToken) => db.Set<Release>().AnyAsync(known => known.Id == release, cancellationToken);

    /// <summary>What was written into the ledger after one link, up to another, in order.</summary>
    public async Task<IReadOnlyList<(long Link, DeliveryEvent Event)>> LinksAsync(long after, long until, CancellationToken cancellationToken)
    {
        if (after >= until)
            return [];
        var links = await db.Set<DeliveryAttempt>().Where(attempt => attempt.Seq > after && attempt.Seq <= until).Select(attempt => new { attempt.Seq, attempt.DeliveryId })
            .Concat(db.Set<Receipt>().Where(receipt => receipt.Seq > after && receipt.Seq <= until).Select(receipt => new { receipt.Seq, receipt.DeliveryId }))
            .ToListAsync(cancellationToken);
        var ids = links.Select(link => link.DeliveryId).Distinct().ToList();
        var deliveries = (await DeliveriesAsync(ids, cancellationToken)).ToDictionary(delivery => delivery.Id);
        return [.. links.Where(link => deliveries.ContainsKey(link.DeliveryId)).OrderBy(link => link.Seq).Select(link => (link.Seq!.Value, deliveries[link.DeliveryId]))];
    }

    /// <summary>Where these deliveries are.</summary>
    public async Task<IReadOnlyList<DeliveryEvent>> DeliveriesAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? [] : await Events(db.Set<Delivery>().Where(delivery => ids.Contains(delivery.Id))).ToListAsync(cancellationToken);

    /// <summary>Deliveries of a release that were called off, overtaken, or whose window was over: nothing was written into the ledger of that.</summary>
    public async Task<IReadOnlyList<DeliveryEvent>> EndedAsync(string release, CancellationToken cancellationToken) => await Events(db.Set<Delivery>()
        .Where(delivery => delivery.ReleaseId == release
            && (delivery.State == DeliveryState.Cancelled || delivery.State == DeliveryState.Expired || delivery.State == DeliveryState.Held || delivery.State == DeliveryState.Unknown)
            && (delivery.LastCode == DeliveryCode.Cancelled || delivery.LastCode == DeliveryCode.Overtaken || delivery.LastCode == DeliveryCode.Missed || delivery.LastCode == DeliveryCode.WindowEnded))
        .OrderBy(delivery => delivery.Id)).ToListAsync(cancellationToken);

    /// <summary>Whether deliveries in this state may be among those that <see cref="EndedAsync"/> tells.</summary>
    public static bool MayHaveEnded(DeliveryState state) => state is DeliveryState.Cancelled or DeliveryState.Expired or DeliveryState.Held or DeliveryState.Unknown;

    private static IQueryable<DeliveryEvent> Events(IQueryable<Delivery> deliveries) =>
        deliveries.Select(delivery => new DeliveryEvent(delivery.Id, delivery.ReleaseId, delivery.Channel, delivery.Destination, delivery.State, delivery.LastCode));

    /// <summary>The releases that are named, and those with the latest instants where all are wanted; without their items.</summary>
    public async Task<IReadOnlyList<Release>> ReleasesAsync(IReadOnlyCollection<string> named, bool all, CancellationToken cancellationToken)
    {
        var releases = named.Count == 0 ? [] : await db.Set<Release>().AsNoTracking().Where(release => named.Contains(release.Id)).ToListAsync(cancellationToken);
        if (all)
            releases.AddRange(await db.Set<Release>().AsNoTracking().OrderByDescending(release => release.At).ThenByDescending(release => release.Id).Take(MostReleases).ToListAsync(cancellationToken));
        return [.. releases.DistinctBy(release => release.Id, StringComparer.Ordinal)];
    }

    /// <summary>Deliveries of releases by state.</summary>
    public async Task<ILookup<string, (DeliveryState State, int Count)>> CountAsync(IReadOnlyCollection<string> releases, CancellationToken cancellationToken) =>
        (await db.Set<Delivery>().Where(delivery => releases.Contains(delivery.ReleaseId!)).GroupBy(delivery => new { delivery.ReleaseId, delivery.State })
            .Select(group => new { group.Key.ReleaseId, group.Key.State, Count = group.Count() }).ToListAsync(cancellationToken))
        .ToLookup(row => row.ReleaseId!, row => (row.State, row.Count), StringComparer.Ordinal);
}
