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
    /// <summary>What <see cref="TakeTurnAsync"/> asks PostgreSQL, to be put before another statement, with the parameter <c>turn</c>.</summary>
    internal const string TakeTurn = "SELECT pg_advisory_xact_lock(@turn)";

    private readonly bool isSqlite = options.Provider == DatabaseProvider.Sqlite;

    /// <summary>Whether rows that another transaction holds can be passed over; SQLite has one writer and need not.</summary>
    public bool SkipsLocked => !isSqlite;

    /// <summary>The end of a query whose rows are to be changed in this transaction: others wait. SQLite's one writer is alone anyway.</summary>
    public string ForUpdate => isSqlite ? "" : " FOR UPDATE";

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

    /// <summary>Changes rows of a table, each by its own values, in one round trip.</summary>
    /// <param name="transaction">Its connection is used.</param>
    /// <param name="table">The table.</param>
    /// <param name="set">What is set; a row's values by name with an at sign (<c>@state</c>), columns of the table by their names.</param>
    /// <param name="where">Which row it is; columns that are named as values are, with the table before them (<c>delivery.id = @id</c>).</param>
    /// <param name="rows">The values. No two rows may change the same row of the table.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Which of them changed a row.</returns>
    public async Task<IReadOnlyList<bool>> UpdateEachAsync(DbTransaction transaction, string table, string set, string where, SqlRows rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return [];
        if (isSqlite)
            return await ExecuteEachAsync(transaction, $"UPDATE {table} SET {set} WHERE {where}", rows, cancellationToken);
        // one statement for all: parsed and planned once, whatever their number
        await using var command = Command(transaction, $"""
            UPDATE {table} SET {OfGiven(set)}
            FROM unnest({Names(rows, "@")}) WITH ORDINALITY AS given ({Names(rows, "")}, number)
            WHERE {OfGiven(where)} RETURNING given.number
            """, rows);
        var changed = new bool[rows.Count];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            changed[reader.GetInt64(0) - 1] = true;
        return changed;
    }

    /// <summary>Adds rows to a table in one round trip; the values are named as its columns are.</summary>
    public async Task InsertEachAsync(DbTransaction transaction, string table, SqlRows rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return;
        var into = $"INSERT INTO {table} ({Names(rows, "\"", "\"")})";
        if (isSqlite)
        {
            await ExecuteEachAsync(transaction, $"{into} VALUES ({Names(rows, "@")})", rows, cancellationToken);
            return;
        }

        await using var command = Command(transaction, $"{into} SELECT * FROM unnest({Names(rows, "@")})", rows);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>As <see cref="InsertEachAsync"/>, passing over rows that a key or a unique index of the table has no room for.</summary>
    /// <param name="transaction">Its connection is used.</param>
    /// <param name="table">The table.</param>
    /// <param name="rows">The values, named as the table's columns are.</param>
    /// <param name="key">One of them, of text: no two rows have the same value.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The keys of those that were added.</returns>
    public async Task<IReadOnlySet<string>> InsertWhereFreeAsync(DbTransaction transaction, string table, SqlRows rows, string key, CancellationToken cancellationToken)
    {
        var added = new HashSet<string>(StringComparer.Ordinal);
        if (rows.Count == 0)
            return added;
        var into = $"INSERT INTO {table} ({Names(rows, "\"", "\"")})";
        if (isSqlite)
        {
            var done = await ExecuteEachAsync(transaction, $"{into} VALUES ({Names(rows, "@")}) ON CONFLICT DO NOTHING", rows, cancellationToken);
            var keys = (string[])rows.Columns.First(column => column.Name == key).Values;
            added.UnionWith(keys.Where((_, row) => done[row]));
            return added;
        }

        await using var command = Command(transaction, $"{into} SELECT * FROM unnest({Names(rows, "@")}) ON CONFLICT DO NOTHING RETURNING {key}", rows);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            added.Add(reader.GetString(0));
        return added;
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
        await using var command = Command(transaction, TakeTurn, ("turn", key));
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

    /// <summary>A column to compare in passing: SQLite, which knows not how many rows have a value, looks nothing up by it and keeps to the order that is asked for.</summary>
    public string Passing(string column) => isSqlite ? $"+{column}" : column;

    /// <summary>
    /// A further condition, which follows from the others: that a column is among the answers to a query, of which the caller knows that they are few. PostgreSQL
    /// goes by statistics, which cannot know it of a rare value, and reads the table whole; SQLite joins as it is told and need not hear of it.
    /// </summary>
    public string KnownFew(string column, string query) => isSqlite ? "" : $" AND {column} = ANY(ARRAY({query}))";

    /// <summary>A text column in the order of its bytes, whatever the database's own order is.</summary>
    public string Ordinal(string column) => isSqlite ? column : $"{column} COLLATE \"C\"";

    /// <summary>
    /// A query of the ids of a table's rows whose tokens fit the parameter (<see cref="Tokens"/>): of an FTS5 table named after it on SQLite, of a
    /// function named after it on PostgreSQL, which looks into its column <c>tokens</c> by the index and no other way.
    /// </summary>
    public string RowsWithTokens(string table, string parameter) => isSqlite
        ? $"SELECT rowid FROM {table}_index WHERE {table}_index MATCH @{parameter}"
        : $"SELECT * FROM {table}_rows(CAST(@{parameter} AS tsquery))";

    /// <summary>The value for <see cref="RowsWithTokens"/>.</summary>
    public string Tokens(TokenQuery query) => isSqlite ? query.ToFts5() : query.ToTsQuery();

    /// <summary>Adds rows with their tokens to a table whose id is given by the database; the values are named as its columns are.</summary>
    /// <param name="transaction">Its connection is used.</param>
    /// <param name="table">The table.</param>
    /// <param name="rows">The values; among them a column <c>tokens</c>, in which they stand with blanks between them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task InsertEachWithTokensAsync(DbTransaction transaction, string table, SqlRows rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return;
        var others = rows.Without("tokens");
        if (isSqlite)
        {
            await ExecuteEachAsync(transaction, $"INSERT INTO {table} ({Names(others, "")}) VALUES ({Names(others, "@")}); INSERT INTO {table}_index (rowid, tokens) VALUES (last_insert_rowid(), @tokens)", rows, cancellationToken);
            return;
        }

        await using var command = Command(transaction, $"""
            INSERT INTO {table} ({Names(others, "")}, tokens) SELECT {Names(others, "given.")}, array_to_tsvector(string_to_array(given.tokens, ' '))
            FROM unnest({Names(rows, "@")}) AS given ({Names(rows, "")})
            """, rows);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Deletes the rows of a table that <see cref="InsertEachWithTokensAsync"/> wrote. SQLite's index keeps no text, so it must be told which tokens go.</summary>
    /// <param name="transaction">The caller's.</param>
    /// <param name="table">The table.</param>
    /// <param name="where">Which rows.</param>
    /// <param name="values">What the condition asks for.</param>
    /// <param name="tokens">The tokens of those rows, as they were written.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task DeleteWithTokensAsync(
        DbTransaction transaction, string table, string where, (string Name, object? Value)[] values, string tokens, CancellationToken cancellationToken)
    {
        var rows = $"DELETE FROM {table} WHERE {where}";
        await using var command = isSqlite
            ? Command(transaction, $"INSERT INTO {table}_index ({table}_index, rowid, tokens) SELECT 'delete', id, @tokens FROM {table} WHERE {where}; {rows}", [.. values, ("tokens", tokens)])
            : Command(transaction, rows, values);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<bool>> ExecuteEachAsync(DbTransaction transaction, string sql, SqlRows rows, CancellationToken cancellationToken)
    {
        var changed = new bool[rows.Count];
        await using var command = Command(transaction, sql);
        foreach (var (name, _) in rows.Columns)
            command.Parameters.Add(Parameter(command.CreateParameter(), name, null));
        for (var row = 0; row < rows.Count; row++)
        {
            for (var column = 0; column < rows.Columns.Count; column++)
                command.Parameters[column].Value = Convert(rows.Columns[column].Values.GetValue(row));
            changed[row] = await command.ExecuteNonQueryAsync(cancellationToken) > 0;
        }

        return changed;
    }

    private DbCommand Command(DbTransaction transaction, string sql, SqlRows rows)
    {
        var command = Command(transaction, sql);
        foreach (var (name, values) in rows.Columns)
            command.Parameters.Add(Parameter(command.CreateParameter(), name, values));
        return command;
    }

    private static string OfGiven(string sql) => sql.Replace("@", "given.", StringComparison.Ordinal);

    private static string Names(SqlRows rows, string before, string after = "") => string.Join(", ", rows.Columns.Select(column => before + column.Name + after));

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
