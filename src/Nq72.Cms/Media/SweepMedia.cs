using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Nq72.Cms.Media.Captions;
using Nq72.Cms.Media.Renditions;
using Nq72.Cms.Media.Store;
using Nq72.Cms.Media.Uploads;
using Nq72.Cms.Platform.Persistence;
using Nq72.Scheduler.Platform.Persistence;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Cms.Media;

/// <summary>Clears the disk of what uploads that broke off left behind, and of bytes that nothing names any more.</summary>
public sealed class SweepMedia(CmsDb db, IBlobStore store, DropUpload drop, DatabaseOptions database, IOptions<MediaOptions> options, TimeProvider clock)
{
    // nobody writes to it any more: a line may be slow, but who sends nothing for so long is gone
    private static readonly TimeSpan DraftRest = TimeSpan.FromHours(1);

    /// <summary>Sweeps. A library in which there is nothing clears no files: more likely than that all were deleted is that this is another installation's folder.</summary>
    public async Task<Swept> RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var filesBefore = await db.Set<MediaFile>().AnyAsync(cancellationToken) ? now - TimeSpan.FromHours(options.Value.KeepUnusedHours) : DateTimeOffset.UnixEpoch;
        var expired = await drop.SweepAsync(cancellationToken);
        // parts that no upload names any more: each go puts its upload off, so that an upload never outlives its part
        var swept = await store.SweepAsync(now - DraftRest, now - options.Value.KeepUnfinished - DraftRest, filesBefore, NamedAsync, cancellationToken);
        var folders = RenderFolder.Sweep(database, now - DraftRest);
        return swept with { Parts = swept.Parts + expired, Drafts = swept.Drafts + folders };
    }

    private async Task<IReadOnlySet<string>> NamedAsync(IReadOnlyList<string> hashes, CancellationToken cancellationToken) =>
        await db.Set<MediaPast>().Where(past => hashes.Contains(past.Sha256)).Select(past => past.Sha256)
            .Union(db.Set<MediaRendition>().Where(made => hashes.Contains(made.Sha256)).Select(made => made.Sha256))
            .Union(db.Set<MediaPlayable>().Where(made => hashes.Contains(made.Sha256)).Select(made => made.Sha256))
            .Union(db.Set<MediaCaptions>().Where(said => hashes.Contains(said.Sha256)).Select(said => said.Sha256)).ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
}

/// <summary>Sweeps at the start, which may follow a kill, and then now and again.</summary>
internal sealed class MediaWatch(IServiceScopeFactory scopes, ILogger<MediaWatch> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var swept = await scope.ServiceProvider.GetRequiredService<SweepMedia>().RunAsync(stoppingToken);
                if (swept.Drafts + swept.Parts + swept.Blobs > 0 && log.IsEnabled(LogLevel.Information))
                    log.LogInformation("Swept {Drafts} broken-off uploads and {Blobs} unused files", swept.Drafts + swept.Parts, swept.Blobs);
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
            {
                // a fault here must not stop the node; what is left lies there for the next sweep
                log.LogWarning(exception, "The media folder could not be swept; trying again");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
