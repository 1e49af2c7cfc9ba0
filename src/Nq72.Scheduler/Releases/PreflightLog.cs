using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Scheduler.Releases;

/// <summary>Keeps what the last preflight of each release found. Runs in the caller's transaction.</summary>
internal sealed class PreflightLog(SchedulerDb db)
{
    /// <summary>The last one; null when none ran yet.</summary>
    public async Task<ReleasePreflight?> ReadAsync(string releaseId, CancellationToken cancellationToken) =>
        await db.FindAsync<ReleasePreflight>([releaseId], cancellationToken);

    /// <summary>Puts a run in the place of the one before.</summary>
    public async Task WriteAsync(
        string releaseId, PreflightStage stage, IReadOnlyList<Finding> findings, IReadOnlyList<NewBlock> newBlocks, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var run = await ReadAsync(releaseId, cancellationToken);
        if (run is null)
            db.Add(run = new ReleasePreflight { ReleaseId = releaseId });
        (run.RanAt, run.Stage, run.Findings, run.NewBlocks) = (now, stage, findings, newBlocks);
    }
}
