using System.Data.Common;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Nq72.Scheduler.Platform.Persistence;

/// <summary>
/// Which migrations a database has and which this program knows. Changes nothing unless asked to. Reads the history itself, as EF Core
/// writes it: asking a context would first build its whole map, which every start would wait for.
/// </summary>
public sealed class DatabaseSchema(DatabaseOptions options, Connections connections, SqlDialect sql, DatabaseContexts contexts, IServiceScopeFactory scopes)
{
    /// <summary>Whether there is a database at all: a file that is not empty, or a server with tables of ours.</summary>
    public async Task<bool> ExistsAsync(CancellationToken cancellationToken)
    {
        // looking at a missing SQLite file would make it
        if (options.Provider == DatabaseProvider.Sqlite && (!File.Exists(options.SqliteFile) || new FileInfo(options.SqliteFile).Length == 0))
            return false;
        return (await AppliedAsync(cancellationToken)).Values.Any(migrations => migrations.Count > 0);
    }

    /// <summary>The migrations that were applied, by the context's name; empty where none was.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> AppliedAsync(CancellationToken cancellationToken)
    {
        await using var connection = connections.Create();
        await connection.OpenAsync(cancellationToken);
        var migrations = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var context in contexts.All)
            migrations[context.Type.Name] = await ReadHistoryAsync(connection, context.HistoryTable, cancellationToken);
        return migrations;
    }

    /// <summary>The migrations that this program has, by the context's name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Known() => contexts.All.ToDictionary(
        context => context.Type.Name,
        context => (IReadOnlyList<string>)[.. context.ProviderType.Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Migration)) && type.GetCustomAttribute<DbContextAttribute>()?.ContextType == context.ProviderType)
            .Select(type => type.GetCustomAttribute<MigrationAttribute>()!.Id).Order(StringComparer.Ordinal)],
        StringComparer.Ordinal);

    /// <summary>Whether every migration of this program was applied.</summary>
    public async Task<bool> IsCurrentAsync(CancellationToken cancellationToken)
    {
        var applied = await AppliedAsync(cancellationToken);
        return Known().All(context => !context.Value.Except(applied[context.Key], StringComparer.Ordinal).Any());
    }

    /// <summary>Brings an empty database to exactly these migrations. False when this program cannot: it lacks one, or must apply others before.</summary>
    public async Task<bool> MigrateToAsync(IReadOnlyDictionary<string, IReadOnlyList<string>> wanted, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        foreach (var type in contexts.Types)
        {
            var database = ((DbContext)scope.ServiceProvider.GetRequiredService(type)).Database;
            var target = wanted.GetValueOrDefault(type.Name) ?? [];
            if (target.Count == 0 || !database.GetMigrations().Contains(target[^1], StringComparer.Ordinal))
                return false;
            await database.GetService<IMigrator>().MigrateAsync(target[^1], cancellationToken);
        }

        return Same(await AppliedAsync(cancellationToken), wanted);
    }

    private async Task<IReadOnlyList<string>> ReadHistoryAsync(DbConnection connection, string table, CancellationToken cancellationToken)
    {
        if (!await sql.HasTableAsync(connection, table, cancellationToken))
            return [];
        await using var command = sql.Command(connection, $"SELECT \"MigrationId\" FROM {table} ORDER BY \"MigrationId\"");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var migrations = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
            migrations.Add(reader.GetString(0));
        return migrations;
    }

    /// <summary>Whether both have the same migrations.</summary>
    public static bool Same(IReadOnlyDictionary<string, IReadOnlyList<string>> left, IReadOnlyDictionary<string, IReadOnlyList<string>> right) =>
        left.Count == right.Count && left.All(context => right.TryGetValue(context.Key, out var other) && context.Value.ToHashSet(StringComparer.Ordinal).SetEquals(other));
}
