using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Testing.Databases;

/// <summary>
/// A schema that is migrated once per provider and process, and then copied for each test: a file copy on SQLite, a clone on PostgreSQL.
/// Keep one in a static field per schema. Thread-safe.
/// </summary>
/// <param name="name">Names the template's database: lower-case letters, digits and underscores.</param>
/// <param name="migrate">Brings an empty database to the schema; must have given its connections back when it returns.</param>
public sealed class DatabaseTemplate(string name, Func<DatabaseOptions, CancellationToken, Task> migrate)
{
    private readonly ConcurrentDictionary<DatabaseProvider, Lazy<Task<DatabaseOptions>>> templates = new();

    private static int clones;

    /// <summary>A migrated database of the caller's own. A missing PostgreSQL skips the test, or fails it in CI.</summary>
    public async Task<TestDatabase> CreateAsync(DatabaseProvider provider, CancellationToken cancellationToken)
    {
        Need.Present(provider != DatabaseProvider.PostgreSql || PostgresServer.Programs is not null, PostgresServer.Missing);
        var template = await templates.GetOrAdd(provider, _ => new(() => MakeAsync(provider))).Value.WaitAsync(cancellationToken);
        if (provider == DatabaseProvider.Sqlite)
        {
            var file = new SqliteTestDatabase();
            File.Copy(template.SqliteFile, file.Options.SqliteFile);
            return file;
        }

        var server = await PostgresServer.SharedAsync();
        var clone = string.Create(CultureInfo.InvariantCulture, $"{name}_{Interlocked.Increment(ref clones)}");
        await server.ExecuteAsync("postgres", $"CREATE DATABASE {clone} TEMPLATE {TemplateName} STRATEGY FILE_COPY", cancellationToken);
        return new PostgresTestDatabase(server, clone);
    }

    /// <summary>An empty database, for tests of migration itself.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync(DatabaseProvider provider, CancellationToken cancellationToken)
    {
        if (provider == DatabaseProvider.Sqlite)
            return new SqliteTestDatabase();
        Need.Present(PostgresServer.Programs is not null, PostgresServer.Missing);
        return await CreateEmptyAsync(await PostgresServer.SharedAsync(), cancellationToken);
    }

    /// <summary>An empty database on a server of the test's own, which it may stop and start.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync(PostgresServer server, CancellationToken cancellationToken)
    {
        var empty = string.Create(CultureInfo.InvariantCulture, $"empty_{Interlocked.Increment(ref clones)}");
        await server.ExecuteAsync("postgres", $"CREATE DATABASE {empty} STRATEGY FILE_COPY", cancellationToken);
        return new PostgresTestDatabase(server, empty);
    }

    private string TemplateName => name + "_template";

    private Task<DatabaseOptions> MakeAsync(DatabaseProvider provider) => provider == DatabaseProvider.Sqlite ? MakeSqliteAsync() : MakePostgresAsync();

    private async Task<DatabaseOptions> MakeSqliteAsync()
    {
        var folder = new TemporaryFolder($"nq72-{name}-template-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        var options = new DatabaseOptions { Provider = DatabaseProvider.Sqlite, DataDirectory = folder.Path };
        await migrate(options, CancellationToken.None);
        await using var connection = new SqliteConnection($"Data Source={options.SqliteFile};Pooling=False");
        await connection.OpenAsync();
        await using var checkpoint = connection.CreateCommand();
        // what stands in the write-ahead log would be missing from a copy of the file
        checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await checkpoint.ExecuteNonQueryAsync();
        return options;
    }

    private async Task<DatabaseOptions> MakePostgresAsync()
    {
        var server = await PostgresServer.SharedAsync();
        await server.ExecuteAsync("postgres", $"CREATE DATABASE {TemplateName} STRATEGY FILE_COPY", CancellationToken.None);
        var folder = new TemporaryFolder($"nq72-{name}-template-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        var options = new DatabaseOptions { Provider = DatabaseProvider.PostgreSql, ConnectionString = server.ConnectionString(TemplateName), DataDirectory = folder.Path };
        await migrate(options, CancellationToken.None);
        // a clone is refused while anyone is connected to its template; pools may have kept a connection
        await server.ExecuteAsync(
            "postgres",
            $"ALTER DATABASE {TemplateName} ALLOW_CONNECTIONS false; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{TemplateName}'",
            CancellationToken.None);
        return options;
    }
}
