using System.Collections.Concurrent;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Testing.Databases;

/// <summary>
/// One database per provider for all tests of a class that do not disturb each other. Derive with the schema's template and use as
/// <c>IClassFixture</c>: <c>public sealed class SchedulerDatabases() : DatabaseFixture(SchedulerTemplate.Instance);</c>.
/// </summary>
public abstract class DatabaseFixture(DatabaseTemplate template) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<DatabaseProvider, Lazy<Task<TestDatabase>>> databases = new();

    /// <summary>The class's database on a provider, made when first asked for.</summary>
    public Task<TestDatabase> OnAsync(DatabaseProvider provider, CancellationToken cancellationToken) =>
        databases.GetOrAdd(provider, _ => new(() => template.CreateAsync(provider, CancellationToken.None))).Value.WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var database in databases.Values)
        {
            if (database.Value.IsCompletedSuccessfully)
                await (await database.Value).DisposeAsync();
        }
    }
}
