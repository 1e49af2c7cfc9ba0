using Microsoft.Extensions.Options;
using Nq72.Cms.Notices.Messages;
using Nq72.Scheduler.Deliveries;

namespace Nq72.Cms.Notices;

/// <summary>Sweeps the notices twice a minute, on every node that delivers: a person acts in minutes, and an idle installation should cost nothing.</summary>
internal sealed class NoticeWatch(IServiceScopeFactory scopes, MessageBell bell, IOptions<SchedulerOptions> options, ILogger<NoticeWatch> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

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
                if (await scope.ServiceProvider.GetRequiredService<SweepNotices>().RunAsync(stoppingToken) > 0)
                    bell.Ring();
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
            {
                // a fault here must not stop the node, which delivers; what is the matter lasts, and the next sweep sees it
                log.LogWarning(exception, "The notices could not be brought up to date; trying again");
            }
        }
    }
}
