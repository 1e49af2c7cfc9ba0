using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Releases;

/// <summary>Reads releases.</summary>
public sealed class ReleaseQueries(SchedulerDb db, IContentGateway gateway, TimeProvider clock)
{
    /// <summary>One release with the state of its deliveries.</summary>
    public async Task<Outcome<ReleaseView>> GetAsync(string id, CancellationToken cancellationToken)
    {
        var release = await WithItems().FirstOrDefaultAsync(known => known.Id == id, cancellationToken);
        return release is null ? ReleaseProblems.NotFound : (await ViewAsync([release], cancellationToken))[0];
    }

    /// <summary>Releases, the latest instant first.</summary>
    /// <param name="state">Only those that are in this state now; null for all.</param>
    /// <param name="page">Which page.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<Page<ReleaseView>> ListAsync(ReleaseState? state, PageRequest page, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var query = WithItems();
        query = state switch
        {
            null => query,
            ReleaseState.Released => query.Where(release => release.State == StoredReleaseState.Armed && release.At <= now),
            ReleaseState.Armed => query.Where(release => release.State == StoredReleaseState.Armed && release.At > now),
            _ => query.Where(release => release.State == Enum.Parse<StoredReleaseState>(state.Value.ToString())),
        };
        if (page.After is [var instant, var id] && long.TryParse(instant, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds))
        {
            var at = Instants.FromMicroseconds(microseconds);
            query = query.Where(release => release.At < at).Union(query.Where(release => release.At == at).After(release => release.Id, id));
        }

        var found = await query.OrderByDescending(release => release.At).ThenBy(release => release.Id).Take(page.Limit + 1).ToListAsync(cancellationToken);
        return page.Cut(await ViewAsync(found, cancellationToken), last => Cursor.Encode(last.At.ToMicroseconds().ToString(CultureInfo.InvariantCulture), last.Id));
    }

    /// <summary>Names of the releases with the latest instants, by id: to choose one of them.</summary>
    public async Task<IReadOnlyList<ReleaseName>> NamesAsync(int most, CancellationToken cancellationToken) =>
        await db.Set<Release>().OrderByDescending(release => release.At).ThenByDescending(release => release.Id).Take(most).Select(release => new ReleaseName(release.Id, release.Name, release.At)).ToListAsync(cancellationToken);

    /// <summary>Releases whose instant lies in [from, until), earliest first.</summary>
    public async Task<IReadOnlyList<ReleaseView>> BetweenAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken) =>
        await ViewAsync(await WithItems().Where(release => release.At >= from && release.At < until).OrderBy(release => release.At).ToListAsync(cancellationToken), cancellationToken);

    private IQueryable<Release> WithItems() => db.Set<Release>().AsNoTracking().Include(release => release.Items);

    private async Task<IReadOnlyList<ReleaseView>> ViewAsync(IReadOnlyList<Release> releases, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var ids = releases.Select(release => release.Id).ToList();
        var counts = (await db.Set<Delivery>().Where(delivery => ids.Contains(delivery.ReleaseId!))
            .GroupBy(delivery => new { delivery.ReleaseId, delivery.State, delivery.Operation })
            .Select(group => new
            {
                group.Key.ReleaseId, group.Key.State, group.Key.Operation, Count = group.Count(),
                First = group.Min(delivery => delivery.FirstAttemptAt), Last = group.Max(delivery => delivery.AcceptedAt),
            }).ToListAsync(cancellationToken)).ToLookup(row => row.ReleaseId, StringComparer.Ordinal);
        var runs = await db.Set<ReleasePreflight>().AsNoTracking().Where(run => ids.Contains(run.ReleaseId)).ToDictionaryAsync(run => run.ReleaseId, StringComparer.Ordinal, cancellationToken);
        var pins = releases.SelectMany(release => release.Items).Select(item => new ContentPin(item.ItemId, item.Version)).Distinct().ToList();
        var facts = (await gateway.InspectAsync(pins, cancellationToken)).Zip(pins).ToDictionary(pair => pair.Second, pair => pair.First);
        return
        [
            .. releases.Select(release => new ReleaseView(
                release.Id, release.Name, release.StateAt(now), release.At, LocalOf(release), release.ZoneId, new(release.Missed, release.MissedUntil), release.Reason,
                release.CreatedBy, release.CreatedAt, release.ArmedBy, release.ArmedAt, release.Revision,
                Count(counts[release.Id].Select(row => (row.State, row.Count))),
                Count(counts[release.Id].Where(row => row.Operation == DeliveryOperation.Retract).Select(row => (row.State, row.Count))),
                counts[release.Id].Min(row => row.First), counts[release.Id].Max(row => row.Last),
                [.. release.Items.OrderBy(item => item.Position).Select(item => View(item, facts[new(item.ItemId, item.Version)]))],
                release.HeldItems.Count(), release.OnNewBlock, View(runs.GetValueOrDefault(release.Id)), release.CopiedFrom)),
        ];
    }

    private static Dictionary<string, int> Count(IEnumerable<(DeliveryState State, int Count)> rows) =>
        rows.GroupBy(row => row.State).OrderBy(group => group.Key).ToDictionary(group => group.Key.ToString().ToLowerInvariant(), group => group.Sum(row => row.Count), StringComparer.Ordinal);

    private static ReleaseItemView View(ReleaseItem item, ContentFacts facts) => new(
        item.ItemId, item.Version, facts.Exists ? facts.Title : null, facts.Exists ? facts.Type : null, facts.Exists ? facts.Lang : null, facts is { Exists: true, Approved: true },
        facts.NewestApproved, item.Channels, item.Until, item.Public, item.State, item.HeldFor, item.HoldNote, item.Blackout, item.HeldAt, item.MovedTo);

    private static PreflightRunView? View(ReleasePreflight? run) => run is null ? null : new(run.RanAt, run.Stage, [.. run.NewBlocks.Select(NewBlockView.Of)]);

    private static string LocalOf(Release release) =>
        release.AtLocal ?? TimeZoneInfo.ConvertTime(release.At, TimeZoneInfo.FindSystemTimeZoneById(release.ZoneId)).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture);
}

/// <summary>What a release is called.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="At">Its instant.</param>
public sealed record ReleaseName(string Id, string Name, DateTimeOffset At);
