using Microsoft.EntityFrameworkCore;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Problems;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Releases;

/// <summary>
/// Looks at armed releases again 24 hours, one hour and five minutes before their instant. A block that came since is written down for a
/// person to see; a release that says so is held. Running it twice changes nothing.
/// </summary>
internal sealed class RunDuePreflights(SchedulerDb db, ReleaseEdit edits, ReleasePlan plan, Preflight preflight, PreflightLog log, TimeProvider clock)
{
    private static readonly (PreflightStage Stage, TimeSpan Before)[] Stages =
    [
        (PreflightStage.FiveMinutesBefore, TimeSpan.FromMinutes(5)), (PreflightStage.HourBefore, TimeSpan.FromHours(1)), (PreflightStage.DayBefore, TimeSpan.FromHours(24)),
    ];

    /// <summary>Runs what is due. Returns how many releases were looked at.</summary>
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var latest = now + Stages[^1].Before;
        var ahead = await db.Set<Release>().AsNoTracking().Where(release => release.State == StoredReleaseState.Armed && release.At > now && release.At <= latest)
            .OrderBy(release => release.At).Select(release => new { release.Id, release.At }).ToListAsync(cancellationToken);
        var ids = ahead.ConvertAll(release => release.Id);
        var runs = await db.Set<ReleasePreflight>().AsNoTracking().Where(run => ids.Contains(run.ReleaseId)).ToDictionaryAsync(run => run.ReleaseId, run => run.RanAt, StringComparer.Ordinal, cancellationToken);
        var looked = 0;
        foreach (var release in ahead)
        {
            var (stage, before) = Stages.First(known => release.At - known.Before <= now);
            if (runs.TryGetValue(release.Id, out var ranAt) && ranAt >= release.At - before)
                continue;
            await LookAsync(release.Id, stage, cancellationToken);
            looked++;
        }

        return looked;
    }

    private Task<Outcome<ReleaseView>> LookAsync(string id, PreflightStage stage, CancellationToken cancellationToken) =>
        edits.RunAsync(id, Actor.System, "release.preflight", async (release, now) =>
        {
            if (release.StateAt(now) != ReleaseState.Armed)
                return ReleaseProblems.WrongState(release.StateAt(now));
            var findings = await preflight.RunAsync(release, now, cancellationToken);
            var known = (await log.ReadAsync(id, cancellationToken))?.NewBlocks ?? [];
            var blocks = findings.Where(finding => finding.Severity == FindingSeverity.Block)
                .Select(finding => new NewBlock(finding, known.FirstOrDefault(block => block.Finding.IsAbout(finding))?.Since ?? now)).ToList();
            await log.WriteAsync(id, stage, findings, blocks, now, cancellationToken);
            var news = blocks.FindAll(block => block.Since == now);
            if (release.OnNewBlock != OnNewBlock.Hold || news.Count == 0)
                return null;
            // all of them stand in the log; the note has room for a few
            var note = string.Join(' ', news.Take(3).Select(block => block.Finding.Message.Vi));
            return await plan.HoldAsync(release, [.. release.PlannedItems], new(HoldReason.Preflight, note), now, Actor.System, cancellationToken);
        }, cancellationToken);
}
