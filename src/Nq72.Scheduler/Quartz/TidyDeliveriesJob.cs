using Nq72.Scheduler.Deliveries;
using Quartz;

namespace Nq72.Scheduler.Quartz;

/// <summary>Keeps the ledger tidy, every hour.</summary>
internal sealed class TidyDeliveriesJob(TidyDeliveries verb) : IJob
{
    public static readonly JobKey Key = new("tidy-deliveries");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await verb.ExecuteAsync(cancellationToken);
}
