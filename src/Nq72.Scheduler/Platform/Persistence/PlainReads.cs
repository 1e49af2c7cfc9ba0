using System.Data.Common;

namespace Nq72.Scheduler.Platform.Persistence;

/// <summary>
/// Statements that read, written by hand, over the scope's connection and inside its transaction where there is one. For what every reader
/// waits for: no query is translated first and nothing is tracked.
/// </summary>
public sealed class PlainReads(ScopedConnection scoped, SqlDialect sql)
{
    /// <summary>What differs between the databases.</summary>
    public SqlDialect Sql => sql;

    /// <summary>Every row of the answer.</summary>
    /// <param name="statement">The statement, with named parameters.</param>
    /// <param name="values">Values by parameter name without the at sign.</param>
    /// <param name="read">Reads one row.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<List<T>> ListAsync<T>(string statement, (string Name, object? Value)[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = sql.Command(await scoped.OpenAsync(cancellationToken), statement, values);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>The first row of the answer; the default value when there is none.</summary>
    public async Task<T?> FirstAsync<T>(string statement, (string Name, object? Value)[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken) =>
        (await ListAsync(statement, values, read, cancellationToken)).FirstOrDefault();
}
