using Nq72.Cms.Media.Clips;

namespace Nq72.Cms.Media.Renditions;

/// <summary>Says again and again that a node is still at its work; ends the work when the claim is another's.</summary>
internal sealed class MediaLease : IAsyncDisposable, IProgress<ClipProgress>
{
    private readonly CancellationTokenSource lost;
    private readonly CancellationTokenSource over = new();
    private readonly Task saying;
    private int percent = -1;

    private MediaLease(IServiceScopeFactory scopes, ClaimedWork claim, TimeSpan every, CancellationToken cancellationToken)
    {
        lost = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        saying = SayAsync(scopes, claim, every, over.Token);
    }

    /// <summary>Ends when the claim is lost, or whoever works gives up.</summary>
    public CancellationToken Held => lost.Token;

    /// <summary>How far it is; said the next time.</summary>
    public void Report(ClipProgress value) => Volatile.Write(ref percent, (int)(Math.Clamp(value.Share, 0, 1) * 100));

    /// <summary>Begins to say so.</summary>
    public static MediaLease Keep(IServiceScopeFactory scopes, ClaimedWork claim, TimeSpan lease, CancellationToken cancellationToken) => new(scopes, claim, lease / 3, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await saying;
        over.Dispose();
        lost.Dispose();
    }

    private async Task SayAsync(IServiceScopeFactory scopes, ClaimedWork claim, TimeSpan every, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(every, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await using var scope = scopes.CreateAsyncScope();
                if (await scope.ServiceProvider.GetRequiredService<MediaWorkLedger>().HoldAsync(claim, Volatile.Read(ref percent) is var share and >= 0 ? share : null, cancellationToken))
                    continue;
                await lost.CancelAsync();
                return;
            }
        }
        catch (OperationCanceledException)
        {
            // the work is over
        }
        catch (System.Data.Common.DbException)
        {
            // the database is away: the claim runs out, and what is brought after that is turned away
            await lost.CancelAsync();
        }
    }
}
