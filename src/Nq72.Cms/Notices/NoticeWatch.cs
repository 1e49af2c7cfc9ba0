using Microsoft.Extensions.Options;
using Nq72.Scheduler.Deliveries;

namespace Nq72.Cms.Notices;

/// <summary>Sweeps the notices every few seconds, on every node that delivers.</summary>
internal sealed class NoticeWatch(IServiceScopeFactory scopes, IOptions<SchedulerOptions> options, ILogger<NoticeWatch> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled)
            return;
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<SweepNotices>().RunAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
            {
                // a fault here must not stop the node, which delivers; what is the matter lasts, and the next sweep sees it
                log.LogWarning(exception, "The notices could not be brought up to date; trying again");
            }
        }
    }
}
