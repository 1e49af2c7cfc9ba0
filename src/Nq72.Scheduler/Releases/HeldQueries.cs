using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Platform.Http;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Releases;

/// <summary>Reads the items that were taken out of releases and wait for a person.</summary>
public sealed class HeldQueries(SchedulerDb db, IContentGateway gateway)
{
    /// <summary>The held items, the first held first.</summary>
    public async Task<Page<HeldItemView>> ListAsync(PageRequest page, CancellationToken cancellationToken)
    {
        var query = Held();
        if (page.After is [var instant, var release, var item] && long.TryParse(instant, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds))
        {
            var at = Instants.FromMicroseconds(microseconds);
            query = query.Where(row => row.HeldAt > at)
                .Union(query.Where(row => row.HeldAt == at).After(row => row.ReleaseId, release))
                .Union(query.Where(row => row.HeldAt == at && row.ReleaseId == release).After(row => row.ItemId, item));
        }

        var found = await query.OrderBy(row => row.HeldAt).ThenBy(row => row.ReleaseId).ThenBy(row => row.ItemId).Take(page.Limit + 1).ToListAsync(cancellationToken);
        return page.Cut(await ViewAsync(found, cancellationToken), last => Cursor.Encode(last.HeldAt.ToMicroseconds().ToString(CultureInfo.InvariantCulture), last.Release, last.Item));
    }

    /// <summary>How many items a blackout held that still wait.</summary>
    public Task<int> CountAsync(string blackout, CancellationToken cancellationToken) => Held().CountAsync(row => row.Blackout == blackout, cancellationToken);

    private IQueryable<ReleaseItem> Held() => db.Set<ReleaseItem>().AsNoTracking().Where(row => row.State == ReleaseItemState.Held);

    private async Task<IReadOnlyList<HeldItemView>> ViewAsync(IReadOnlyList<ReleaseItem> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(row => row.ReleaseId).Distinct().ToList();
        var releases = await db.Set<Release>().AsNoTracking().Where(release => ids.Contains(release.Id)).ToDictionaryAsync(release => release.Id, StringComparer.Ordinal, cancellationToken);
        var keys = rows.Select(row => row.Blackout).OfType<string>().Distinct().ToList();
        var blackouts = await db.Set<Blackout>().AsNoTracking().Where(blackout => keys.Contains(blackout.Key)).ToDictionaryAsync(blackout => blackout.Key, StringComparer.Ordinal, cancellationToken);
        var facts = await gateway.InspectAsync([.. rows.Select(row => new ContentPin(row.ItemId, row.Version))], cancellationToken);
        return
        [
            .. rows.Zip(facts, (row, known) => new HeldItemView(
                row.ReleaseId, releases[row.ReleaseId].Name, releases[row.ReleaseId].At, row.ItemId, row.Version, known.Exists ? known.Title : null, row.Channels,
                row.HeldFor!.Value, row.HoldNote, row.Blackout, row.Blackout is { } key && blackouts.GetValueOrDefault(key)?.Covers(releases[row.ReleaseId].At) == true, row.HeldAt!.Value)),
        ];
    }
}

/// <summary>An item that waits for a decision.</summary>
/// <param name="Release">The release that it was taken out of.</param>
/// <param name="ReleaseName">Its name.</param>
/// <param name="At">The instant at which it would have gone out.</param>
/// <param name="Item">The item.</param>
/// <param name="Version">The pinned version.</param>
/// <param name="Title">Title of that version; null when it is gone.</param>
/// <param name="Channels">Where it goes.</param>
/// <param name="Reason">Why it was taken out.</param>
/// <param name="Note">The same for people.</param>
/// <param name="Blackout">Key of the blackout that took it out.</param>
/// <param name="StillCovered">Whether that blackout covers the instant as it is declared now.</param>
/// <param name="HeldAt">Since when.</param>
public sealed record HeldItemView(
    string Release, string ReleaseName, DateTimeOffset At, string Item, int Version, string? Title, IReadOnlyList<string> Channels, HoldReason Reason, string? Note, string? Blackout,
    bool StillCovered, DateTimeOffset HeldAt);
