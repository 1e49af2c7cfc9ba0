using Nq72.Scheduler.Campaigns;
using Quartz;

namespace Nq72.Scheduler.Quartz;

/// <summary>Writes the peaks of every campaign down, at start and every night.</summary>
internal sealed class PlanPeaksJob(PlanPeaks verb) : IJob
{
    public static readonly JobKey Key = new("plan-peaks");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await verb.ExecuteAsync(cancellationToken);
}
