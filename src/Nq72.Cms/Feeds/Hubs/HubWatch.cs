using Microsoft.Extensions.Options;
using Nq72.Cms.Platform.Epochs;
using Nq72.Scheduler.Deliveries;
using Nq72.Scheduler.Platform;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Feeds.Hubs;

/// <summary>Tells each hub at the instant at which a feed changes, on every node that delivers. Hubs do not wait for one another; without any, nothing is done.</summary>
internal sealed class HubWatch(
    IServiceScopeFactory scopes, ContentEpoch epoch, IOptions<FeedOptions> feeds, IOptions<SchedulerOptions> options, InstallationOptions installation, TimeProvider clock, ILogger<HubWatch> log)
    : BackgroundService
{
    // a change of another process is noticed by its epoch; a look at that costs nothing
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterStart = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BackOff = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled || installation.IsRehearsal)
            return;
        await Task.WhenAll(feeds.Value.Hubs.Select(hub => WatchAsync(hub, stoppingToken)).Append(ForgetOthersAsync(stoppingToken)));
    }

    // hubs that are no longer named; nobody waits for that, and the start of the program must not
    private async Task ForgetOthersAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(AfterStart, TimeProvider.System, stoppingToken);
        await GuardedAsync(async services =>
        {
            await services.GetRequiredService<HubLedger>().ForgetOthersAsync(feeds.Value.Hubs, stoppingToken);
            return null;
        });
    }

    /// <summary>Goes on telling one hub until it is stopped.</summary>
    internal async Task WatchAsync(string hub, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            // read before the feeds are: a change in between is looked at again
            var known = epoch.Current;
            // feeds have addresses, which may be known only once the server listens
            var next = installation.PublicUrl.Length == 0
                ? clock.Now() + Step
                : await GuardedAsync(services => services.GetRequiredService<PublishToHubs>().RunAsync(hub, cancellationToken));
            await WaitAsync(known, next, cancellationToken);
        }
    }

    private async Task WaitAsync(long known, DateTimeOffset? next, CancellationToken cancellationToken)
    {
        while (epoch.Current == known && !cancellationToken.IsCancellationRequested)
        {
            var left = next - clock.Now() ?? Step;
            if (left <= TimeSpan.Zero)
                return;
            // whole milliseconds, upwards: never early
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(Math.Min(left.TotalMilliseconds, Step.TotalMilliseconds))), clock, cancellationToken).ContinueWith(
                static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private async Task<DateTimeOffset?> GuardedAsync(Func<IServiceProvider, Task<DateTimeOffset?>> run)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await run(scope.ServiceProvider);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
        {
            // a fault here must not stop the node, which delivers; what a hub was not told is told by the next look
            log.LogWarning(exception, "Hubs could not be told; trying again");
            return clock.Now() + BackOff;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
