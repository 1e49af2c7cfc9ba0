using System.Data.Common;
using System.Text.Json;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Platform.Persistence;

/// <summary>
/// The few places where raw statements differ between the databases. Statements are written once, with named parameters (<c>@now</c>) and
/// row values; what differs is asked for here. Thread-safe.
/// </summary>
public sealed class SqlDialect(DatabaseOptions options)
{
    private readonly bool isSqlite = options.Provider == DatabaseProvider.Sqlite;

    /// <summary>Whether rows that another transaction holds can be passed over; SQLite has one writer and need not.</summary>
    public bool SkipsLocked => !isSqlite;

    /// <summary>A command of the transaction.</summary>
    /// <param name="transaction">Its connection is used.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="values">Values by parameter name without the at sign; enums by name, instants as the database keeps them.</param>
    public DbCommand Command(DbTransaction transaction, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var command = Command(transaction.Connection!, sql, values);
        command.Transaction = transaction;
        return command;
    }

    /// <summary>A command outside a transaction.</summary>
    public DbCommand Command(DbConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
            command.Parameters.Add(Parameter(command.CreateParameter(), name, value));
        return command;
    }

    /// <summary>Runs one statement for many rows of values in one round trip. Returns how many rows each changed.</summary>
    public async Task<IReadOnlyList<int>> ExecuteManyAsync(
        DbTransaction transaction, string sql, IReadOnlyList<(string Name, object? Value)[]> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return [];
        if (isSqlite)
            return await ExecuteEachAsync(transaction, sql, rows, cancellationToken);
        await using var batch = transaction.Connection!.CreateBatch();
        batch.Transaction = transaction;
        foreach (var row in rows)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = sql;
            foreach (var (name, value) in row)
                command.Parameters.Add(Parameter(command.CreateParameter(), name, value));
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
        return [.. batch.BatchCommands.Select(command => command.RecordsAffected)];
    }

    /// <summary>A condition that a column is among values; give the parameter what <see cref="Ids"/> or <see cref="Texts"/> returns.</summary>
    public string IsAmong(string column, string parameter) =>
        isSqlite ? $"{column} IN (SELECT value FROM json_each(@{parameter}))" : $"{column} = ANY(@{parameter})";

    /// <summary>The value for <see cref="IsAmong"/>.</summary>
    public object Ids(IEnumerable<Guid> ids) =>
        // ids are text in capitals on SQLite, as its driver writes them
        isSqlite ? JsonSerializer.Serialize(ids.Select(id => id.ToString("D").ToUpperInvariant())) : ids.ToArray();

    /// <summary>The value for <see cref="IsAmong"/> where the column holds text.</summary>
    public object Texts(IEnumerable<string> texts) => isSqlite ? JsonSerializer.Serialize(texts) : texts.ToArray();

    /// <summary>Whether there is a table of this name.</summary>
    public async Task<bool> HasTableAsync(DbConnection connection, string table, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, isSqlite ? "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = @name" : "SELECT 1 WHERE to_regclass(@name) IS NOT NULL", ("name", table));
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    /// <summary>Lets one transaction at a time pass, until it ends; nothing to do where there is one writer.</summary>
    public async Task TakeTurnAsync(DbTransaction transaction, long key, CancellationToken cancellationToken)
    {
        if (isSqlite)
            return;
        await using var command = Command(transaction, "SELECT pg_advisory_xact_lock(@key)", ("key", key));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Lets any number of transactions pass together, but none beside one that took the whole turn.</summary>
    public async Task ShareTurnAsync(DbTransaction transaction, long key, CancellationToken cancellationToken)
    {
        if (isSqlite)
            return;
        await using var command = Command(transaction, "SELECT pg_advisory_xact_lock_shared(@key)", ("key", key));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>An instant from an answer.</summary>
    public DateTimeOffset Instant(DbDataReader reader, int column) =>
        isSqlite ? Instants.FromMicroseconds(reader.GetInt64(column)) : reader.GetFieldValue<DateTimeOffset>(column);

    /// <summary>An instant from an answer; null where there is none.</summary>
    public DateTimeOffset? InstantOrNull(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : Instant(reader, column);

    /// <summary>A condition that a text column contains the parameter's text, letter by letter.</summary>
    public string Contains(string column, string parameter) => isSqlite ? $"instr({column}, @{parameter}) > 0" : $"strpos({column}, @{parameter}) > 0";

    private async Task<IReadOnlyList<int>> ExecuteEachAsync(
        DbTransaction transaction, string sql, IReadOnlyList<(string Name, object? Value)[]> rows, CancellationToken cancellationToken)
    {
        var changed = new int[rows.Count];
        await using var command = Command(transaction, sql, rows[0]);
        for (var i = 0; i < rows.Count; i++)
        {
            foreach (var (name, value) in rows[i])
                command.Parameters["@" + name].Value = Convert(value);
            changed[i] = await command.ExecuteNonQueryAsync(cancellationToken);
        }

        return changed;
    }

    private DbParameter Parameter(DbParameter parameter, string name, object? value)
    {
        parameter.ParameterName = isSqlite ? "@" + name : name;
        parameter.Value = Convert(value);
        return parameter;
    }

    private object Convert(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset instant => isSqlite ? instant.ToMicroseconds() : instant,
        Enum named => named.ToString(),
        _ => value,
    };
}
