using Microsoft.Extensions.Options;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;

namespace Nq72.Cms.Notices.Messages;

/// <summary>Sends what is to be told: at once what this node noticed, within a minute what is tried again or was left by another, on every node that delivers; mail and webhook wait for each other no more than for anything else.</summary>
internal sealed class MessageWatch(IServiceScopeFactory scopes, MessageBell bell, IOptions<SchedulerOptions> options, InstallationOptions installation, ILogger<MessageWatch> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled)
            return;
        await Task.WhenAll(WatchAsync(NoticeWay.Mail, stoppingToken), WatchAsync(NoticeWay.Webhook, stoppingToken));
    }

    private async Task WatchAsync(NoticeWay way, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using (var scope = scopes.CreateAsyncScope())
                {
                    // links need the address, which may be known only once the server listens
                    if (installation.PublicUrl.Length > 0)
                        await scope.ServiceProvider.GetRequiredService<SendMessages>().RunAsync(way, stoppingToken);
                }
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
            {
                // a fault here must not stop the node, which delivers; what waits is in the database, and its lease ends
                log.LogWarning(exception, "What notices have to tell could not be sent by {Way}; trying again", way);
            }

            await bell[way].WaitAsync(LookEvery, TimeProvider.System, stoppingToken);
        }
    }
}
