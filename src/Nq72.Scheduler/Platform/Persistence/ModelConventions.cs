using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Nq72.Scheduler.Platform.Time;

namespace Nq72.Scheduler.Platform.Persistence;

/// <summary>How every context of the house maps: snake_case, instants as the provider orders them, enums as text.</summary>
public static class ModelConventions
{
    /// <summary>Instants: <c>timestamptz</c> on PostgreSQL, microseconds since 1970 in an integer on SQLite. Enums: their name.</summary>
    public static void ApplyNq72Conventions(this ModelConfigurationBuilder configuration, bool sqlite)
    {
        if (sqlite)
            configuration.Properties<DateTimeOffset>().HaveConversion<InstantToMicroseconds>();
        else
            configuration.Properties<DateTimeOffset>().HaveConversion<InstantCut>();
        configuration.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }

    /// <summary>Names tables, columns, keys and indexes in snake_case. Call last in <c>OnModelCreating</c>.</summary>
    public static void UseSnakeCase(this ModelBuilder model)
    {
        // what lies inside a JSON column keeps its names
        foreach (var entity in model.Model.GetEntityTypes().Where(entity => !entity.IsMappedToJson()))
        {
            if (entity.GetTableName() is { } table)
                entity.SetTableName(Snake(table));
            foreach (var property in entity.GetProperties())
                property.SetColumnName(Snake(property.GetColumnName()));
            foreach (var key in entity.GetKeys())
                key.SetName(Snake(key.GetName()!));
            foreach (var foreignKey in entity.GetForeignKeys())
                foreignKey.SetConstraintName(Snake(foreignKey.GetConstraintName()!));
            foreach (var index in entity.GetIndexes())
                index.SetDatabaseName(Snake(index.GetDatabaseName()!));
        }
    }

    private static string Snake(string name)
    {
        var snake = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var character = name[i];
            if (char.IsUpper(character) && i > 0 && name[i - 1] != '_' && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
                snake.Append('_');
            snake.Append(char.ToLowerInvariant(character));
        }

        return snake.ToString();
    }

    private sealed class InstantToMicroseconds() : ValueConverter<DateTimeOffset, long>(
        instant => instant.ToMicroseconds(), microseconds => Instants.FromMicroseconds(microseconds));

    private sealed class InstantCut() : ValueConverter<DateTimeOffset, DateTimeOffset>(instant => instant.Cut(), instant => instant);
}
