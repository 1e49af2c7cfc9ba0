using Microsoft.Extensions.Options;
using Nq72.Cms.Media.Images;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Media.Renditions;

/// <summary>
/// Makes what there is to make, on every node that does such work: at once what was uploaded here, and otherwise at the instant at which something is due.
/// As many at a time as the settings allow; where that is more than one, one of them is never busy with AVIF.
/// </summary>
internal sealed class MediaWorker(IServiceScopeFactory scopes, IOptions<ImageOptions> options, TimeProvider clock, ILogger<MediaWorker> log) : BackgroundService
{
    // what another node took in is seen within this time
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AtLeast = TimeSpan.FromMilliseconds(50);

    private readonly List<Bell> bells = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var count = options.Value.Processes;
        bells.AddRange(Enumerable.Range(0, count).Select(_ => new Bell()));
        await GuardedAsync<MediaWorkLedger, bool>(async ledger =>
        {
            await ledger.QueueForgottenAsync(stoppingToken);
            return true;
        }, false);
        await Task.WhenAll(Enumerable.Range(0, count).Select(n => WorkAsync(bells[n], withAvif: n > 0 || count == 1, stoppingToken)).Append(PassOnAsync(stoppingToken)));
    }

    // one ring wakes everybody
    private async Task PassOnAsync(CancellationToken stoppingToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var bell = scope.ServiceProvider.GetRequiredService<MediaWorkBell>();
        while (!stoppingToken.IsCancellationRequested)
        {
            await bell.WaitAsync(LookEvery, TimeProvider.System, stoppingToken);
            foreach (var one in bells)
                one.Ring();
        }
    }

    private async Task WorkAsync(Bell bell, bool withAvif, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            while (await GuardedAsync<RenderMedia, bool>(render => render.RunAsync(withAvif, stoppingToken), false))
            {
                // until nothing is due
            }

            var next = await GuardedAsync<MediaWorkLedger, DateTimeOffset?>(ledger => ledger.NextAtAsync(withAvif, stoppingToken), null);
            var wait = next is { } at && at - clock.Now() < LookEvery ? at - clock.Now() : LookEvery;
            await bell.WaitAsync(wait > AtLeast ? wait : AtLeast, clock, stoppingToken);
        }
    }

    private async Task<TResult> GuardedAsync<TService, TResult>(Func<TService, Task<TResult>> run, TResult otherwise)
        where TService : notnull
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await run(scope.ServiceProvider.GetRequiredService<TService>());
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
        {
            // a fault here must not stop the node, which delivers; the claim runs out, and the work is taken up again
            log.LogWarning(exception, "Pictures could not be worked on; trying again");
            return otherwise;
        }
    }
}
