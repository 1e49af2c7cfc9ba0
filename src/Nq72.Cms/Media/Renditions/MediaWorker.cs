using Microsoft.Extensions.Options;
using Nq72.Cms.Media.Clips;
using Nq72.Cms.Media.Images;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Media.Renditions;

/// <summary>
/// Makes what there is to make, on every node that does such work: at once what was uploaded here, and otherwise at the instant at which something is due.
/// As many at a time as the settings allow; where that is more than one, one of them is never busy with AVIF. Clips have places of their own, and their posters one more.
/// </summary>
internal sealed class MediaWorker(IServiceScopeFactory scopes, IOptions<ImageOptions> images, IOptions<ClipOptions> clips, TimeProvider clock, ILogger<MediaWorker> log) : BackgroundService
{
    // what another node took in is seen within this time
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AtLeast = TimeSpan.FromMilliseconds(50);

    private readonly List<Bell> bells = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await GuardedAsync<MediaWorkLedger, bool>(async ledger =>
        {
            await ledger.QueueForgottenAsync(stoppingToken);
            return true;
        }, false);
        var lanes = Enumerable.Range(0, images.Value.Processes).Select(n => Lane<RenderMedia>((render, stop) => render.RunAsync(withAvif: IsSlow(n), stop), IsSlow(n) ? MediaWorkKinds.Pictures : MediaWorkKinds.PicturesNow))
            .Concat(Enumerable.Range(0, clips.Value.Processes).Select(_ => Lane<MakeClips>((make, stop) => make.RunAsync(postersOnly: false, stop), MediaWorkKinds.Clips)))
            .Append(Lane<MakeClips>((make, stop) => make.RunAsync(postersOnly: true, stop), MediaWorkKinds.Posters)).ToList();
        await Task.WhenAll(lanes.Select(lane => lane(stoppingToken)).ToList().Append(PassOnAsync(stoppingToken)));
    }

    private bool IsSlow(int lane) => lane > 0 || images.Value.Processes == 1;

    private Func<CancellationToken, Task> Lane<TWork>(Func<TWork, CancellationToken, Task<bool>> run, IReadOnlyList<MediaWorkKind> kinds)
        where TWork : notnull
    {
        var bell = new Bell();
        bells.Add(bell);
        return stop => WorkAsync(bell, run, kinds, stop);
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

    private async Task WorkAsync<TWork>(Bell bell, Func<TWork, CancellationToken, Task<bool>> run, IReadOnlyList<MediaWorkKind> kinds, CancellationToken stoppingToken)
        where TWork : notnull
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            while (await GuardedAsync<TWork, bool>(work => run(work, stoppingToken), false))
            {
                // until nothing is due
            }

            var next = await GuardedAsync<MediaWorkLedger, DateTimeOffset?>(ledger => ledger.NextAtAsync(kinds, stoppingToken), null);
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
            log.LogWarning(exception, "Files of the library could not be worked on; trying again");
            return otherwise;
        }
    }
}
