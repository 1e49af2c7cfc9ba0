using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Releases;

/// <summary>What a blackout would take out of armed releases if it were declared now, by the rule that <see cref="PutBlackout"/> holds by. Changes nothing.</summary>
public sealed class BlackoutReach(SchedulerDb db, IContentGateway gateway, InstallationOptions installation, TimeProvider clock)
{
    /// <summary>The armed releases it would hold items of, the earliest first; what is wrong with the input is told as the verb would.</summary>
    public async Task<Outcome<IReadOnlyList<ReachedRelease>>> OfAsync(string key, BlackoutInput input, CancellationToken cancellationToken)
    {
        var read = BlackoutTerms.Read(key, input, installation.Zone);
        if (!read.Succeeded)
            return read.Problem;
        var (name, from, to, allow) = read.Value;
        var blackout = new Blackout { Key = key, Name = name, From = from, To = to, Allow = allow };
        var now = clock.Now();
        var releases = await db.Set<Release>().AsNoTracking().Include(release => release.Items)
            .Where(release => release.State == StoredReleaseState.Armed && release.At > now && release.At >= from && release.At < to)
            .OrderBy(release => release.At).ThenBy(release => release.Id).ToListAsync(cancellationToken);
        var reached = new List<ReachedRelease>();
        foreach (var release in releases)
        {
            var items = release.PlannedItems.ToList();
            var facts = await gateway.InspectAsync([.. items.Select(item => new ContentPin(item.ItemId, item.Version))], cancellationToken);
            var held = items.Zip(facts).Where(pair => new PinnedItem(pair.First, pair.Second, ContentSurroundings.Nothing(pair.First.ItemId)).HeldBy([blackout]) is not null)
                .Select(pair => pair.Second.Title).ToList();
            if (held.Count > 0)
                reached.Add(new(release.Id, release.Name, release.At, items.Count, held));
        }

        return reached;
    }
}

/// <summary>An armed release that a blackout would hold items of.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="At">Its instant.</param>
/// <param name="Items">How many items it is to release.</param>
/// <param name="Held">Titles of those that would be held.</param>
public sealed record ReachedRelease(string Id, string Name, DateTimeOffset At, int Items, IReadOnlyList<string> Held);
