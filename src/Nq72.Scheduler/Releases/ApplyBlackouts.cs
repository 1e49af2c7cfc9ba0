using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Calendar;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Releases;

/// <summary>
/// Takes the festive items out of armed releases whose instant a blackout covers. Called when one is declared, and by the housekeeping for
/// what was cut off in between. Running it twice changes nothing.
/// </summary>
internal sealed class ApplyBlackouts(SchedulerDb db, BlackoutQueries blackouts, Preflight preflight, ReleaseEdit edits, ReleasePlan plan, TimeProvider clock)
{
    /// <summary>Holds what is to be held, one release a transaction.</summary>
    public async Task<AppliedBlackouts> ExecuteAsync(Actor actor, CancellationToken cancellationToken)
    {
        var held = 0;
        var tooLate = new List<string>();
        foreach (var id in await CoveredAsync(cancellationToken))
        {
            var outcome = await edits.RunAsync(id, actor, "release.hold", async (release, now) =>
            {
                if (ReleaseEdit.CheckArmedAndOpen(release, now) is { } closed)
                    return closed;
                var items = await preflight.FindHeldAsync(release, cancellationToken);
                foreach (var group in items.GroupBy(entry => entry.Blackout, entry => entry.Item))
                {
                    var hold = new Hold(HoldReason.Blackout, $"Tạm dừng: {group.Key.Name}.", group.Key.Key);
                    if (await plan.HoldAsync(release, [.. group], hold, now, actor, cancellationToken) is { } problem)
                        return problem;
                }

                held += items.Count;
                return null;
            }, cancellationToken);
            if (outcome.Problem?.Code == ReleaseProblems.TooLateCode)
                tooLate.Add(id);
        }

        return new(held, tooLate);
    }

    // asked without a lock: a release that holds nothing festive is not touched
    private async Task<IReadOnlyList<string>> CoveredAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var covered = new List<string>();
        foreach (var blackout in await blackouts.NotOverAsync(now, cancellationToken))
        {
            var releases = await db.Set<Release>().AsNoTracking().Include(release => release.Items)
                .Where(release => release.State == StoredReleaseState.Armed && release.At > now && release.At >= blackout.From && release.At < blackout.To)
                .OrderBy(release => release.At).ToListAsync(cancellationToken);
            foreach (var release in releases.Where(release => !covered.Contains(release.Id)))
            {
                if ((await preflight.FindHeldAsync(release, cancellationToken)).Count > 0)
                    covered.Add(release.Id);
            }
        }

        return covered;
    }
}

/// <summary>What blackouts did to armed releases.</summary>
/// <param name="Held">How many items were taken out.</param>
/// <param name="TooLate">Releases that could not be changed any more.</param>
internal sealed record AppliedBlackouts(int Held, IReadOnlyList<string> TooLate);
