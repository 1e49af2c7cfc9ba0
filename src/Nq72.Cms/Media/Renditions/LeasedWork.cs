using Microsoft.Extensions.Options;
using Nq72.Scheduler.Platform.Problems;

namespace Nq72.Cms.Media.Renditions;

/// <summary>Does claimed work while it says that it is at it; refuses it with its reason, and gives it back when the node goes.</summary>
internal sealed class LeasedWork(MediaWorkLedger ledger, IServiceScopeFactory scopes, IOptions<MediaOptions> options, ILogger<LeasedWork> log)
{
    /// <summary>Does it.</summary>
    /// <param name="claim">What was claimed.</param>
    /// <param name="work">Gives why it was refused, or null; ends when the claim is lost.</param>
    /// <param name="notWritten">What a disk that does not take files means.</param>
    /// <param name="cancellationToken">The node is going.</param>
    public async Task RunAsync(ClaimedWork claim, Func<MediaLease, Task<Problem?>> work, Func<string, Problem> notWritten, CancellationToken cancellationToken)
    {
        try
        {
            await using var lease = MediaLease.Keep(scopes, claim, options.Value.Lease, cancellationToken);
            if (await work(lease) is { } refused)
                await ledger.RefuseAsync(claim, refused, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                log.LogWarning("Work on {Media} was taken over by another node", claim.MediaId);
                return;
            }

            await ledger.LetGoAsync(claim, CancellationToken.None);
            throw;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            log.LogWarning(exception, "What was made of {Media} could not be kept", claim.MediaId);
            await ledger.RefuseAsync(claim, notWritten(exception.Message), cancellationToken);
        }
    }
}
