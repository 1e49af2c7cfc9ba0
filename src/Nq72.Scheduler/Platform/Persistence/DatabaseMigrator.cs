using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Nq72.Scheduler.Platform.Persistence;

/// <summary>Brings the database to this program's schema, forward only; safe when several nodes start at once.</summary>
public sealed class DatabaseMigrator(Connections connections, DatabaseOptions options, DatabaseContexts contexts, DatabaseSchema schema, IServiceScopeFactory scopes, TimeProvider clock)
{
    // any number that is ours: the advisory lock that every node of an installation asks for
    private const long LockKey = 0x4E713732;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Migrates every context. Does nothing but look when the schema is current.</summary>
    public Task MigrateAsync(CancellationToken cancellationToken) => RunExclusivelyAsync(async () =>
    {
        if (connections.Provider == DatabaseProvider.Sqlite)
            await PrepareSqliteAsync(cancellationToken);
        if (await schema.IsCurrentAsync(cancellationToken))
            return;
        foreach (var type in contexts.Types)
        {
            await using var scope = scopes.CreateAsyncScope();
            await ((DbContext)scope.ServiceProvider.GetRequiredService(type)).Database.MigrateAsync(cancellationToken);
        }
    }, cancellationToken);

    /// <summary>Runs something that only one process of the installation may do at a time: migrating, setting up. The others wait.</summary>
    public async Task RunExclusivelyAsync(Func<Task> action, CancellationToken cancellationToken)
    {
        if (connections.Provider == DatabaseProvider.Sqlite)
        {
            Directory.CreateDirectory(options.DataDirectory);
            await using var held = await TakeFileLockAsync(cancellationToken);
            await action();
            return;
        }

        // the server gives the lock back by itself when this connection dies
        await using var connection = await connections.Postgres!.OpenConnectionAsync(cancellationToken);
        await using (var take = new NpgsqlCommand("SELECT pg_advisory_lock($1)", connection) { Parameters = { new() { Value = LockKey } }, CommandTimeout = (int)Patience.TotalSeconds })
            await take.ExecuteNonQueryAsync(cancellationToken);
        await action();
        await using var release = new NpgsqlCommand("SELECT pg_advisory_unlock($1)", connection) { Parameters = { new() { Value = LockKey } } };
        await release.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task PrepareSqliteAsync(CancellationToken cancellationToken)
    {
        await using var connection = Connections.CreateSqlite(options.SqliteFile);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        // the lock row of EF Core outlives a process that was killed in the middle; the file lock we hold says that nobody else is at it
        command.CommandText = "PRAGMA journal_mode = WAL; DROP TABLE IF EXISTS \"__EFMigrationsLock\";";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<FileStream> TakeFileLockAsync(CancellationToken cancellationToken)
    {
        var deadline = clock.GetUtcNow() + Patience;
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(options.DataDirectory, "migrate.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (clock.GetUtcNow() < deadline)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), clock, cancellationToken);
            }
        }
    }
}
