using Nq72.Cms.Platform.Epochs;

namespace Nq72.Cms.ContentItems;

/// <summary>Fills the search index in the background, on every node that does such work: when it starts, and again when something was recorded that may be an older program's.</summary>
internal sealed class SearchIndexWatch(IServiceScopeFactory scopes, ContentEpoch epoch, ILogger<SearchIndexWatch> log) : BackgroundService
{
    private static readonly TimeSpan AfterStart = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // readers and the first editor come first
        await Task.Delay(AfterStart, TimeProvider.System, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var known = epoch.Current;
            await FillAsync(stoppingToken);
            while (epoch.Current == known)
                await Task.Delay(Step, TimeProvider.System, stoppingToken);
        }
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        try
        {
            var rounds = 0;
            while (await RunAsync(cancellationToken))
            {
                if (rounds++ == 0)
                    log.LogInformation("The search index is being filled; until it is, searches look through the texts themselves");
            }

            if (rounds > 0)
                log.LogInformation("The search index is complete");
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
        {
            // searches do without; the next change, or the next start, tries again
            log.LogWarning(exception, "The search index could not be filled");
        }
    }

    private async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<FillSearchIndex>().RunAsync(cancellationToken);
    }
}
