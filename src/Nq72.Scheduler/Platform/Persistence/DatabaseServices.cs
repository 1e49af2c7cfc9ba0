using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Nq72.Scheduler.Platform.Persistence;

/// <summary>Registers the database and its contexts.</summary>
public static class DatabaseServices
{
    /// <summary>The connections, the unit of work and the migrator of one installation.</summary>
    public static IServiceCollection AddNq72Database(this IServiceCollection services, DatabaseOptions options)
    {
        services.AddSingleton(options);
        services.TryAddSingleton(new DatabaseContexts());
        services.AddSingleton<Connections>();
        services.AddSingleton<DatabaseHeartbeat>();
        services.AddSingleton<SqlDialect>();
        services.AddSingleton<WriteTurns>();
        services.AddSingleton<DatabaseMigrator>();
        services.AddSingleton<DatabaseSchema>();
        services.AddSingleton<PostgresCopy>();
        services.AddScoped<ScopedConnection>();
        services.AddScoped<PlainReads>();
        services.AddScoped<UnitOfWork>();
        services.AddScoped<ReadSnapshot>();
        return services;
    }

    /// <summary>A context with one class a provider, which keep their own migrations.</summary>
    /// <param name="services">The container.</param>
    /// <param name="options">Tells the provider.</param>
    /// <param name="historyTable">The table that records its migrations.</param>
    public static IServiceCollection AddNq72Context<TContext, TSqlite, TPostgres>(this IServiceCollection services, DatabaseOptions options, string historyTable)
        where TContext : DbContext
        where TSqlite : TContext
        where TPostgres : TContext
    {
        var contexts = (DatabaseContexts)services.First(service => service.ServiceType == typeof(DatabaseContexts)).ImplementationInstance!;
        var isSqlite = options.Provider == DatabaseProvider.Sqlite;
        contexts.Add(new(typeof(TContext), isSqlite ? typeof(TSqlite) : typeof(TPostgres), historyTable));
        return isSqlite ? services.AddOn<TContext, TSqlite>(historyTable) : services.AddOn<TContext, TPostgres>(historyTable);
    }

    /// <summary>Builds the map of a context, which is kept for the whole process: whoever asks for it later does not wait. Touches no database.</summary>
    /// <param name="options">Tells the provider.</param>
    /// <param name="historyTable">As with <see cref="AddNq72Context"/>.</param>
    /// <param name="cancellationToken">Gives up before it begins.</param>
    public static async Task BuildMapAsync<TContext, TSqlite, TPostgres>(DatabaseOptions options, string historyTable, CancellationToken cancellationToken)
        where TContext : DbContext
        where TSqlite : TContext
        where TPostgres : TContext
    {
        cancellationToken.ThrowIfCancellationRequested();
        await using var provider = new ServiceCollection().AddNq72Database(options).AddNq72Context<TContext, TSqlite, TPostgres>(options, historyTable).BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        _ = scope.ServiceProvider.GetRequiredService<TContext>().Model;
    }

    private static IServiceCollection AddOn<TContext, TProvider>(this IServiceCollection services, string historyTable)
        where TContext : DbContext
        where TProvider : TContext
    {
        services.AddDbContext<TProvider>((provider, builder) =>
        {
            var scoped = provider.GetRequiredService<ScopedConnection>();
            scoped.Connections.Use(builder, scoped.Connection, historyTable);
        });
        services.AddScoped<TContext>(provider => provider.GetRequiredService<TProvider>());
        return services;
    }
}
