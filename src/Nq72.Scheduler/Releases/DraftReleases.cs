using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Scheduler.Releases;

/// <summary>Releases of which nothing counts yet: drafts, and those that are being written. One question, whatever they hold.</summary>
public sealed class DraftReleases(SchedulerDb db)
{
    /// <summary>Those whose instant lies in [from, until), the earliest first.</summary>
    /// <param name="from">Inclusive; null for no limit.</param>
    /// <param name="until">Exclusive.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<DraftRelease>> BetweenAsync(DateTimeOffset? from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var releases = db.Set<Release>().AsNoTracking().Include(release => release.Items)
            .Where(release => (release.State == StoredReleaseState.Draft || release.State == StoredReleaseState.Arming) && release.At < until);
        if (from is { } first)
            releases = releases.Where(release => release.At >= first);
        return
        [
            .. (await releases.OrderBy(release => release.At).ThenBy(release => release.Id).ToListAsync(cancellationToken)).Select(release => new DraftRelease(
                release.Id, release.Name, release.At, release.CreatedAt, release.State == StoredReleaseState.Arming,
                [.. release.PlannedItems.Concat(release.HeldItems).OrderBy(item => item.Position).Select(item => new DraftPin(item.ItemId, item.Version, item.VersionGiven, item.Public))])),
        ];
    }
}

/// <summary>A release of which nothing counts yet.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="At">The instant.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="IsArming">Whether it is being written just now.</param>
/// <param name="Pins">What arming would take along, in order.</param>
public sealed record DraftRelease(string Id, string Name, DateTimeOffset At, DateTimeOffset CreatedAt, bool IsArming, IReadOnlyList<DraftPin> Pins);

/// <summary>An item of such a release.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Version">The pinned version.</param>
/// <param name="VersionGiven">Whether a person named it; otherwise one that is not approved gives way to one that is.</param>
/// <param name="Public">Whether it would go on the public timeline.</param>
public sealed record DraftPin(string ItemId, int Version, bool VersionGiven, bool Public);
