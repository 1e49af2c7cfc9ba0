using System.Globalization;
using Nq72.Scheduler.Platform.Persistence;

namespace Nq72.Cms.Tests.Recipes;

/// <summary>Every row of every table as text, to compare a database with itself.</summary>
internal static class TableDump
{
    public static async Task<string> ReadAsync(DatabaseOptions options, CancellationToken cancellationToken)
    {
        await using var connections = new Connections(options);
        await using var connection = connections.Create();
        await connection.OpenAsync(cancellationToken);
        var tables = await RowsAsync(options.Provider == DatabaseProvider.Sqlite
            ? "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
            : "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY table_name");
        var dump = new List<string>();
        foreach (var table in tables)
        {
            dump.Add($"== {table}");
            dump.AddRange((await RowsAsync($"SELECT * FROM \"{table}\"")).Order(StringComparer.Ordinal));
        }

        return string.Join('\n', dump);

        async Task<List<string>> RowsAsync(string sql)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var rows = new List<string>();
            while (await reader.ReadAsync(cancellationToken))
                rows.Add(string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(column => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture))));
            return rows;
        }
    }
}
