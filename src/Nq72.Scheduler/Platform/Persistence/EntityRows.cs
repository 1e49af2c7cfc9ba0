using System.Collections;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Nq72.Scheduler.Platform.Persistence;

/// <summary>
/// Adds many rows of an entity by one statement, without the context's taking note of them: the columns are those of its model. For imports, where
/// tracking and one statement a row cost more than all the rest.
/// </summary>
public static class EntityRows
{
    /// <summary>Adds the rows inside the context's transaction.</summary>
    public static Task InsertAllAsync<T>(this SqlDialect sql, DbContext db, IReadOnlyList<T> entities, CancellationToken cancellationToken)
        where T : class
    {
        var type = TypeOf<T>(db);
        return sql.InsertEachAsync(db.Database.CurrentTransaction!.GetDbTransaction(), type.GetTableName()!, Of(type, entities), cancellationToken);
    }

    /// <summary>Adds those rows that no key and no unique index stands against.</summary>
    /// <param name="sql">The dialect.</param>
    /// <param name="db">Its transaction is used.</param>
    /// <param name="entities">The rows.</param>
    /// <param name="key">A property, of text, that is another one in each of them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The keys of those that were added.</returns>
    public static Task<IReadOnlySet<string>> InsertWhereFreeAsync<T>(this SqlDialect sql, DbContext db, IReadOnlyList<T> entities, string key, CancellationToken cancellationToken)
        where T : class
    {
        var type = TypeOf<T>(db);
        return sql.InsertWhereFreeAsync(db.Database.CurrentTransaction!.GetDbTransaction(), type.GetTableName()!, Of(type, entities), type.FindProperty(key)!.GetColumnName(), cancellationToken);
    }

    private static IEntityType TypeOf<T>(DbContext db) => db.Model.FindEntityType(typeof(T)) ?? throw new ArgumentException($"{typeof(T).Name} is no entity of {db.GetType().Name}.", nameof(db));

    private static SqlRows Of<T>(IEntityType type, IReadOnlyList<T> entities)
        where T : class
    {
        var rows = new SqlRows(entities.Count);
        foreach (var property in type.GetProperties())
            rows.WithArray(property.GetColumnName(), Values(property, entities));
        return rows;
    }

    private static Array Values<T>(IProperty property, IReadOnlyList<T> entities)
        where T : class
    {
        var getter = property.GetGetter();
        var converter = property.GetTypeMapping().Converter;
        var kept = converter?.ProviderClrType ?? property.ClrType;
        if (property.IsNullable && kept.IsValueType && Nullable.GetUnderlyingType(kept) is null)
            kept = typeof(Nullable<>).MakeGenericType(kept);
        IList values = Array.CreateInstance(kept, entities.Count);
        for (var row = 0; row < entities.Count; row++)
        {
            var value = getter.GetClrValue(entities[row]);
            values[row] = value is null || converter is null ? value : converter.ConvertToProvider(value);
        }

        return (Array)values;
    }
}
