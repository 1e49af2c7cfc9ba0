using Microsoft.Data.Sqlite;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Testing.Databases;

/// <summary>One test's database on one provider, with a data directory of its own; both are gone when disposed of.</summary>
public abstract class TestDatabase : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new("nq72-data-");

    /// <summary>Which database this is.</summary>
    public DatabaseProvider Provider => Options.Provider;

    /// <summary>What the program is given to find it.</summary>
    public abstract DatabaseOptions Options { get; }

    /// <summary>Absolute path of the data directory.</summary>
    public string DataDirectory => folder.Path;

    /// <summary>The same as settings of the program: <c>Database:Provider</c>, <c>ConnectionStrings:Nq72</c>, <c>Nq72:DataDirectory</c>.</summary>
    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["Database:Provider"] = Provider.ToString(),
        ["ConnectionStrings:Nq72"] = Options.ConnectionString,
        ["Nq72:DataDirectory"] = Options.DataDirectory,
    };

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await DropAsync();
        folder.Dispose();
    }

    /// <summary>Takes the database away, whoever is still connected.</summary>
    private protected abstract Task DropAsync();
}

/// <summary>A file in the data directory.</summary>
internal sealed class SqliteTestDatabase : TestDatabase
{
    public SqliteTestDatabase() => Options = new DatabaseOptions { Provider = DatabaseProvider.Sqlite, DataDirectory = DataDirectory };

    public override DatabaseOptions Options { get; }

    private protected override Task DropAsync()
    {
        // pooled connections would hold the deleted file open until the process ends
        using var connection = (SqliteConnection)Connections.CreateSqlite(Options.SqliteFile);
        SqliteConnection.ClearPool(connection);
        return Task.CompletedTask;
    }
}

/// <summary>A database of the process's server.</summary>
internal sealed class PostgresTestDatabase : TestDatabase
{
    private readonly PostgresServer server;
    private readonly string name;

    public PostgresTestDatabase(PostgresServer server, string name)
    {
        this.server = server;
        this.name = name;
        Options = new DatabaseOptions { Provider = DatabaseProvider.PostgreSql, ConnectionString = server.ConnectionString(name), DataDirectory = DataDirectory };
    }

    public override DatabaseOptions Options { get; }

    private protected override Task DropAsync() => server.ExecuteAsync("postgres", $"DROP DATABASE IF EXISTS {name} WITH (FORCE)", CancellationToken.None);
}
