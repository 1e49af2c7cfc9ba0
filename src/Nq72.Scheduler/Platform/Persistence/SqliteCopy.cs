using Microsoft.Data.Sqlite;

namespace Nq72.Scheduler.Platform.Persistence;

/// <summary>An SQLite database as one file: copied out while others write, put in where nobody has it open.</summary>
public static class SqliteCopy
{
    /// <summary>Copies the database as it is at one moment, by SQLite's online backup; writers go on meanwhile. The copy is one file without a log beside it.</summary>
    public static async Task CopyAsync(DatabaseOptions source, string target, CancellationToken cancellationToken)
    {
        await using (var from = (SqliteConnection)Connections.CreateSqlite(source.SqliteFile))
        await using (var to = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = target, Pooling = false }.ToString()))
        {
            await from.OpenAsync(cancellationToken);
            await to.OpenAsync(cancellationToken);
            from.BackupDatabase(to);
            await using var plain = to.CreateCommand();
            plain.CommandText = "PRAGMA journal_mode = DELETE";
            await plain.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Opens a copy that is not in use, with the house's collation, outside every pool.</summary>
    public static async Task<SqliteCopyConnection> OpenAsync(string file, CancellationToken cancellationToken)
    {
        var connection = (SqliteConnection)Connections.CreateSqlite(file);
        await connection.OpenAsync(cancellationToken);
        return new SqliteCopyConnection(connection);
    }

    /// <summary>Whether some process has the database open: its log could not be folded in otherwise.</summary>
    public static async Task<bool> IsInUseAsync(string file, CancellationToken cancellationToken)
    {
        // this process's own idle connections would count, and would go on to the replaced file
        SqliteConnection.ClearAllPools();
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 1 }.ToString());
        await connection.OpenAsync(cancellationToken);
        try
        {
            await using var alone = connection.CreateCommand();
            alone.CommandText = "PRAGMA journal_mode = DELETE";
            return (string?)await alone.ExecuteScalarAsync(cancellationToken) != "delete";
        }
        catch (SqliteException)
        {
            return true;
        }
    }
}

/// <summary>An open copy; disposing of it closes the file for good.</summary>
public sealed class SqliteCopyConnection : IAsyncDisposable
{
    private readonly SqliteConnection connection;

    internal SqliteCopyConnection(SqliteConnection connection) => this.connection = connection;

    /// <summary>The connection.</summary>
    public System.Data.Common.DbConnection Connection => connection;

    public async ValueTask DisposeAsync()
    {
        SqliteConnection.ClearPool(connection);
        await connection.DisposeAsync();
    }
}
