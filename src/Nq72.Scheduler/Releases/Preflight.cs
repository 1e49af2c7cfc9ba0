using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Campaigns;
using Nq72.Scheduler.Channels;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Releases;

/// <summary>Tells what would go wrong if a release, or every release of a peak, went out as it is. Changes nothing.</summary>
public sealed class Preflight(SchedulerDb db, ChannelQueries channels, PeakQueries peaks, IContentGateway gateway, InstallationOptions installation, TimeProvider clock)
{
    /// <summary>The findings of one release, blocks first.</summary>
    public async Task<Outcome<PreflightReport>> OfReleaseAsync(string id, CancellationToken cancellationToken)
    {
        var release = await db.Set<Release>().AsNoTracking().Include(known => known.Items).FirstOrDefaultAsync(known => known.Id == id, cancellationToken);
        if (release is null)
            return ReleaseProblems.NotFound;
        return new PreflightReport(await RunAsync(release, clock.Now(), cancellationToken));
    }

    /// <summary>The findings of every release that is still ahead in a peak.</summary>
    public async Task<Outcome<PreflightReport>> OfPeakAsync(string id, CancellationToken cancellationToken)
    {
        var peak = await peaks.GetAsync(id, cancellationToken);
        if (!peak.Succeeded)
            return peak.Problem;
        var now = clock.Now();
        var first = WallTime.ToInstant(peak.Value.From.ToDateTime(TimeOnly.MinValue), installation.Zone);
        var end = WallTime.ToInstant(peak.Value.To.AddDays(1).ToDateTime(TimeOnly.MinValue), installation.Zone);
        first = first < now ? now : first;
        var ahead = await db.Set<Release>().AsNoTracking().Include(release => release.Items)
            .Where(release => release.At >= first && release.At < end && (release.State == StoredReleaseState.Draft || release.State == StoredReleaseState.Armed || release.State == StoredReleaseState.Held))
            .OrderBy(release => release.At).ToListAsync(cancellationToken);
        var findings = new List<Finding>();
        foreach (var release in ahead)
            findings.AddRange(await RunAsync(release, now, cancellationToken));
        if (ahead.Count == 0)
            findings.Add(Finding.Warn("noRelease", new("Đợt cao điểm này chưa có đợt phát nào.", "This peak has no release yet."), new("Lập đợt phát.", "Plan a release.")));
        return new PreflightReport([.. findings.OrderBy(finding => finding.Severity)]);
    }

    /// <summary>The findings of a release in hand. Pins that nobody named move from a version that is not approved to one that is.</summary>
    internal async Task<IReadOnlyList<Finding>> RunAsync(Release release, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var items = release.Items.OrderBy(item => item.Position).ToList();
        var facts = (await gateway.InspectAsync([.. items.Select(item => new ContentPin(item.ItemId, item.Version))], cancellationToken)).ToList();
        await RepinAsync(items, facts, cancellationToken);
        var named = items.SelectMany(item => item.Channels).ToHashSet(StringComparer.Ordinal);
        var pinned = items.Zip(facts, (item, known) => new PinnedItem(item, known)).ToList();
        return PreflightChecks.Run(new(release, pinned, await channels.FindAsync(named, cancellationToken), now));
    }

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
