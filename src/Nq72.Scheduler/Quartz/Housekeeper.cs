using Microsoft.Extensions.Hosting;
using Quartz;

namespace Nq72.Scheduler.Quartz;

/// <summary>Runs Quartz from two seconds after the host answers: nothing that a reader or a partner waits for is its work, so that none of them waits for it.</summary>
internal sealed class Housekeeper(ISchedulerFactory schedulers, IHostApplicationLifetime lifetime) : BackgroundService
{
    private static readonly TimeSpan AfterStart = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await UntilAsync(lifetime.ApplicationStarted, stoppingToken);
        await Task.Delay(AfterStart, TimeProvider.System, stoppingToken);
        var scheduler = await schedulers.GetScheduler(stoppingToken);
        try
        {
            await scheduler.Start(stoppingToken);
            await UntilAsync(stoppingToken, CancellationToken.None);
        }
        finally
        {
            await scheduler.Shutdown(waitForJobsToComplete: true, CancellationToken.None);
        }
    }

    private static async Task UntilAsync(CancellationToken signal, CancellationToken cancellationToken)
    {
        var given = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var waiting = signal.Register(given.SetResult);
        await given.Task.WaitAsync(cancellationToken);
    }
}
