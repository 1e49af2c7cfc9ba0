using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Nq72.Scheduler.Platform.Persistence;

/// <summary>Lets every context of the scope read one consistent state, whatever others write meanwhile. Takes no pen and blocks nobody.</summary>
public sealed class ReadSnapshot(ScopedConnection scoped, DatabaseContexts contexts, IServiceProvider services)
{
    /// <summary>Begins; dispose of the result to end it. Nothing may be written inside.</summary>
    public async Task<IAsyncDisposable> BeginAsync(CancellationToken cancellationToken)
    {
        var connection = await scoped.OpenAsync(cancellationToken);
        var transaction = connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: true) : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var enlisted = contexts.Types.Select(type => (DbContext)services.GetRequiredService(type)).ToList();
        foreach (var context in enlisted)
            await context.Database.UseTransactionAsync(transaction, cancellationToken);
        return new Reading(transaction, enlisted);
    }

    private sealed class Reading(DbTransaction transaction, IReadOnlyList<DbContext> contexts) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            foreach (var context in contexts)
                await context.Database.UseTransactionAsync(null);
            await transaction.DisposeAsync();
        }
    }
}
