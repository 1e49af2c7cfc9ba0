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
        var isEnum = (Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T)).IsEnum;
        return WithArray(name, isEnum ? Array.ConvertAll(array, value => value?.ToString()) : (Array)array);
    }

    /// <summary>Adds a column of values as the database takes them; the array's type tells the column's.</summary>
    internal SqlRows WithArray(string name, Array values)
    {
        if (values.Length != count)
            throw new ArgumentException($"The column {name} has {values.Length} values for {count} rows.", nameof(values));
        columns.Add((name, values));
        return this;
    }

    /// <summary>The same rows without a column.</summary>
    internal SqlRows Without(string name)
    {
        var others = new SqlRows(count);
        others.columns.AddRange(columns.Where(column => column.Name != name));
        return others;
    }
}
