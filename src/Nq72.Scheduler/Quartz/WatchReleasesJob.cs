using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Releases;
using Quartz;

namespace Nq72.Scheduler.Quartz;

/// <summary>Every minute: holds what a blackout covers and was not held yet, and runs the preflights that are due before an instant.</summary>
internal sealed class WatchReleasesJob(ApplyBlackouts blackouts, RunDuePreflights preflights) : IJob
{
    public static readonly JobKey Key = new("watch-releases");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await blackouts.ExecuteAsync(Actor.System, cancellationToken);
        await preflights.ExecuteAsync(cancellationToken);
    }
}
