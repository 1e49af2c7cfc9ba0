using System.Data;
using Npgsql;

namespace Nq72.Scheduler.Platform.Persistence;

/// <summary>
/// The house's tables of a PostgreSQL database, each as a stream in COPY's binary form: read in one snapshot while others write, loaded in one
/// transaction into an empty schema with the same migrations. Needs no program of PostgreSQL's on the machine.
/// </summary>
public sealed class PostgresCopy(Connections connections)
{
    private const string Tables = """
        SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE n.nspname = 'public' AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
          AND c.relname NOT LIKE 'qrtz\_%' AND c.relname NOT LIKE '%\_migration'
        GROUP BY c.relname ORDER BY c.relname
        """;

    private const string References = """
        SELECT child.relname, parent.relname FROM pg_constraint k JOIN pg_class child ON child.oid = k.conrelid JOIN pg_class parent ON parent.oid = k.confrelid
        WHERE k.contype = 'f' AND child.oid <> parent.oid
        """;

    /// <summary>Writes every table, each whole before the next, all of one snapshot.</summary>
    /// <param name="write">Called once a table, with its columns and its bytes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task WriteAsync(Func<CopiedTable, Stream, Task> write, CancellationToken cancellationToken)
    {
        await using var connection = await connections.Postgres!.OpenConnectionAsync(cancellationToken);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        foreach (var table in await ReadTablesAsync(connection, cancellationToken))
        {
            await using var bytes = await connection.BeginRawBinaryCopyAsync($"COPY {table.Sql} TO STDOUT (FORMAT BINARY)", cancellationToken);
            await write(table, bytes);
        }
    }

    /// <summary>Empties the tables, loads them and runs the last statements, in one transaction: all of it or nothing.</summary>
    /// <param name="tables">What there is to load.</param>
    /// <param name="open">The bytes of one table.</param>
    /// <param name="finish">Runs inside the transaction when everything is loaded.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task LoadAsync(
        IReadOnlyList<CopiedTable> tables, Func<CopiedTable, Stream> open, Func<System.Data.Common.DbTransaction, Task> finish, CancellationToken cancellationToken)
    {
        await using var connection = await connections.Postgres!.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var all = (await ReadTablesAsync(connection, cancellationToken)).Select(table => Quote(table.Name)).ToList();
        await ExecuteAsync(connection, $"TRUNCATE {string.Join(", ", all)}", cancellationToken);
        foreach (var table in await ParentsFirstAsync(connection, tables, cancellationToken))
        {
            await using var target = await connection.BeginRawBinaryCopyAsync($"COPY {table.Sql} FROM STDIN (FORMAT BINARY)", cancellationToken);
            await using var source = open(table);
            await source.CopyToAsync(target, cancellationToken);
        }

        await SetSequencesAsync(connection, cancellationToken);
        await finish(transaction);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>How many other connections the database has: nodes that still run.</summary>
    public async Task<long> OthersAsync(CancellationToken cancellationToken)
    {
        // this process's own idle ones would be counted too
        connections.Postgres!.Clear();
        await using var command = connections.Postgres.CreateCommand(
            "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Whether the schema <c>public</c> has no table at all.</summary>
    public async Task<bool> IsEmptyAsync(CancellationToken cancellationToken)
    {
        await using var command = connections.Postgres!.CreateCommand("SELECT COUNT(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))! == 0;
    }

    private static async Task<IReadOnlyList<CopiedTable>> ReadTablesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Tables, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var tables = new List<CopiedTable>();
        while (await reader.ReadAsync(cancellationToken))
            tables.Add(new CopiedTable(reader.GetString(0), reader.GetFieldValue<string[]>(1)));
        return tables;
    }

    // foreign keys are asked at the end of each table's COPY
    private static async Task<IReadOnlyList<CopiedTable>> ParentsFirstAsync(NpgsqlConnection connection, IReadOnlyList<CopiedTable> tables, CancellationToken cancellationToken)
    {
        var parents = new List<(string Child, string Parent)>();
        await using (var command = new NpgsqlCommand(References, connection))
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                parents.Add((reader.GetString(0), reader.GetString(1)));
        }

        var (ordered, waiting) = (new List<CopiedTable>(), tables.ToList());
        while (waiting.Count > 0)
        {
            var free = waiting.Find(table => !parents.Exists(reference => reference.Child == table.Name && waiting.Exists(other => other.Name == reference.Parent)))
                ?? throw new InvalidOperationException($"The tables {string.Join(", ", waiting.Select(table => table.Name))} refer to each other in a circle.");
            waiting.Remove(free);
            ordered.Add(free);
        }

        return ordered;
    }

    private static async Task SetSequencesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        const string identities = """
            SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = 'public' AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND (a.attidentity <> '' OR pg_get_serial_sequence(quote_ident(c.relname), a.attname) IS NOT NULL)
              AND c.relname NOT LIKE 'qrtz\_%'
            """;
        var columns = new List<(string Table, string Column)>();
        await using (var command = new NpgsqlCommand(identities, connection))
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                columns.Add((reader.GetString(0), reader.GetString(1)));
        }

        foreach (var (table, column) in columns)
            await ExecuteAsync(connection, $"SELECT setval(pg_get_serial_sequence('{Quote(table)}', '{column}'), COALESCE(MAX({Quote(column)}), 0) + 1, false) FROM {Quote(table)}", cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Quote(string name) => CopiedTable.Quote(name);
}

/// <summary>A table with the columns that are copied, in their order.</summary>
public sealed record CopiedTable(string Name, IReadOnlyList<string> Columns)
{
    internal string Sql => $"{Quote(Name)} ({string.Join(", ", Columns.Select(Quote))})";

    internal static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
