namespace Nq72.Scheduler.Platform.Persistence;

/// <summary>Values for one statement and many rows, kept by column: PostgreSQL takes each column as one array, SQLite row by row.</summary>
/// <param name="count">How many rows; each column has as many values.</param>
public sealed class SqlRows(int count)
{
    private readonly List<(string Name, Array Values)> columns = [];

    /// <summary>How many rows.</summary>
    public int Count => count;

    /// <summary>The columns, in the order in which they were added.</summary>
    internal IReadOnlyList<(string Name, Array Values)> Columns => columns;

    /// <summary>Adds a column. Enums go by name; the type tells the column's type, also where every value is null.</summary>
    public SqlRows With<T>(string name, IEnumerable<T> values)
    {
        var array = values.ToArray();
        if (array.Length != count)
            throw new ArgumentException($"The column {name} has {array.Length} values for {count} rows.", nameof(values));
        var isEnum = (Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T)).IsEnum;
        columns.Add((name, isEnum ? Array.ConvertAll(array, value => value?.ToString()) : array));
        return this;
    }
}
