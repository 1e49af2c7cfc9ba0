using Nq72.Cms.Platform.Epochs;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.ContentTypes;

/// <summary>All content types of the installation, kept in memory until something changes. Thread-safe.</summary>
public sealed class ContentTypeCatalog(IServiceScopeFactory scopes, ContentEpoch epoch)
{
    private readonly SemaphoreSlim loading = new(1);
    private volatile ContentTypeSet? current;

    /// <summary>The types as they are now.</summary>
    public async ValueTask<ContentTypeSet> GetAsync(CancellationToken cancellationToken)
    {
        if (current is { } known && known.Epoch == epoch.Current)
            return known;
        await loading.WaitAsync(cancellationToken);
        try
        {
            var at = epoch.Current;
            if (current is { } loaded && loaded.Epoch == at)
                return loaded;
            await using var scope = scopes.CreateAsyncScope();
            return current = await ReadAsync(scope.ServiceProvider.GetRequiredService<PlainReads>(), at, cancellationToken);
        }
        finally
        {
            loading.Release();
        }
    }

    /// <summary>The types as this scope's transaction sees them, for writers that have just changed one.</summary>
    public static async Task<ContentTypeSet> ReadAsync(PlainReads reads, long epoch, CancellationToken cancellationToken)
    {
        var rows = await reads.ListAsync("SELECT kind, name, document FROM content_definition", [],
            row => new ContentDefinition { Kind = Enum.Parse<DefinitionKind>(row.GetString(0)), Name = row.GetString(1), Document = row.GetString(2) }, cancellationToken);
        return new ContentTypeSet(epoch, rows.Where(row => row.Kind == DefinitionKind.Type).Select(row => row.ReadType()),
            rows.Where(row => row.Kind == DefinitionKind.Part).Select(row => row.ReadPart()));
    }
}
