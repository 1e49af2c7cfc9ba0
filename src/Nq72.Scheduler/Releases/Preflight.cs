using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Campaigns;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Releases;

/// <summary>Tells what would go wrong if a release, or every release of a peak, went out as it is. Changes nothing.</summary>
public sealed class Preflight(
    SchedulerDb db, ChannelQueries channels, PeakQueries peaks, BlackoutQueries blackouts, IContentGateway gateway, InstallationOptions installation, TimeProvider clock)
{
    /// <summary>The findings of one release, blocks first.</summary>
    public async Task<Outcome<PreflightReport>> OfReleaseAsync(string id, CancellationToken cancellationToken)
    {
        var release = await db.Set<Release>().AsNoTracking().Include(known => known.Items).FirstOrDefaultAsync(known => known.Id == id, cancellationToken);
        if (release is null)
            return ReleaseProblems.NotFound;
        return new PreflightReport(await RunAsync(release, clock.Now(), cancellationToken));
    }

    /// <summary>The findings of every release of a peak that is still to go out, also of drafts whose instant has passed.</summary>
    public async Task<Outcome<PreflightReport>> OfPeakAsync(string id, CancellationToken cancellationToken)
    {
        var peak = await peaks.GetAsync(id, cancellationToken);
        if (!peak.Succeeded)
            return peak.Problem;
        var now = clock.Now();
        var first = WallTime.ToInstant(peak.Value.From.ToDateTime(TimeOnly.MinValue), installation.Zone);
        var end = WallTime.ToInstant(peak.Value.To.AddDays(1).ToDateTime(TimeOnly.MinValue), installation.Zone);
        var waiting = await db.Set<Release>().AsNoTracking().Include(release => release.Items)
            .Where(release => release.At >= first && release.At < end
                && (release.State == StoredReleaseState.Draft || release.State == StoredReleaseState.Held || (release.State == StoredReleaseState.Armed && release.At > now)))
            .OrderBy(release => release.At).ToListAsync(cancellationToken);
        var findings = new List<Finding>();
        foreach (var release in waiting)
            findings.AddRange((await RunAsync(release, now, cancellationToken)).Select(finding => finding with { Release = release.Id }));
        if (waiting.Count == 0)
            findings.Add(new(FindingSeverity.Warn, "noRelease", new("Đợt cao điểm này không còn đợt phát nào phía trước.", "This peak has no release ahead."), new("Lập đợt phát.", "Plan a release.")));
        return new PreflightReport([.. findings.OrderBy(finding => finding.Severity)]);
    }

    /// <summary>The findings of a release in hand. Pins that nobody named move from a version that is not approved to one that is.</summary>
    internal Task<IReadOnlyList<Finding>> RunAsync(Release release, DateTimeOffset now, CancellationToken cancellationToken) => RunAsync(release, now, PreflightChecks.All, cancellationToken);

    /// <summary>The same with some of the checks.</summary>
    internal async Task<IReadOnlyList<Finding>> RunAsync(Release release, DateTimeOffset now, IReadOnlyList<PreflightCheck> checks, CancellationToken cancellationToken) =>
        PreflightChecks.Run(checks, await GatherAsync(release, now, cancellationToken));

    /// <summary>Those planned items of a release in hand that a blackout holds, with the blackout.</summary>
    internal async Task<IReadOnlyList<(ReleaseItem Item, Blackout Blackout)>> FindHeldAsync(Release release, CancellationToken cancellationToken)
    {
        var covering = await CoveringAsync(release, cancellationToken);
        if (covering.Count == 0)
            return [];
        var items = release.PlannedItems.ToList();
        var facts = await gateway.InspectAsync([.. items.Select(item => new ContentPin(item.ItemId, item.Version))], cancellationToken);
        return
        [
            .. from pair in items.Zip(facts)
               let blackout = new PinnedItem(pair.First, pair.Second, ContentSurroundings.Nothing(pair.First.ItemId)).HeldBy(covering)
               where blackout is not null
               select (pair.First, blackout),
        ];
    }

    private async Task<PreflightFacts> GatherAsync(Release release, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // what is held goes out when the release is armed again, not while the rest of it is armed
        var items = release.Items.Where(item => item.State == ReleaseItemState.Planned || (item.State == ReleaseItemState.Held && release.State != StoredReleaseState.Armed))
            .OrderBy(item => item.Position).ToList();
        var facts = (await gateway.InspectAsync([.. items.Select(item => new ContentPin(item.ItemId, item.Version))], cancellationToken)).ToList();
        // what is armed stays what it is
        if (release.State != StoredReleaseState.Armed)
            await RepinAsync(items, facts, cancellationToken);
        var around = await gateway.LookAroundAsync([.. items.Select(item => new ContentPin(item.ItemId, item.Version))], release.At, cancellationToken);
        var named = items.SelectMany(item => item.Channels).ToHashSet(StringComparer.Ordinal);
        return new(
            release, [.. items.Zip(facts, around).Select(entry => new PinnedItem(entry.First, entry.Second, entry.Third))], await channels.FindAsync(named, cancellationToken),
            await CoveringAsync(release, cancellationToken), await FailingAsync(named, cancellationToken), await ElsewhereAsync(release, items, now, cancellationToken),
            await CopiedAsync(release, cancellationToken), now);
    }

    private async Task<IReadOnlyList<Blackout>> CoveringAsync(Release release, CancellationToken cancellationToken) =>
        [.. (await blackouts.NotOverAsync(release.At, cancellationToken)).Where(blackout => blackout.Covers(release.At))];

    private async Task<IReadOnlySet<(string, string)>> FailingAsync(HashSet<string> named, CancellationToken cancellationToken) =>
        (await db.Set<Delivery>().Where(delivery => delivery.State == DeliveryState.Retrying && named.Contains(delivery.Channel))
            .Select(delivery => new { delivery.Channel, delivery.Destination }).Distinct().ToListAsync(cancellationToken))
        .Select(lane => (lane.Channel, lane.Destination)).ToHashSet();

    private async Task<IReadOnlyList<ItemElsewhere>> ElsewhereAsync(Release release, List<ReleaseItem> items, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = items.ConvertAll(item => item.ItemId);
        return await db.Set<ReleaseItem>().Where(item => ids.Contains(item.ItemId) && item.ReleaseId != release.Id && item.State == ReleaseItemState.Planned)
            .Join(db.Set<Release>().Where(other => other.State == StoredReleaseState.Armed && other.At > now), item => item.ReleaseId, other => other.Id,
                (item, other) => new ItemElsewhere(item.ItemId, other.Id, other.Name, other.At)).ToListAsync(cancellationToken);
    }

    private async Task<IReadOnlySet<(string, int)>> CopiedAsync(Release release, CancellationToken cancellationToken) =>
        (await db.Set<ReleaseItem>().Where(item => item.ReleaseId == release.CopiedFrom).Select(item => new { item.ItemId, item.Version }).ToListAsync(cancellationToken))
        .Select(item => (item.ItemId, item.Version)).ToHashSet();

    private async Task RepinAsync(List<ReleaseItem> items, List<ContentFacts> facts, CancellationToken cancellationToken)
    {
        var loose = items.Index().Where(entry => entry.Item is { VersionGiven: false } && facts[entry.Index] is { Exists: true, Approved: false }).ToList();
        if (loose.Count == 0)
            return;
        var newest = await gateway.InspectAsync([.. loose.Select(entry => new ContentPin(entry.Item.ItemId, null))], cancellationToken);
        foreach (var ((index, item), known) in loose.Zip(newest))
        {
            if (!known.Exists)
                continue;
            item.Version = known.Version;
            facts[index] = known;
        }
    }
}
