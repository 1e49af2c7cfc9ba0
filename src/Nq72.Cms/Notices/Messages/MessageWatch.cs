using Microsoft.Extensions.Options;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Notices.Messages;

/// <summary>Sends what is to be told, every few seconds, on every node that delivers; mail and webhook wait for each other no more than for anything else.</summary>
internal sealed class MessageWatch(IServiceScopeFactory scopes, IOptions<SchedulerOptions> options, InstallationOptions installation, ILogger<MessageWatch> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled)
            return;
        await Task.WhenAll(WatchAsync(NoticeWay.Mail, stoppingToken), WatchAsync(NoticeWay.Webhook, stoppingToken));
    }

    private async Task WatchAsync(NoticeWay way, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                // links need the address, which may be known only once the server listens
                if (installation.PublicUrl.Length > 0)
                    await scope.ServiceProvider.GetRequiredService<SendMessages>().RunAsync(way, stoppingToken);
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
            {
                // a fault here must not stop the node, which delivers; what waits is in the database, and its lease ends
                log.LogWarning(exception, "What notices have to tell could not be sent by {Way}; trying again", way);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
