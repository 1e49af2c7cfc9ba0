using Nq72.Cms.Platform.Epochs;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Platform.Site;

/// <summary>The site settings, kept in memory until something changes. Thread-safe.</summary>
public sealed class SiteCatalog(IServiceScopeFactory scopes, ContentEpoch epoch)
{
    private volatile Known? current;

    /// <summary>The settings as they are now.</summary>
    public async ValueTask<SiteSettings> GetAsync(CancellationToken cancellationToken)
    {
        var at = epoch.Current;
        if (current is { } known && known.Epoch == at)
            return known.Settings;
        await using var scope = scopes.CreateAsyncScope();
        var settings = await SiteSettings.ReadAsync(scope.ServiceProvider.GetRequiredService<PlainReads>(), cancellationToken);
        current = new Known(at, settings);
        return settings;
    }

    private sealed record Known(long Epoch, SiteSettings Settings);
}
